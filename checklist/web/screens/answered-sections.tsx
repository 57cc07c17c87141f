// Answered parts of the page fold into a line each, so that what is to do stays near.
import { factsOf, nameOf } from "../case/state.ts";
import { WORDS } from "../words/checklist.ts";
import { AnswersInWords } from "./answers-in-words.tsx";
import { useApp } from "./app.ts";
import type { PageState } from "./page-state.ts";
import type { Place } from "./places.ts";

// What is asked of each contact is answered for each.
function nameFor({ case: { ask }, shown }: PageState, { id }: Pick<Place, "id">) {
  const isOfContact = ask.some((entry) => entry.section === id && entry.contact !== null);
  return isOfContact ? `${id}:${shown.current}` : id;
}

/**
 * Fold what was answered before the place where the person now answers; returns the places that are
 * folded. Not in a frame as tall as its content: there nothing can be scrolled to where it was, and
 * what was answered would jump.
 */
export function fold(app: PageState, places: readonly Place[]): ReadonlySet<Place> {
  const { shown } = app;
  const isTall = document.documentElement.hasAttribute("data-sized");
  const here = isTall ? -1 : places.findIndex((place) => place.id === shown.answeredIn);
  shown.answeredIn = null;
  for (const place of places.slice(0, Math.max(here, 0))) {
    if (place.id !== shown.place) shown.folded.add(nameFor(app, place));
  }
  // A new question, or something wrong, opens its place again.
  for (const place of places) if (!canFold(app, place)) shown.folded.delete(nameFor(app, place));
  return new Set(places.filter((place) => shown.folded.has(nameFor(app, place))));
}

function canFold({ case: { wrong } }: PageState, { done, entries }: Place) {
  return done && entries.length > 0 && entries.every(({ contact, question }) => !wrong.has(nameOf(contact, question)));
}

/** Open a folded place. */
export function unfold(app: PageState, place: Pick<Place, "id">) {
  app.shown.folded.delete(nameFor(app, place));
}

/** The answers of a folded place, and the way back to them. */
export function Folded({ place }: { place: Place }) {
  const { case: { state }, actions } = useApp();
  const facts = Object.fromEntries(place.entries.flatMap(({ contact, question }) => {
    const value = factsOf(state, contact)[question];
    return [[question, value ?? null]];
  }));
  return (
    <>
      <AnswersInWords facts={facts} className="cl-folded" />
      <p class="cl-actions">
        <button type="button" class="cl-chip" data-act="change" onClick={() => actions.change(place)}>
          {WORDS.change}<span class="cl-vh">{WORDS.whyFor(place.title)}</span>
        </button>
      </p>
    </>
  );
}
