// Questions answered with rows: records that were asked for, people who were told.
import { h, isUnreadable } from "./dom.js";
import { newKey } from "../case/state.ts";
import { WORDS } from "../words/checklist.js";

/** Records requested of one contact. */
export function records(field) {
  return rows(field, {
    field: "kind", values: labelled(field.app.case.catalogue.records), add: WORDS.addRecord, none: WORDS.noRecords,
    start: () => ({ "asked-on": field.app.case.state.today, attempts: 1, id: newKey() }),
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
    field: "who", values: field.asked.values, add: WORDS.addNotified, none: WORDS.nobodyYet, start: () => ({ on: field.app.case.state.today }),
    cells: (row, name) => [
      cell(WORDS.toldOn, name + "on", "date", row.on),
      pick(WORDS.channel, name + "channel", labelled(field.app.case.catalogue.methods), row.channel),
    ],
  });
}

function labelled(texts) {
  return Object.entries(texts).map(([value, { label }]) => ({ value, label }));
}

// What tells the rows of a question apart, as long as the case is on the page: a date that is half
// typed stands in the field alone, and must not move to another row when one is taken out.
const keysOf = new WeakMap();
let lastKey = 0;

function keysFor(app, name, count) {
  if (!keysOf.has(app.case)) keysOf.set(app.case, new Map());
  const keys = keysOf.get(app.case).get(name) ?? [];
  while (keys.length < count) keys.push(`row:${++lastKey}`);
  keys.length = count;
  keysOf.get(app.case).set(name, keys);
  return keys;
}

// What is wrong in a row goes with it, unless another row has something wrong too.
function forgetWrong(app, name, row) {
  const fields = [...row.closest(".cl-rows").querySelectorAll("input")];
  if (fields.some((field) => !row.contains(field) && isUnreadable(field))) return;
  app.case.unreadable.delete(name);
  app.case.wrong.delete(name);
}

function rows({ app, contact, id, name, value }, shape) {
  const keys = keysFor(app, name, value?.length ?? 0);
  const label = (row) => shape.values.find((one) => one.value === row[shape.field])?.label ?? row[shape.field];
  const answer = (list) => app.actions.answer(contact, id, list);
  const hasRoom = (value?.length ?? 0) < app.mostRows;
  const add = (one) => {
    const start = shape.start();
    answer([...(value ?? []), { [shape.field]: one, ...start }]);
    app.focusAfter(`[name="${name}.${(value ?? []).length}.${Object.keys(start)[0]}"]`);
  };
  return h("div", { class: "cl-rows" },
    (value ?? []).map((row, index) => h("div", { key: keys[index], class: "cl-row", role: "group", "aria-label": label(row) },
      h("p", { class: "cl-row-head" }, label(row)),
      shape.cells(row, `${name}.${index}.`),
      h("button", {
        type: "button", class: "cl-link cl-row-remove", "aria-label": WORDS.removeRow(label(row)),
        onclick: ({ target, detail }) => {
          if (detail > 1) return; // the second press of a double click falls on the next row
          forgetWrong(app, name, target.closest(".cl-row"));
          keys.splice(index, 1);
          answer(value.length > 1 ? value.filter((_, at) => at !== index) : undefined);
          app.focusAfter(`[data-key="${name}"] .cl-add button`);
        },
      }, "✕"))),
    h("div", { class: "cl-add", role: "group", "aria-label": shape.add },
      // Not offered beside rows: one press must not throw away what was entered.
      !value?.length && h("button", {
        type: "button", class: "cl-chip", "aria-pressed": String(Boolean(value)), onclick: () => answer([]),
      }, value ? "✓ " : "", shape.none),
      !hasRoom && h("p", { class: "cl-muted" }, WORDS.mostRows(app.mostRows)),
      hasRoom && shape.values.map((one) => h("button", { type: "button", class: "cl-chip", onclick: () => add(one.value) },
        h("span", { "aria-hidden": "true" }, "+ "), one.label))));
}

function cell(label, name, type, value) {
  // Who scrolls over a number wants to scroll: a field without the focus keeps its number.
  const leave = ({ target }) => target.blur();
  const limits = type === "number" ? { min: 0, max: 99, step: 1, inputmode: "numeric", onwheel: leave } : { min: "1900-01-01", max: "2199-12-31" };
  return h("label", { class: "cl-cell" }, h("span", null, label),
    h("input", { type, name, value: value === undefined ? "" : String(value), ...limits }));
}

function pick(label, name, options, value) {
  return h("label", { class: "cl-cell" }, h("span", null, label),
    h("select", { name, value: value ?? "" },
      h("option", { value: "" }, WORDS.notSaid),
      options.map((one) => h("option", { value: one.value }, one.label))));
}
