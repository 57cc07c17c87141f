// One question on screen, for each kind of question the content knows.
import { h } from "./dom.js";
import { citeList, citeMarks, disclosure } from "./sources.js";
import { offered } from "./contact-choice.js";
import { factsOf, nameOf } from "../case/state.ts";
import { records, notified } from "./rows.js";
import { REGIMES, WORDS } from "../words/checklist.js";

/** The id of a control or message that belongs to `name`. */
export function idOf(name, part = "") {
  return `cl-${name.replaceAll(".", "-")}${part && "-" + part}`;
}

/** The elements of a release that the engine asks about for one contact. */
export function elementsOf(app, contactId) {
  return app.case.view?.contacts.find((contact) => contact.id === contactId)?.roi?.elements ?? [];
}

/** All questions of one place, with a button that confirms several together. */
export function questions(app, { entries }) {
  const beside = new Set(entries.map((entry) => entry.beside?.question));
  const alone = entries.filter((entry) => !beside.has(entry.question));
  const box = confirmBoxes(app, alone);
  return alone.map((entry) => [box.get(entry), question(app, entry)]);
}

/** Draw one question with its help, its controls, what is wrong, and why it is asked. */
export function question(app, entry) {
  const { contact, question: id } = entry;
  const asked = withOffered(app.case.catalogue.questions[id], entry.values);
  const name = nameOf(contact, id);
  const wrong = app.case.wrong.get(name);
  const isGroup = asked.kind !== "date";
  const describedBy = [asked.help && idOf(name, "help"), wrong && idOf(name, "wrong")].filter(Boolean).join(" ");
  const described = { "aria-describedby": describedBy || null };
  const value = factsOf(app.case.state, contact)[id];
  const field = { app, contact, id, name, asked, value, wrong, described };
  return h(isGroup ? "fieldset" : "div",
    { key: name, class: "cl-question", "data-question": id, "data-wrong": wrong ? "yes" : null, ...(isGroup ? described : {}) },
    isGroup ? h("legend", null, asked.ask) : h("label", { for: idOf(name), class: "cl-legend" }, asked.ask),
    asked.help && h("div", { id: idOf(name, "help"), class: "cl-help", html: asked.help }),
    CONTROLS[asked.kind](field),
    besideIt(field, entry),
    wrong && h("p", { key: "wrong", id: idOf(name, "wrong"), class: "cl-wrong" },
      h("span", { "aria-hidden": "true" }, "⚠ "), wrong),
    entry.cites?.length > 0 && disclosure(app, "q:" + name, WORDS.why, () => citeList(app, entry.cites), asked.ask));
}

// Not every answer makes sense in every case; the engine says which do.
function withOffered(asked, values) {
  return values ? { ...asked, values: asked.values.filter(({ value }) => values.includes(value)) } : asked;
}

const CONTROLS = { choice, several, date, elements, records, notified };

// A day that is written chooses the answer it belongs to: the two stand as one question.
function besideIt({ app, contact, value }, { beside }) {
  if (!beside || (value !== undefined && value !== beside.value)) return null;
  return h("div", { key: "partner", class: "cl-partner" },
    question(app, { contact, question: beside.question, cites: beside.cites }),
    value === undefined && h("p", { class: "cl-muted" }, WORDS.orWrite));
}

function choice(field) {
  const { name, asked, value } = field;
  if (asked.offers) return offered(field, option);
  return h("div", { class: "cl-choices" }, asked.values.map((one) =>
    option("radio", name, one, value === one.value)));
}

function several({ name, asked, value = [] }) {
  return h("div", { class: "cl-choices" }, asked.values.map((one) =>
    option("checkbox", name, one, value.includes(one.value))));
}

function option(type, name, { value, label, alone }, checked) {
  return h("label", { class: "cl-choice" },
    h("input", { type, name, value, checked, "data-alone": alone ? "true" : null }), h("span", null, label));
}

function date({ name, value, wrong, described }) {
  return h("input", {
    type: "date", id: idOf(name), name, value: value ?? "", min: "1900-01-01", max: "2199-12-31",
    "aria-invalid": wrong ? "true" : null, ...described,
  });
}

function elements({ app, contact, name, id, value = {} }) {
  const asked = elementsOf(app, contact);
  const duties = asked.filter((element) => element.duty);
  const groups = Object.keys(REGIMES)
    .map((regime) => ({ regime, key: `${name}:${regime}`, parts: asked.filter((one) => !one.duty && one.regime === regime) }))
    .filter(({ parts }) => parts.length > 0);
  const give = (some) => {
    for (const { key } of some) app.shown.open.delete(key);
    const parts = some.flatMap((group) => group.parts);
    app.actions.answer(contact, id, { ...value, ...Object.fromEntries(parts.map((element) => [element.id, "present"])) });
    app.focusAfter(`[data-group="${some[0].key}"] button`);
  };
  return h("div", { class: "cl-elements" },
    groups.length > 1 && !groups.every(({ parts }) => areAllThere(parts, value))
      && h("button", { key: "all", type: "button", class: "cl-button", onclick: () => give(groups) }, WORDS.everyList),
    groups.map((group) => elementGroup(app, name, group, value, () => give([group]))),
    duties.length > 0 && h("div", { key: "duties", class: "cl-group", role: "group", "aria-labelledby": idOf(name, "duties") },
      h("h4", { id: idOf(name, "duties") }, WORDS.duties),
      duties.map((element) => elementRow(app, name, element, value[element.id]))));
}

function areAllThere(parts, value) {
  return parts.every((element) => value[element.id] === "present");
}

// Once every part is there the list folds; it stays open where the parts were ticked by hand.
function elementGroup(app, name, { regime, key, parts }, value, give) {
  const isComplete = areAllThere(parts, value);
  const isShown = !isComplete || app.shown.open.has(key);
  const toggle = () => {
    if (!app.shown.open.delete(key)) app.shown.open.add(key);
    app.redraw();
  };
  return h("div", { key, class: "cl-group", role: "group", "data-group": key, "aria-labelledby": idOf(name, regime) },
    h("h4", { id: idOf(name, regime) }, REGIMES[regime]),
    isComplete
      ? h("p", { key: "complete", class: "cl-complete" }, h("span", null, "✓ ", WORDS.allThere), " ",
        h("button", { type: "button", class: "cl-link", "aria-expanded": String(isShown), onclick: toggle }, isShown ? WORDS.hideParts : WORDS.showParts))
      : h("button", { key: "give", type: "button", class: "cl-button", onclick: give }, WORDS.allPresent),
    isShown && parts.map((element) => elementRow(app, name, element, value[element.id])));
}

function elementRow(app, name, element, status) {
  const part = `${name}.${element.id}`;
  return h("div", { key: part, class: "cl-element", role: "radiogroup", "aria-labelledby": idOf(part, "label") },
    h("p", { id: idOf(part, "label"), class: "cl-element-label" }, element.label, citeMarks(app, element.cites)),
    h("div", { class: "cl-choices cl-tight" }, Object.entries(WORDS.element).map(([answer, label]) =>
      option("radio", part, { value: answer, label }, status === answer))),
    status && status !== "present" && element.fix && h("p", { class: "cl-fix" }, element.fix));
}

// Where several unanswered questions stand together for which the engine names an answer to
// confirm, one press gives these answers, and they are spelled out before it.
function confirmBoxes(app, entries) {
  const boxes = new Map();
  let run = [];
  const close = () => {
    if (run.length >= 3) boxes.set(run[0], confirmBox(app, run));
    run = [];
  };
  for (const entry of entries) {
    if (entry.confirm) run.push(entry);
    else close();
  }
  close();
  return boxes;
}

function confirmBox(app, run) {
  const first = ({ question: id, confirm }) => app.case.catalogue.questions[id].values.find((one) => one.value === confirm);
  const give = () => {
    for (const entry of run) app.actions.answer(entry.contact, entry.question, entry.confirm);
    app.focusAfter(`[data-key="${nameOf(run[0].contact, run[0].question)}"] input:checked`);
  };
  return h("div", { key: "confirm:" + nameOf(run[0].contact, run[0].question), class: "cl-confirm" },
    h("p", null, WORDS.confirmIntro),
    h("ul", { class: "cl-answers" }, run.map((entry) =>
      h("li", null, app.case.catalogue.questions[entry.question].ask, " ", h("strong", null, first(entry).label)))),
    h("button", { type: "button", class: "cl-button", onclick: give }, WORDS.confirm(run.length)));
}
