// Answered parts of the page fold into a line each, so that what is to do stays near.
import { answersInWords } from "./answers-in-words.js";
import { h } from "./dom.js";
import { factsOf, nameOf } from "../case/state.ts";
import { WORDS } from "../words/checklist.js";

// What is asked of each contact is answered for each.
function keyOf(app, { id }) {
  const isOfContact = app.case.ask.some((entry) => entry.section === id && entry.contact !== null);
  return isOfContact ? `${id}:${app.shown.current}` : id;
}

/**
 * Fold what was answered before the place where the person now answers. Not in a frame as tall as
 * its content: there nothing can be scrolled to where it was, and what was answered would jump.
 */
export function fold(app, places) {
  const isTall = document.documentElement.hasAttribute("data-sized");
  const here = isTall ? -1 : places.findIndex((place) => place.id === app.shown.answeredIn);
  const before = places.slice(0, Math.max(here, 0));
  app.shown.answeredIn = null;
  for (const place of before) {
    if (place.id !== app.shown.place) app.shown.folded.add(keyOf(app, place));
  }
  for (const place of places) {
    // A new question, or something wrong, opens its place again.
    if (!canFold(app, place)) app.shown.folded.delete(keyOf(app, place));
    place.isFolded = app.shown.folded.has(keyOf(app, place));
  }
}

function canFold(app, place) {
  return place.done && place.entries.length > 0
    && place.entries.every(({ contact, question }) => !app.case.wrong.has(nameOf(contact, question)));
}

/** Open a folded place. */
export function unfold(app, place) {
  app.shown.folded.delete(keyOf(app, place));
}

/** The answers of a folded place, and the way back to them. */
export function folded(app, place) {
  const facts = Object.fromEntries(place.entries.map(({ contact, question }) =>
    [question, factsOf(app.case.state, contact)[question]]));
  return [
    answersInWords(app, facts, { key: "folded", class: "cl-folded" }),
    h("p", { key: "change", class: "cl-actions" },
      h("button", { type: "button", class: "cl-chip", "data-act": "change", onclick: () => app.actions.change(place) },
        WORDS.change, h("span", { class: "cl-vh" }, WORDS.whyFor(place.title)))),
  ];
}
