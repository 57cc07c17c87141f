// Answers written out in the words of the questions.
import { h } from "./dom.js";
import { WORDS } from "../words/checklist.js";

/** The question behind a fact, as it is asked; nothing where nobody is asked it. */
export function askOf(app, fact) {
  return app.case.catalogue.questions[fact]?.ask;
}

/** Facts as the questions and answers a person recognises. */
export function answersInWords(app, facts = {}, props = { class: "cl-answers" }) {
  const rows = Object.entries(facts).filter(([fact]) => askOf(app, fact));
  if (!rows.length) return null;
  return h("ul", props, rows.map(([fact, value]) =>
    h("li", { "data-fact": fact }, askOf(app, fact), " ", h("strong", null, valueInWords(app, fact, value)))));
}

function valueInWords(app, fact, value) {
  const question = app.case.catalogue.questions[fact];
  const label = (one) => question.values?.find((known) => known.value === one)?.label ?? String(one);
  if (value === null || value === undefined) return WORDS.notSaid;
  if (Array.isArray(value)) return listInWords(app, question, value, label);
  return typeof value === "object" ? partsInWords(app, value) : label(value);
}

function listInWords(app, question, list, label) {
  const empty = { records: WORDS.noRecords, notified: WORDS.nobodyYet };
  const words = list.map((one) => (one?.kind ? app.case.catalogue.records[one.kind]?.label ?? one.kind : label(one?.who ?? one)));
  return words.join(", ") || empty[question.kind];
}

// All or nothing: either all parts are there, or those that are not are named.
function partsInWords(app, parts) {
  const lacking = Object.entries(parts).filter(([, status]) => status !== "present");
  if (!lacking.length) return WORDS.allThere;
  return lacking.map(([id, status]) => `${app.case.catalogue.elements[id]?.label ?? id}: ${WORDS.element[status]}`).join("; ");
}
