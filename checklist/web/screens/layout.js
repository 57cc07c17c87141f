// The page: top bar, place in the steps, sections with their questions, panel.
import { h } from "./dom.js";
import { files } from "./files.js";
import { fold, folded } from "./answered-sections.js";
import { note } from "./note.js";
import { labelOf, panel, verdicts } from "./panel.js";
import { citeMarks } from "./sources.js";
import { documentsAt } from "../documents/documents.js";
import { question, questions } from "./questions.js";
import { outstanding, results } from "./results.js";
import { localDate } from "../case/state.ts";
import { STEPS, TONES, WORDS } from "../words/checklist.js";

const NUMBERED = Object.keys(STEPS);

/** Every place of the page in order; one without questions opens when those before it are answered. */
export function places(app) {
  const mine = (app.case.ask ?? []).filter((entry) => entry.contact === null || entry.contact === app.shown.current);
  const within = (section) => mine.filter((entry) => entry.section === section);
  const all = [
    { id: "start", title: WORDS.start, entries: within("start") },
    { id: "contact", title: WORDS.contact, entries: within("contact") },
    ...NUMBERED.map((id, index) => ({
      id, number: index + 1, title: STEPS[id], entries: within(id),
    })),
    { id: "summary", title: WORDS.summary, entries: [] },
  ];
  let reached = Boolean(app.case.view);
  for (const place of all) {
    place.reached = reached;
    place.done = reached && place.id !== "summary" && place.entries.every((entry) => entry.done);
    reached &&= place.done;
    if (place.reached) app.shown.opened.add(place.id);
    place.isOpen = place.entries.length > 0 || app.shown.opened.has(place.id) || place.id === "start" || place.id === "contact";
  }
  return all;
}

/** The whole screen, as it should be now. */
export function screen(app) {
  const all = places(app);
  fold(app, all);
  return [
    firstOfAll(app),
    topBar(app),
    h("div", { key: "columns", class: "cl-columns" },
      h("div", { key: "main", class: "cl-main" }, progress(app, all), all.map((place) => section(app, place)), files(app)),
      panel(app)),
    bar(app),
  ];
}

// What to read before anything else while somebody is in danger.
function firstOfAll(app) {
  const said = app.case.view?.first ?? [];
  return said.length > 0 && h("section", { key: "first", class: "cl-first", "aria-label": WORDS.first },
    h("p", { class: "cl-first-title" }, WORDS.first),
    said.map((one) => h("p", null, one.text, citeMarks(app, one.cites))));
}

function topBar(app) {
  const isToday = app.case.state.today === localDate();
  const wrong = app.case.wrong.get("today");
  return h("div", { key: "top", class: "cl-top" },
    h("div", { key: "status", class: "cl-status", role: "status" }, app.said.map((text) => h("p", null, text)), proposal(app)),
    h("div", { class: "cl-asof" },
      h("label", { for: "cl-today" }, WORDS.asOf),
      h("input", {
        type: "date", id: "cl-today", name: "today", value: app.case.state.today, min: "1900-01-01", max: "2199-12-31", required: true,
        "aria-invalid": wrong ? "true" : null, "aria-describedby": "cl-today-note",
      }),
      !isToday && h("button", { type: "button", class: "cl-link", onclick: app.actions.today }, WORDS.today),
      h("button", { type: "button", class: "cl-button", onclick: app.actions.startOver }, WORDS.startOver)),
    h("p", { id: "cl-today-note", class: wrong ? "cl-wrong" : "cl-muted", hidden: isToday && !wrong }, wrong ?? (isToday ? "" : WORDS.otherDay)));
}

/** The button that takes the edition an address or a portal named, where the case has another. */
export function proposal(app) {
  const edition = app.editions.find(({ id }) => id === app.case.proposed);
  return edition && h("button", {
    type: "button", class: "cl-button", "data-act": "use-proposed", onclick: app.useProposed,
  }, WORDS.useProposed(edition.title));
}

function progress(app, all) {
  const numbered = all.filter((place) => place.number);
  const here = all.find((place) => place.id === app.shown.place) ?? all[0];
  return h("nav", { key: "steps", class: "cl-steps", "aria-label": WORDS.steps },
    h("p", { class: "cl-here", "aria-hidden": "true" },
      here.number && h("span", null, WORDS.stepOf(here.number, numbered.length), ": "), here.title),
    h("ol", null, numbered.map((place) => h("li", { key: "step:" + place.id },
      h("button", {
        type: "button", "data-done": String(isMarked(place)), onclick: () => app.actions.goToStep(null, place.id),
        "aria-current": app.shown.place === place.id ? "step" : null,
      },
      h("span", { class: "cl-step-number", "aria-hidden": "true" }, isMarked(place) ? "✓" : String(place.number)),
      h("span", { class: "cl-vh" }, WORDS.stepOf(place.number, numbered.length), ": "),
      h("span", { class: "cl-step-title" }, place.title),
      isMarked(place) && h("span", { class: "cl-vh" }, `, ${WORDS.answered}`))))));
}

// A step without questions is not one that was answered.
function isMarked(place) {
  return place.done && place.entries.length > 0;
}

function section(app, place) {
  const titleId = `cl-title-${place.id}`;
  return h("section", {
    key: "place:" + place.id, id: `cl-place-${place.id}`, class: "cl-place", "data-place": place.id,
    "data-open": String(place.isOpen), "data-folded": place.isFolded ? "true" : null, "aria-labelledby": titleId,
  },
  h("h2", { id: titleId, tabindex: -1 },
    place.number && h("span", { class: "cl-step-of" }, WORDS.stepOf(place.number, NUMBERED.length), ": "), place.title,
    place.number && place.number < 4 && app.case.state.contacts.length > 1 && h("span", { class: "cl-for" }, app.label(app.shown.current))),
  place.id === "contact" && contactTabs(app),
  bodyOf(app, place),
  place.isOpen && documentsAt(app, place.id));
}

function bodyOf(app, place) {
  if (!place.isOpen) return closed(app, place);
  if (place.isFolded) return folded(app, place);
  return (BODIES[place.id] ?? stepBody)(app, place);
}

function closed(app, place) {
  return h("p", { key: "closed", class: "cl-muted" }, WORDS.notReached, " ",
    app.case.view && h("button", { type: "button", class: "cl-link", onclick: () => app.actions.goToStep(null, place.id) }, WORDS.openStep(place.title)));
}

const BODIES = { start: startBody, contact: (app, place) => questions(app, place), summary: summaryBody };

function startBody(app, place) {
  // The first question, about danger, stands above all others: it waits for no edition.
  const [first, ...rest] = place.entries;
  return [
    first && question(app, first),
    question(app.editionQuestion, { contact: null, question: "edition" }),
    questions(app, { ...place, entries: rest }),
  ];
}

function stepBody(app, place) {
  return [
    place.entries.length === 0 && h("p", { key: "nothing", class: "cl-muted" }, WORDS.nothingAsked),
    questions(app, place),
    results(app, place),
  ];
}

function contactTabs(app) {
  const { contacts } = app.case.state;
  const removed = app.case.removed.at(-1);
  const hasRoom = contacts.length < app.mostContacts;
  const shown = app.shown.current;
  return [
    h("div", { key: "contacts", class: "cl-contacts" },
      h("ul", { "aria-label": WORDS.contacts }, contacts.map((contact) => h("li", { key: "tab:" + contact.id }, contactButton(app, contact)))),
      hasRoom
        ? h("button", { type: "button", class: "cl-button", "data-act": "add-contact", onclick: app.actions.addContact }, "+ ", WORDS.addContact)
        : h("p", { class: "cl-muted" }, WORDS.mostContacts(app.mostContacts)),
      contacts.length > 1 && h("button", {
        // The second press of a double click falls on the next contact's button; one that comes
        // before the page is drawn anew is about the contact that is gone.
        type: "button", class: "cl-button", "data-act": "remove-contact",
        onclick: ({ detail }) => detail < 2 && app.actions.removeContact(shown),
      }, WORDS.removeContact(app.label(app.shown.current)))),
    removed && h("p", { key: "undo", class: "cl-undo" }, WORDS.removed(removed.label), " ",
      hasRoom && h("button", { type: "button", class: "cl-button", "data-act": "undo", onclick: app.actions.undo }, WORDS.undo)),
  ];
}

function contactButton(app, contact) {
  const answer = app.case.view?.contacts.find((one) => one.id === contact.id);
  const [mark, tone] = TONES[answer?.tone ?? "open"];
  return h("button", {
    type: "button", class: "cl-tab", "aria-pressed": String(contact.id === app.shown.current), "data-tone": tone,
    onclick: () => app.actions.choose(contact.id),
  },
  h("span", { class: "cl-mark", "aria-hidden": "true" }, mark), h("span", null, labelOf(app, contact)),
  answer && h("span", { class: "cl-vh" }, `, ${answer.title}`));
}

function summaryBody(app) {
  return [
    h("ul", { key: "verdicts", class: "cl-verdicts" }, (app.case.view?.contacts ?? []).map((answer) =>
      h("li", { key: "sum:" + answer.id }, h("span", null, app.label(answer.id)), verdicts(answer)))),
    h("h3", { key: "todo" }, WORDS.outstanding),
    outstanding(app),
    note(app),
  ];
}

// On a narrow screen the panel stands below the questions; this line keeps the answer in sight.
function bar(app) {
  const answer = app.case.view?.contacts.find((one) => one.id === app.shown.current);
  if (!answer) return null;
  return h("div", { key: "bar", class: "cl-bar" },
    h("a", { href: "#cl-panel", target: "_self" }, verdicts(answer),
      h("span", { class: "cl-muted" }, app.case.state.contacts.length > 1 ? `${app.label(app.shown.current)} · ` : "", WORDS.seeAnswer)));
}
