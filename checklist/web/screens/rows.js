// Questions answered with rows: records that were asked for, people who were told.
import { h } from "./dom.js";
import { WORDS } from "../words/checklist.js";

/** Records requested of one contact. */
export function records(field) {
  return rows(field, {
    field: "kind", values: labelled(field.app.case.catalogue.records), add: WORDS.addRecord, none: WORDS.noRecords,
    start: { "asked-on": field.app.case.state.today, attempts: 1 },
    cells: (row, name) => [
      cell(WORDS.askedOn, name + "asked-on", "date", row["asked-on"]),
      cell(WORDS.attempts, name + "attempts", "number", row.attempts),
      cell(WORDS.followUp, name + "follow-up-on", "date", row["follow-up-on"]),
      cell(WORDS.receivedOn, name + "received-on", "date", row["received-on"]),
      pick(WORDS.reviewed, name + "reviewed", [{ value: "no", label: WORDS.no }, { value: "yes", label: WORDS.yes }], row.reviewed),
    ],
  });
}

/** Who was told, when and by which channel. */
export function notified(field) {
  return rows(field, {
    field: "who", values: field.asked.values, add: WORDS.addNotified, none: WORDS.nobodyYet, start: { on: field.app.case.state.today },
    cells: (row, name) => [
      cell(WORDS.toldOn, name + "on", "date", row.on),
      pick(WORDS.channel, name + "channel", labelled(field.app.case.catalogue.methods), row.channel),
    ],
  });
}

function labelled(texts) {
  return Object.entries(texts).map(([value, { label }]) => ({ value, label }));
}

function rows({ app, contact, id, name, value }, shape) {
  const label = (row) => shape.values.find((one) => one.value === row[shape.field])?.label ?? row[shape.field];
  const answer = (list) => app.actions.answer(contact, id, list);
  const add = (one) => {
    answer([...(value ?? []), { [shape.field]: one, ...shape.start }]);
    app.focusAfter(`[name="${name}.${(value ?? []).length}.${Object.keys(shape.start)[0]}"]`);
  };
  return h("div", { class: "cl-rows" },
    (value ?? []).map((row, index) => h("div", { class: "cl-row", role: "group", "aria-label": label(row) },
      h("p", { class: "cl-row-head" }, label(row)),
      shape.cells(row, `${name}.${index}.`),
      h("button", {
        type: "button", class: "cl-link cl-row-remove", "aria-label": WORDS.removeRow(label(row)),
        onclick: () => {
          answer(value.length > 1 ? value.filter((_, at) => at !== index) : undefined);
          app.focusAfter(`[data-key="${name}"] .cl-add button`);
        },
      }, "✕"))),
    h("div", { class: "cl-add", role: "group", "aria-label": shape.add },
      // Not offered beside rows: one press must not throw away what was entered.
      !value?.length && h("button", {
        type: "button", class: "cl-chip", "aria-pressed": String(Boolean(value)), onclick: () => answer([]),
      }, value ? "✓ " : "", shape.none),
      shape.values.map((one) => h("button", { type: "button", class: "cl-chip", onclick: () => add(one.value) },
        h("span", { "aria-hidden": "true" }, "+ "), one.label))));
}

function cell(label, name, type, value) {
  const limits = type === "number" ? { min: 0, max: 99, step: 1, inputmode: "numeric" } : { min: "1900-01-01", max: "2199-12-31" };
  return h("label", { class: "cl-cell" }, h("span", null, label),
    h("input", { type, name, value: value === undefined ? "" : String(value), ...limits }));
}

function pick(label, name, options, value) {
  return h("label", { class: "cl-cell" }, h("span", null, label),
    h("select", { name, value: value ?? "" },
      h("option", { value: "" }, WORDS.notSaid),
      options.map((one) => h("option", { value: one.value }, one.label))));
}
