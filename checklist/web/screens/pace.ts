// One question at a time, or a whole step: where a person stands between the first question and
// the note. It knows the order of the places and what is done; what is asked the engine says.
import type { Tone } from "messages";
import { factsOf, nameOf } from "../case/state.ts";
import type { App } from "./app.ts";
import type { PageState } from "./page-state.ts";
import { type Entry, type Place, EDITION } from "./places.ts";

/** One question at a time, for who is new, or a whole step, for who is practised. */
export type Pace = "one" | "whole";

/** What fills the screen at one moment. */
export interface Stop {
  key: string;
  kind: "questions" | "confirm" | "answer" | "end" | "waiting";
  place: Place;
  /** What is asked here. */
  entries: readonly Entry[];
  /** Beside it, what one press answers together. */
  run?: readonly Entry[];
}

const KEY = "coordguide:pace";
const BEFORE_ANSWER = ["start", "contact", "release"];

/** The stop where the answer and the care team stand. */
export const ANSWER = "answer";

const OPENING: ReadonlySet<Tone> = new Set(["act", "due", "go", "listen"]);

/** The pace that this browser was asked for; the page for frames, as high as its content, shows whole steps. */
export function rememberedPace(asBuilt: string | undefined): Pace {
  if (asBuilt !== "one") return "whole";
  try {
    return localStorage.getItem(KEY) === "whole" ? "whole" : "one";
  } catch {
    return "one";
  }
}

/** Remember the pace where this browser keeps anything; it says nothing about a case. */
export function rememberPace(pace: Pace) {
  try {
    localStorage.setItem(KEY, pace);
  } catch {
    // It then lasts as long as the page.
  }
}

/** What is asked by itself, without what is asked beside another question. */
export function standingAlone(entries: readonly Entry[]) {
  const beside = new Set(entries.map((entry) => entry.beside?.question));
  return entries.filter((entry) => !beside.has(entry.question));
}

// The edition is asked second, after danger.
function asked({ id, entries }: Pick<Place, "id" | "entries">): readonly Entry[] {
  const alone = standingAlone(entries).filter(({ afterwards }) => !afterwards); // that stands beside the answer
  if (id !== "start") return alone;
  const [first, ...rest] = alone;
  return first ? [first, EDITION, ...rest] : [EDITION];
}

/**
 * Where several unanswered questions stand together for which the engine names an answer to confirm,
 * one press gives these answers; returns such runs by their first question. One that is asked
 * `apart` from them leaves the others together.
 */
export function confirmedTogether(entries: readonly Entry[], fewest = 3, apart: (entry: Entry) => boolean = () => false) {
  const runs = new Map<Entry, readonly Entry[]>();
  let run: Entry[] = [];
  const close = () => {
    const [first] = run;
    if (first && run.length >= fewest) runs.set(first, run);
    run = [];
  };
  for (const entry of entries) {
    if (apart(entry)) continue;
    if (entry.confirm) run.push(entry);
    else close();
  }
  close();
  return runs;
}

interface Placed {
  entry: Entry;
  place: Place;
}

// Danger first, then whose member it is and who the contact is: the rest of what comes before hangs on
// it. In danger all about the contact comes next, since that is what the answer then waits for.
function inOrder({ case: { view } }: PageState, all: readonly Place[]): Placed[] {
  const placed = all.flatMap((place) => asked(place).map((entry) => ({ entry, place })));
  const first = placed.filter(({ place }) => place.id === "start").slice(0, 2);
  const who = placed.filter(({ place }) => place.id === "contact").slice(0, view?.first.length ? undefined : 1);
  const begin = [...first, ...who];
  return [...begin, ...placed.filter((one) => !begin.includes(one))];
}

/** Every stop in its order, for the contact in view. */
export function stopsOf(app: PageState, all: readonly Place[]): Stop[] {
  const { view, documents } = app.case;
  const asking = stopsThatAsk(app, inOrder(app, all));
  const before = asking.filter(({ place }) => BEFORE_ANSWER.includes(place.id));
  const release = all.find(({ id }) => id === "release");
  if (!view || !release) return before;
  const after = all.filter(({ id }) => !BEFORE_ANSWER.includes(id)).flatMap((place) => {
    const stops = asking.filter((stop) => stop.place === place);
    const isOffered = documents.some(({ step, contact }) => step === place.id && (contact === null || contact === app.shown.current));
    const isShown = stops.length > 0 || isOffered || place.id === "summary";
    return isShown ? [...stops, { key: `end:${place.id}`, kind: "end" as const, place, entries: [] }] : [];
  });
  return [...before, { key: ANSWER, kind: "answer", place: release, entries: [] }, ...after];
}

function stopsThatAsk(app: PageState, placed: readonly Placed[]): Stop[] {
  const isApart = ({ contact, question }: Entry) => app.shown.askedSingly.has(nameOf(contact, question));
  const runs = confirmedTogether(placed.map(({ entry }) => entry), 2, isApart);
  const stops: Stop[] = [];
  let inRun: readonly Entry[] = [];
  for (const { entry, place } of placed) {
    if (inRun.includes(entry)) continue;
    const name = nameOf(entry.contact, entry.question);
    const run = runs.get(entry);
    const last = stops.at(-1);
    if (run) inRun = run;
    if (last && isAskedWith(app, last, { entry, place }, run)) addTo(last, entry, run);
    else if (run) stops.push({ key: `confirm:${name}`, kind: "confirm", place, entries: run });
    else stops.push({ key: name, kind: "questions", place, entries: [entry] });
  }
  return stops;
}

// A form is read once: its parts, its days and what is usually so stand together. What need not be
// answered makes no stop of its own.
function isAskedWith(app: PageState, last: Stop, { entry, place }: Placed, run: readonly Entry[] | undefined) {
  const [before] = last.entries;
  if (!before || last.place !== place || last.kind !== "questions" || last.run) return false;
  const kindOf = ({ question }: Entry) => app.case.catalogue?.questions[question]?.kind;
  const isOfForm = kindOf(before) === "elements" || kindOf(before) === "date";
  const readsOn = run !== undefined || kindOf(entry) === "date" || entry.beside !== undefined;
  return (isOfForm && readsOn) || (!run && isOptional(app.case.state, entry));
}

function addTo(stop: Stop, entry: Entry, run: readonly Entry[] | undefined) {
  if (run) stop.run = run;
  else stop.entries = [...stop.entries, entry];
}

function isOptional(state: PageState["case"]["state"], { contact, question, done }: Entry) {
  return Boolean(done) && factsOf(state, contact)[question] === undefined;
}

/** The stop that fills the screen now: where the person went, else the first with something to do. */
export function stopNow(app: App, all: readonly Place[]): Stop {
  const { shown, case: { view } } = app;
  const stops = stopsOf(app, all);
  const held = !shown.isLeaving || isOnItsWay(app) ? stops.find(({ key }) => key === shown.at) : undefined;
  const answer = stops.find(({ kind }) => kind === "answer");
  if (held) return held;
  // In danger a no may come before all is said, and the rest may open what it closed.
  const isUrgent = Boolean(view?.first.length) && OPENING.has(toneOf(app));
  if (answer && isUrgent && !shown.passed.has(passKey(app, answer))) return answer;
  return stops.find((stop) => !isDone(app, stop)) ?? (view ? stops.at(-1) : null) ?? waiting(all);
}

// What is asked next hangs on an answer that the engine is working out.
function isOnItsWay({ case: { view, isBehind, state }, versions }: App) {
  return isBehind || (!view && versions !== null && state.edition !== "");
}

function waiting(all: readonly Place[]): Stop {
  const [place] = all;
  if (!place) throw new Error("The page has no places.");
  return { key: "waiting", kind: "waiting", place, entries: [] };
}

/** The stop before this one, or nothing. */
export function stopBefore(app: PageState, all: readonly Place[], stop: Stop) {
  const stops = stopsOf(app, all);
  const here = stops.findIndex(({ key }) => key === stop.key);
  return here < 0 ? stops.at(-1) : stops[here - 1];
}

/** Whether the answer about the contact in view waits for no question any more. */
export function isDecided(app: PageState) {
  return toneOf(app) !== "open";
}

function toneOf({ case: { view }, shown }: PageState): Tone {
  return view?.contacts.find(({ id }) => id === shown.current)?.tone ?? "open";
}

/** Whether a question is answered so that one can go on. */
export function isAnswered({ case: { view, state, wrong, ask } }: PageState, { contact, question, done, beside }: Entry) {
  if (wrong.has(nameOf(contact, question))) return false;
  if (question === EDITION.question) return Boolean(state.edition);
  const isOpen = beside && ask.some((one) => one.contact === contact && one.question === beside.question && !one.done);
  return view ? Boolean(done) && !isOpen : factsOf(state, contact)[question] !== undefined;
}

function isDone(app: PageState, stop: Stop) {
  if (stop.kind === "answer" || stop.kind === "end") return app.shown.passed.has(passKey(app, stop));
  return app.shown.skipped.has(stop.key) || (!stop.run && stop.entries.every((entry) => isAnswered(app, entry)));
}

// Who has read an answer reads it again where it has become another.
function passKey({ case: { view }, shown: { current } }: PageState, { key, kind }: Stop) {
  const answer = kind === "answer" ? view?.contacts.find(({ id }) => id === current)?.answer.text : "";
  return [key, current, answer].join("\n");
}

/** About how many questions are left before the answer, or after it. */
export function questionsLeft(app: PageState, all: readonly Place[], { place }: Stop) {
  const isBefore = BEFORE_ANSWER.includes(place.id);
  return all
    .filter(({ id }) => BEFORE_ANSWER.includes(id) === isBefore)
    .flatMap(asked)
    .filter((entry) => !isAnswered(app, entry)).length;
}

/** The stop that shows a step as a whole, where nothing of it is open. */
export function stopOfStep(app: PageState, all: readonly Place[], step: string): string {
  const stops = stopsOf(app, all).filter(({ place }) => place.id === step);
  const open = stops.find((stop) => stop.entries.length > 0 && !isDone(app, stop));
  return (open ?? stops.at(-1))?.key ?? "";
}

/** The stop at which something is asked. */
export function stopOf(app: PageState, all: readonly Place[], { contact, question }: Pick<Entry, "contact" | "question">) {
  const isAsked = (one: Entry) => one.contact === contact && (one.question === question || one.beside?.question === question);
  return stopsOf(app, all).find(({ entries, run = [] }) => [...entries, ...run].some(isAsked))?.key ?? "";
}

/** The stop at which the documents of a step stand. */
export function stopOfDocuments(step: string) {
  return BEFORE_ANSWER.includes(step) ? ANSWER : `end:${step}`;
}

/** Leave the stop on screen for what comes next; nothing where a whole step is on screen. Says which. */
export function goesOn({ pace, shown }: App) {
  if (pace === "one") shown.isLeaving = true;
  return pace === "one";
}

/** Be taken to a stop, or to what comes next where there is none; that calls off a way on that was not gone yet. */
export function stayAt({ shown }: PageState, at: string) {
  Object.assign(shown, { at, isLeaving: false });
}

/** Leave a stop behind for good. */
export function pass(app: App, stop: Stop) {
  if (stop.entries.length) app.shown.skipped.add(stop.key);
  else app.shown.passed.add(passKey(app, stop));
  goesOn(app);
}

/** Stay at a stop until the person leaves it. */
export function settle(app: App, { key, entries }: Stop) {
  const { shown, case: { view } } = app;
  if (!isOnItsWay(app)) shown.isLeaving = false;
  shown.at = key;
  // What is asked before the engine is there stays a question of its own once it could stand on a card.
  if (!view) for (const { contact, question } of entries) shown.askedSingly.add(nameOf(contact, question));
}
