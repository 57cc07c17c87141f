// One question on screen, for each kind of question the content knows.
import { h } from "./dom.js";
import { citeList, citeMarks, disclosure } from "./cites.js";
import { factsOf, isAnswered, nameOf } from "./state.js";
import { records, notified } from "./rows.js";
import { ELEMENT, W } from "./words.js";

/** The id of a control or message that belongs to `name`. */
export function idOf(name, part = "") {
  return `cl-${name.replaceAll(".", "-")}${part && "-" + part}`;
}

/** The elements of a release that the engine asks about for one contact. */
export function elementsOf(app, contactId) {
  return app.view?.contacts.find((contact) => contact.id === contactId)?.roi?.elements ?? [];
}

/** Whether a question needs nothing more from the person. */
export function isDone(app, { contact, question }) {
  const value = factsOf(app.state, contact)[question];
  if (app.catalogue?.questions[question]?.kind !== "elements") return isAnswered(value);
  return elementsOf(app, contact).every((element) => element.duty || value?.[element.id]);
}

/** All questions of one place, with the buttons that answer several at once. */
export function questions(app, entries) {
  const buttons = firstAnswers(app, entries);
  return entries.map((entry) => [buttons.get(entry), question(app, entry)]);
}

/** Draw one question with its help, its controls, what is wrong, and why it is asked. */
export function question(app, entry) {
  const { contact, question: id } = entry;
  const asked = app.catalogue.questions[id];
  const name = nameOf(contact, id);
  const wrong = app.wrong.get(name);
  const isGroup = asked.kind !== "date";
  const describedBy = [asked.help && idOf(name, "help"), wrong && idOf(name, "wrong")].filter(Boolean).join(" ");
  const described = { "aria-describedby": describedBy || null };
  const value = factsOf(app.state, contact)[id];
  const field = { app, contact, id, name, asked, value, wrong, described };
  return h(isGroup ? "fieldset" : "div",
    { key: name, class: "cl-question", "data-question": id, "data-wrong": wrong ? "yes" : null, ...(isGroup ? described : {}) },
    isGroup ? h("legend", null, asked.ask) : h("label", { for: idOf(name), class: "cl-legend" }, asked.ask),
    asked.help && h("div", { id: idOf(name, "help"), class: "cl-help", html: asked.help }),
    CONTROLS[asked.kind](field),
    wrong && h("p", { key: "wrong", id: idOf(name, "wrong"), class: "cl-wrong" },
      h("span", { "aria-hidden": "true" }, "⚠ "), wrong),
    asked.cites?.length > 0 && disclosure(app, "q:" + name, W.why, () => citeList(app, asked.cites), asked.ask));
}

const CONTROLS = { choice, several, date, elements, records, notified };

function choice({ name, asked, value }) {
  return h("div", { class: "cl-choices" }, asked.values.map((one) =>
    option("radio", name, one, value === one.value)));
}

function several({ name, asked, value = [] }) {
  return h("div", { class: "cl-choices" }, asked.values.map((one) =>
    option("checkbox", name, one, value.includes(one.value))));
}

function option(type, name, { value, label }, checked) {
  return h("label", { class: "cl-choice" },
    h("input", { type, name, value, checked }), h("span", null, label));
}

function date({ name, value, wrong, described }) {
  return h("input", {
    type: "date", id: idOf(name), name, value: value ?? "", min: "1900-01-01", max: "2199-12-31",
    "aria-invalid": wrong ? "true" : null, ...described,
  });
}

function elements({ app, contact, name, id, value = {} }) {
  const asked = elementsOf(app, contact);
  const parts = asked.filter((element) => !element.duty);
  const duties = asked.filter((element) => element.duty);
  const allOnForm = () => app.act.answer(contact, id, {
    ...value, ...Object.fromEntries(parts.map((element) => [element.id, "present"])),
  });
  return h("div", { class: "cl-elements" },
    parts.length > 0 && h("button", { type: "button", class: "cl-button", onclick: allOnForm }, W.allPresent),
    parts.map((element) => elementRow(app, name, element, value[element.id])),
    duties.length > 0 && h("p", { class: "cl-small-head" }, W.duties),
    duties.map((element) => elementRow(app, name, element, value[element.id])));
}

function elementRow(app, name, element, status) {
  const part = `${name}.${element.id}`;
  const labels = app.catalogue.questions[name.split(".").at(-1)].values ?? [];
  return h("div", { key: part, class: "cl-element", role: "radiogroup", "aria-labelledby": idOf(part, "label") },
    h("p", { id: idOf(part, "label"), class: "cl-element-label" }, element.label, citeMarks(app, element.cites)),
    h("div", { class: "cl-choices cl-tight" }, Object.entries(ELEMENT).map(([answer, words]) => {
      const label = labels.find((known) => known.value === answer)?.label ?? words;
      return option("radio", part, { value: answer, label }, status === answer);
    })),
    status && status !== "present" && element.fix && h("p", { class: "cl-fix" }, element.fix));
}

// Where several questions stand together unanswered whose first answer is a plain
// "Yes" or "No", one press gives them all, and says what it gives. Which answer
// comes first, the content decides.
function firstAnswers(app, entries) {
  const buttons = new Map();
  let run = [];
  const close = () => {
    if (run.length >= 3) buttons.set(run[0], firstAnswersButton(app, run));
    run = [];
  };
  for (const entry of entries) {
    if (startsPlain(app.catalogue.questions[entry.question]) && !isDone(app, entry)) run.push(entry);
    else close();
  }
  close();
  return buttons;
}

function startsPlain({ kind, values }) {
  return kind === "choice" && [W.yes, W.no].includes(values[0].label);
}

function firstAnswersButton(app, run) {
  const give = () => {
    for (const { contact, question: id } of run) {
      app.act.answer(contact, id, app.catalogue.questions[id].values[0].value);
    }
    app.focusAfter(`[data-key="${nameOf(run[0].contact, run[0].question)}"] input:checked`);
  };
  const labels = run.map((entry) => app.catalogue.questions[entry.question].values[0].label);
  return h("p", { key: "first:" + nameOf(run[0].contact, run[0].question), class: "cl-first" },
    h("button", { type: "button", class: "cl-button", onclick: give }, W.firstAnswers(labels)));
}
