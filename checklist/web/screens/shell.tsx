// The checklist in the browser: it keeps the answers, asks the engine, draws
// what the engine says. It holds no rule and no sentence about care.
import type { ErrorReply, EvaluateReply, LoadReply, View } from "messages";
import { caseName, openFor } from "../case/case-name.ts";
import { doubtfulClock, followDay, written } from "../case/clock.ts";
import { watchOtherTabs } from "../case/other-tabs.ts";
import * as cases from "../case/state.ts";
import { canKeep, forget, keepNoMore, recall, remember, USUAL_IDLE, watch } from "../case/tab-storage.ts";
import { fillIn } from "../documents/blocks.tsx";
import { NOTE, printOpenPaper, writeDocument } from "../documents/documents.tsx";
import { Engine } from "../engine/client.ts";
import { EDITIONS, STEPS, WORDS } from "../words/checklist.ts";
import { ADVICE } from "../words/engine.ts";
import { FILE_WORDS } from "../words/files.ts";
import { makeActions, replaceCase, startOver } from "./actions.ts";
import { type Answered, type App, AppContext, type Replies } from "./app.ts";
import { followArrival } from "./arrival.tsx";
import { settledBy } from "./contact-choice.tsx";
import { draw } from "./drawing.ts";
import { explanationOf } from "./explanation.tsx";
import { isUnreadable, wrongDay } from "./fields.tsx";
import { OpenButton, toldAside } from "./file-dialogs.tsx";
import { DamagedButtons } from "./files.tsx";
import { Screen } from "./layout.tsx";
import { type CaseBefore, type CaseOnPage, isOfNow, newPage, type OtherCase, type WholeView } from "./page-state.ts";
import { ANSWER, goesOn, rememberedPace, stopNow } from "./pace.ts";
import { labelOf } from "./panel.tsx";
import { places } from "./places.ts";

const root = found(document, "#checklist");
const stage = found(root, ".cl-app");
const live = found(root, ".cl-live");

function found(within: ParentNode, selector: string): HTMLElement {
  const one = within.querySelector<HTMLElement>(selector);
  if (!one) throw new Error(`The page has no ${selector}.`);
  return one;
}

/** The page in three parts: the case, what is open on screen, and what serves every case alike. */
export const app: App = {
  ...newPage(cases.newCase(), "", cases.newKey()),
  root,
  stage,
  siteRoot: root.dataset.root ?? "",
  get actions() { return actions; },
  mostContacts: Infinity,
  mostRows: Infinity,
  mostTimes: Infinity,
  versions: null,
  portal: null,
  idle: USUAL_IDLE,
  canKeep: canKeep(),
  pace: rememberedPace(root.dataset.pace),
  hasPaces: root.dataset.pace === "one",
  label: (id) => labelOf(app, { id }),
  announce,
  tell,
  changed,
  redraw,
  writeNote,
  noteText: () => (app.case.note ? fillIn(app.case.note.text, new Map()) : ""), // names are filled in on paper only
  request,
  adopt,
  bringBack,
  proposeEdition,
  useProposed,
  beFor,
  beginAnew,
  loadAnew,
  showFiles() {
    app.shown.open.add("files");
    redraw();
    stage.querySelector("#cl-title-files")?.scrollIntoView({ block: "start" });
  },
  setLabel: (label) => keepWith(app.case, { label }),
  setIdle: (idle) => keepWith(app, { idle }),
  focusAfter: (selector) => {
    app.shown.wantsFocus = selector;
  },
  clear,
  onChange() {},
};

const actions = makeActions(app);
let engine: Engine | null = null;
let isReady = false;
let isAsked = false; // whether an answer to what changed is about to be asked for
let arrival: ReturnType<typeof followArrival> | null = null;
let loaded: LoadReply | null = null; // what the engine said of itself and its content
let doubt = ""; // about the clock
let said: readonly string[] = [];

// ---- answers -------------------------------------------------------------

type Control = HTMLInputElement | HTMLSelectElement;

function isControl(target: EventTarget | null): target is Control {
  return (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && target.name !== "";
}

root.addEventListener("change", ({ target }) => {
  if (!isControl(target)) return;
  const isBad = isWrong(target);
  if (target.name === "edition") chooseEdition(target.value);
  else if (target.name !== "today") take(target, isBad);
  else if (!isBad) app.case.state.today = target.value;
  if (!isBad) forgive(target);
  showFirst();
  if (!app.case.view) tellFirst(target.value);
  goTo(target);
  const group = target.closest<HTMLElement>("[data-group]")?.dataset.group;
  if (group) app.shown.open.add(group);
  changed();
});

function chooseEdition(slug: string) {
  app.case.state.edition = slug;
  app.case.wrong.delete("edition");
}

// Before there is an edition the page as built shows what comes first in danger; it is told, too.
function tellFirst(answer: string) {
  const box = [...root.querySelectorAll<HTMLElement>(".cl-first")].find((one) => one.dataset.when === answer);
  justTold = box ?? null; // another answer takes it away again
  if (!box) return;
  announce(box.textContent.trim());
  bringUp(box);
}

// What comes first in danger stays in sight when the answer that brought it up goes on by itself.
let justTold: Element | null = null;

// Shown here and not by styles: to look through the whole page for what is chosen took a third of
// the time of each answer.
function showFirst() {
  const isTold = stage.querySelector(":scope > .cl-first") !== null;
  const said = Object.values(app.case.state.facts);
  for (const box of root.querySelectorAll<HTMLElement>(":scope > .cl-first")) {
    box.toggleAttribute("data-shown", !isTold && said.includes(box.dataset.when ?? ""));
  }
}

// On a small screen it stands above what was just pressed, out of sight.
function bringUp(box: Element | null) {
  if (!box) return;
  const { top, bottom } = box.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) box.scrollIntoView({ block: "start", behavior: "instant" });
}

function take(field: Control, isBad: boolean) {
  const { state, catalogue, ask } = app.case;
  const control: cases.Control = field instanceof HTMLInputElement ? field : { ...pick(field), checked: false };
  if (isBad) return cases.forgetAnswer(state, control);
  cases.takeAnswer(state, control);
  const { fact: answered, contact: about } = cases.placeOf(field.name);
  for (const fact of settledBy(catalogue?.questions[answered]?.offers)) cases.setFact(state, about, fact, undefined);
  for (const { contact, question, beside } of ask) {
    const isBeside = beside && field.name === cases.nameOf(contact, beside.question);
    if (isBeside && field.value) cases.setFact(state, contact, question, beside.value);
  }
}

function pick({ name, type, value, dataset, ownerDocument }: HTMLSelectElement) {
  return { name, type, value, dataset, ownerDocument };
}

root.addEventListener("focusin", ({ target }) => {
  if (goTo(target) && app.case.view) redraw();
});

// Not every browser gives the focus to a button that is pressed.
root.addEventListener("click", ({ target }) => goTo(target), true);

// One question at a time: a choice made with the pointer goes on by itself. With the keys one moves
// through the choices, and each is chosen on the way: there Enter goes on.
let isByPointer = false;

root.addEventListener("pointerdown", () => {
  isByPointer = true;
}, true);

root.addEventListener("keydown", (event) => {
  isByPointer = false;
  const { target, key } = event;
  if (key !== "Enter" || app.pace !== "one" || !(target instanceof HTMLInputElement)) return;
  if (!target.closest("[data-stop]") || !["radio", "checkbox", "date"].includes(target.type)) return;
  event.preventDefault();
  actions.goOn(stopNow(app, places(app)));
}, true);

root.addEventListener("click", ({ target }) => {
  if (!isByPointer || !(target instanceof HTMLInputElement) || target.type !== "radio") return;
  if (!target.closest("[data-stop]") || !settlesAll(target)) return;
  goesOn(app);
  setTimeout(redraw); // after what was chosen is taken
});

function settlesAll({ name, value }: HTMLInputElement) {
  const { contact, fact, path } = cases.placeOf(name);
  const { entries } = stopNow(app, places(app));
  const beside = entries.find((entry) => entry.question === fact && entry.contact === contact)?.beside;
  return path.length === 0 && entries.length === 1 && beside?.value !== value;
}

function goTo(target: EventTarget | null) {
  const place = target instanceof Element && target.closest<HTMLElement>("[data-place]")?.dataset.place;
  if (!place || place === app.shown.place) return false;
  app.shown.place = place;
  return true;
}

// A year is typed digit by digit, and each digit changes the date: what is wrong
// with it is said when the person leaves the field, and what was typed stays there.
root.addEventListener("focusout", ({ target }) => {
  if (!isControl(target) || !isWrong(target)) return;
  const message = target.type === "number" ? WORDS.badNumber : target instanceof HTMLInputElement && wrongDay(target) || WORDS.badDate;
  app.case.unreadable.set(cases.questionOf(target.name), message);
  app.case.wrong.set(cases.questionOf(target.name), message);
  announce(message);
  redraw();
});

function isWrong(field: Control) {
  return field instanceof HTMLInputElement && (isUnreadable(field) || (field.name === "today" && !field.value));
}

// In a row another day may be wrong still.
function forgive(field: Control) {
  const others = [...field.closest(".cl-rows")?.querySelectorAll("input") ?? []];
  if (others.some((other) => other !== field && isUnreadable(other))) return;
  app.case.unreadable.delete(cases.questionOf(field.name));
  app.case.wrong.delete(cases.questionOf(field.name));
}

function keepWith<Part extends object>(part: Part, change: Partial<Part>) {
  Object.assign(part, change);
  remember(app);
  redraw();
}

// A saved case in the place of the one on screen, which can be brought back.
function adopt(opened: OtherCase, changes: string[]) {
  exchange(opened, [...app.case.before, ...putAside()], changes);
}

// Of several that were put aside each has its turn, so that none is lost.
function bringBack() {
  const before = app.case.before.at(-1);
  if (!before) return;
  const { lastNumber, removed, removedRows, blanks } = before;
  const isOfNewDay = followDay(before.case, before.day); // midnight came meanwhile
  exchange(before, [...putAside(), ...app.case.before.slice(0, -1)], [FILE_WORDS.broughtBack], { lastNumber, removed, removedRows, blanks });
  if (isOfNewDay) tell(FILE_WORDS.newDay(written(before.case.today)));
}

function putAside(): CaseBefore[] {
  const { state, label, key, lastNumber, removed, removedRows, blanks } = app.case;
  return cases.isBegun(state) ? [{ case: state, label, key, lastNumber, removed, removedRows, blanks, day }] : [];
}

// Contacts keep the numbers a page gave them, by which a calendar knows them; others get one.
function exchange({ case: opened, label, key }: OtherCase, before: CaseBefore[], changes: string[], more: Partial<CaseOnPage> = {}) {
  const isOfPage = opened.contacts.every(cases.isNumbered);
  const contacts = opened.contacts.map(({ id, facts }, place) => ({ id: isOfPage ? id : `contact-${place + 1}`, facts }));
  const state = { ...opened, contacts: contacts.length ? contacts : cases.newCase().contacts };
  replaceCase(app, state, { label, key: key || cases.newKey() });
  stage.querySelector<HTMLDialogElement>(".cl-file-dialog")?.close(); // it was about the case before
  Object.assign(app.case, { before, ...more });
  Object.assign(app.shown, { place: "contact", at: ANSWER }); // the care team, whatever is still open
  if (state.edition) hold(true);
  else clear();
  app.focusAfter("#cl-title-opened");
  if (isReady) sayReady();
  else say(...changes);
  announce(changes.join(" "));
  askOtherTabs();
  changed();
  app.case.opened = changes;
}

// What is drawn is of the case before, until the answer to this one is here: no press may go into
// this case from there. The lines above, with Start over and Try again, stay.
let isHeld = false;

function hold(isToBe: boolean) {
  const columns = stage.querySelector<HTMLElement>(".cl-columns");
  isHeld = isToBe;
  if (columns) columns.inert = isHeld;
}

function beginAnew(every: boolean) {
  forget(every);
  loadAnew();
}

// A page that is loaded again holds nothing of before: no open paper, no case to bring back.
function loadAnew() {
  putAway();
  location.reload();
}

// A browser that goes back may bring a frame of the page of another member.
function beFor(name: string) {
  if (name === caseName) return;
  putAway();
  openFor(name);
}

// Until the page is loaded again nobody sees or changes this case, and what comes late is not kept.
function putAway() {
  keepNoMore();
  replaceCase(app, cases.newCase()); // nobody is asked whether to leave it
  clear();
  root.inert = true;
}

function changed() {
  app.case.copied = "";
  app.case.saved = "";
  app.case.opened = app.case.opened.slice(0, 1); // what is different holds for the case as it was opened
  app.case.turn += 1;
  fallBehind(Boolean(stage.querySelector(".cl-panel[data-decision], .cl-card, .cl-team [data-decision]"))); // an answer of this case, or of the one before
  remember(app);
  app.shown.answeredIn = app.shown.place;
  if (!isReady) {
    chooseStatic();
    if (!app.case.view) redraw();
    return;
  }
  if (isAsked) return;
  isAsked = true;
  queueMicrotask(() => {
    isAsked = false;
    evaluate();
  });
}

// An answer of before must not stand by what is new, whatever keeps the next one away. One that
// comes at once takes its place unseen: the styles wait a moment. What is behind is so until the
// page was drawn anew, which may be later than the answer is here.
function fallBehind(isBehind: boolean) {
  app.case.isBehind = isBehind;
  if (isBehind) root.setAttribute("data-stale", "");
}

// After a reload; an edition that the address names is for a case that was not begun.
function recallAnswers() {
  const kept = recall();
  if (!kept) return false;
  if ("over" in kept) app.case.news = [FILE_WORDS.over(kept.over)];
  else if ("damaged" in kept) offerDamaged(kept.damaged);
  else {
    const { state, caseLabel: label, key, idle, seen, lastNumber } = kept.kept;
    replaceCase(app, state, { label, key });
    app.case.lastNumber = lastNumber;
    app.idle = idle;
    app.case.recalled = kept.text;
    app.case.news = [FILE_WORDS.back];
    moveToToday(cases.localDate(new Date(seen)));
    keepOwnEdition(editionOfAddress());
    return true;
  }
  return false;
}

// What was kept and is no case is given out as a file; the page begins anew.
function offerDamaged(text: string) {
  app.case.damaged = text;
  app.case.news = [FILE_WORDS.damaged];
}

function moveToToday(before: string) {
  const isMoved = followDay(app.case.state, before) && cases.isBegun(app.case.state);
  if (isMoved) app.case.news = [FILE_WORDS.newDay(written(app.case.state.today)), ...app.case.news];
  return isMoved;
}

let day = cases.localDate();

function watchDay() {
  const before = day;
  day = cases.localDate();
  if (day === before) return;
  doubt = loaded ? doubtfulClock(loaded) : "";
  const isMoved = moveToToday(before);
  if (isReady) sayReady();
  if (!isMoved) return redraw(); // how the day of the answer stands to this one
  announce(FILE_WORDS.newDay(written(day)));
  changed();
}

function keepOwnEdition(named: string | null) {
  const { state } = app.case;
  if (!named || named === state.edition) return;
  if (!keepsItsOwn(named)) state.edition = "";
}

// An address or a portal may propose an edition. A case that was begun keeps its own until the
// person wants the other.
function keepsItsOwn(named: string) {
  const { state } = app.case;
  if (!state.edition || !cases.isBegun(state)) return false;
  settleEdition();
  app.case.proposed = isEdition(named) ? named : "";
  app.case.news.unshift(FILE_WORDS.ownEdition);
  return true;
}

function isEdition(slug: string) {
  return EDITIONS.some(({ id }) => id === slug);
}

function proposeEdition(slug: string) {
  if (!isEdition(slug)) return false;
  const { state } = app.case;
  if (slug === state.edition) settleEdition();
  else if (keepsItsOwn(slug)) announce(FILE_WORDS.ownEdition);
  else {
    chooseEdition(slug);
    changed();
    return true;
  }
  if (isReady) sayReady();
  redraw();
  return true;
}

function useProposed() {
  chooseEdition(app.case.proposed);
  changed(); // before anything is said, for the answer on screen is of the other edition
  settleEdition();
  sayReady();
  redraw(); // the button goes at once
}

function settleEdition() {
  app.case.proposed = "";
  app.case.news = app.case.news.filter((line) => line !== FILE_WORDS.ownEdition);
}

// What was pressed on the page as built, before this script was here.
function readEarlyAnswers() {
  for (const input of stage.querySelectorAll("input")) {
    if (!input.checked) continue;
    if (input.name === "edition") app.case.state.edition = input.value;
    else cases.takeAnswer(app.case.state, input);
  }
}

function editionOfAddress() {
  return new URLSearchParams(location.search).get("edition");
}

function takeEditionOfAddress() {
  const chosen = editionOfAddress();
  if (!chosen) return;
  if (!isEdition(chosen)) app.case.wrong.set("edition", WORDS.unknownEdition(/^[a-z0-9-]{1,40}$/.test(chosen) ? chosen : "…"));
  else if (!app.case.state.edition) app.case.state.edition = chosen;
}

// ---- engine --------------------------------------------------------------

function start(why = "") {
  root.dataset.state = "loading";
  setPrintedAside();
  arrival = followArrival(announce);
  say(why || WORDS.loading);
  engine = new Engine({
    progress(event) {
      arrival?.take(event);
      say(why || WORDS.stage[event.stage]);
    },
    ready(about) {
      performance.mark("coordguide:ready");
      loaded = about;
      isReady = true;
      app.mostContacts = about["most-contacts"];
      app.mostRows = about["most-rows"];
      app.mostTimes = about["most-times"];
      app.versions = { engine: about.engine, content: about.content.version, sha256: about.content.sha256 };
      root.dataset.state = "ready";
      doubt = doubtfulClock(about);
      sayReady();
      evaluate(openFromAddress);
    },
    failed(code, reason) {
      console.warn("coordguide: the engine stopped:", reason);
      const wasReady = isReady;
      isReady = false;
      if (wasReady && performance.now() - lastRestart > RESTART_APART) return restart();
      root.dataset.state = "failed";
      root.append(...printed); // to stay until the engine is tried again
      say(wasReady ? WORDS.failedAgain : WORDS.failed, ADVICE[code], WORDS.failedMore);
      chooseStatic();
    },
  });
  engine.start();
}

// An engine that dies is started again by itself, but not again and again.
const RESTART_APART = 60_000;
let lastRestart = -RESTART_APART;

function restart() {
  lastRestart = performance.now();
  start(WORDS.stopped);
  announce(WORDS.stopped);
}

function sayReady() {
  say(WORDS.ready, ...(app.canKeep ? [] : [FILE_WORDS.notKept]), ...(doubt ? [doubt] : []), ...app.case.news);
}

/** Say something about the page that stays until there is something newer to say. */
function tell(text: string) {
  app.case.news = [text, ...app.case.news.filter((line) => line !== text)];
  announce(text);
  if (isReady) sayReady();
  redraw();
}

function evaluate(then = () => {}) {
  if (!app.case.state.edition) return redraw();
  const isNewEdition = app.case.catalogue?.edition.id !== app.case.state.edition;
  const asked = performance.now();
  const one = app.case;
  const { turn } = one;
  engine?.ask("evaluate", { case: one.state, catalogue: isNewEdition, have: one.view && one.answerId }, (reply) => {
    if (app.case !== one) return; // of a case that was cleared since
    receive(reply as EvaluateReply | ErrorReply, turn);
    performance.measure("coordguide:answer", { start: asked });
    then();
  });
}

/** Open what a link of the guide names: a step, as in `?edition=flyer#records`, or the saved cases. */
function openFromAddress() {
  const step = location.hash.slice(1);
  if (Object.hasOwn(STEPS, step) || step === "about") actions.goToStep(null, step);
  if (step === "files") root.querySelector<HTMLElement>("#cl-title-files")?.focus();
}

function request<Kind extends keyof Replies>(type: Kind, body: Readonly<Record<string, unknown>>, then: (reply: Answered<Kind>) => void) {
  const one = app.case;
  const { turn } = one;
  const about = type === "replay" ? {} : { case: one.state }; // a file holds a case of its own
  engine?.ask(type, { ...about, ...body }, (reply) => {
    if (app.case !== one) return;
    then({ ...(reply as Replies[Kind] | ErrorReply), turn });
    redraw();
  });
}

function receive(reply: EvaluateReply | ErrorReply, turn: number) {
  if (reply.type === "error") return canFit(reply) ? recallWhatFits() : mark(reply);
  app.case.recalled = null;
  fallBehind(turn !== app.case.turn);
  const { view: before, ask: known } = app.case;
  app.case.wrong = new Map(app.case.unreadable);
  app.case.generalError = "";
  const view = whole(reply.view, before);
  app.case.view = view;
  app.case.answerId = reply.id;
  app.case.ask = reply.ask;
  app.case.reminders = reply.reminders;
  if (reply.catalogue) app.case.catalogue = reply.catalogue;
  for (const problem of view.problems) {
    for (const fact of problem.facts) {
      const isOfCase = app.case.catalogue?.questions[fact]?.scope === "case";
      app.case.wrong.set(cases.nameOf(isOfCase ? null : problem.contact, fact), `${WORDS.conflict} ${problem.text}`);
    }
  }
  isHeld = false;
  redraw();
  tellWhatChanged(view, before, reply.ask.length - known.length);
  explainAgain(view);
  clearTimeout(writing);
  writing = setTimeout(() => {
    writeNote();
    listDocuments();
  }, 50);
}

// A case of an edition that is gone keeps its answers for the one that is chosen in its place.
function canFit({ where }: ErrorReply) {
  return app.case.recalled !== null && where?.key !== "edition";
}

// What was kept may be of an older page: the engine opens it without what is not known here.
function recallWhatFits() {
  const text = app.case.recalled ?? "";
  request("recall", {}, (kept) => {
    if (kept.type === "error") return dropDamaged(text);
    app.case.recalled = null;
    app.case.state = kept.case;
    app.shown.current = kept.case.contacts[0]?.id ?? "";
    app.case.news.push(...kept.aside.map(toldAside));
    sayReady();
    evaluate();
  });
}

function dropDamaged(damaged: string) {
  replaceCase(app, cases.newCase());
  offerDamaged(damaged);
  clear();
  announce(FILE_WORDS.damaged);
}

// The engine names contacts that are as they were; the page has them.
function whole(view: View, before: WholeView | null): WholeView {
  const contacts = view.contacts.flatMap((one) => ("unchanged" in one ? before?.contacts.find(({ id }) => id === one.id) ?? [] : one));
  return { ...view, contacts };
}

function listDocuments() {
  request("documents", {}, (reply) => {
    if (reply.type === "error") return;
    app.case.documents = reply.documents;
    app.case.acts = { turn: reply.turn, all: reply.acts };
    if (!app.case.note || !isOfNow(app, app.case.note)) writeNote();
    writeDocument(app);
  });
}

function explainAgain({ contacts }: WholeView) {
  app.case.explained.clear();
  for (const { id } of contacts) if (app.shown.open.has(explanationOf(id))) actions.explain(id);
}

// The note waits until the answer itself is on screen.
let writing: ReturnType<typeof setTimeout> | undefined;

function mark({ where, message }: ErrorReply) {
  if (where?.fact) app.case.wrong.set(cases.nameOf(where.contact, where.fact), message);
  else app.case.generalError = message;
  if (!app.case.view) say(message);
  announce(message);
  redraw();
}

function writeNote() {
  const isWanted = places(app).at(-1)?.isOpen || app.case.acts.all.some(({ press }) => press === "copy");
  if (!app.case.view || !isWanted) return;
  request("document", { document: NOTE }, (reply) => {
    if (reply.type !== "error") app.case.note = { ...reply, name: NOTE };
  });
}

// ---- screen --------------------------------------------------------------

// What moves between the press of a button and its release loses the click: an answer that comes
// just then is drawn when the finger is up.
let isPressed = false;
let isDue = false;
let presses = 0;
addEventListener("pointerdown", () => {
  isPressed = true;
  presses += 1;
}, true);
addEventListener("click", () => {
  isPressed = false;
}, true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    const ended = presses;
    setTimeout(() => {
      if (presses !== ended) return; // the next press has begun, and ends by itself
      isPressed = false;
      if (isDue) redraw();
    });
  }, true);
}

// Where the engine is gone, or what is on screen is of another case, the screen stays as it was.
function redraw() {
  if (isHeld || (app.case.view && !isReady)) return;
  isDue = isPressed;
  if (isPressed) return;
  const held = document.activeElement;
  const isMoving = app.shown.folded.size > foldedBefore || Boolean(app.case.view) !== hasAnswer;
  const top = isMoving && held ? held.getBoundingClientRect().top : 0;
  root.dataset.pace = app.pace;
  draw(<AppContext.Provider value={app}><Screen /></AppContext.Provider>, stage);
  hold(false);
  showFirst();
  drawStatus();
  root.toggleAttribute("data-stale", app.case.isBehind);
  // What stands above came in, or went into a line: the person's own place stays where it was.
  if (isMoving && held && stage.contains(held)) window.scrollBy({ top: held.getBoundingClientRect().top - top, behavior: "instant" });
  foldedBefore = app.shown.folded.size;
  hasAnswer = Boolean(app.case.view);
  focusWanted(held);
  followStop();
  app.onChange();
}

let foldedBefore = 0;
let hasAnswer = false;

let lastStop = "";

// Who goes on, back or to another question is taken there; who only looks on is left in peace.
function followStop() {
  const { at } = app.shown;
  const isNew = lastStop !== "" && at !== lastStop;
  lastStop = at;
  if (!isNew || document.activeElement?.closest(".cl-opened")) return; // what changed since is read first
  const here = stage.querySelector<HTMLElement>("[data-stop]");
  const question = here?.querySelector(".cl-question");
  const chosen = question?.querySelector<HTMLElement>("input:checked") ?? question?.querySelector<HTMLElement>("input, select, button");
  // On a telephone a field in focus brings up a keyboard over half of the screen.
  const isTouched = isByPointer && matchMedia("(pointer: coarse)").matches;
  const heading = here?.querySelector<HTMLElement>("h2");
  const first = at === "answer" ? stage.querySelector<HTMLElement>("#cl-panel") : isTouched ? heading : chosen ?? heading;
  first?.focus({ preventScroll: true });
  bringUp(justTold ?? (at === "answer" ? stage.querySelector(".cl-panel, .cl-team") : here));
  justTold = null;
}

function focusWanted(held: Element | null) {
  const { wantsFocus } = app.shown;
  const wanted = wantsFocus && stage.querySelector<HTMLElement>(wantsFocus);
  if (wanted) {
    wanted.focus();
    app.shown.wantsFocus = null;
  } else if (held && held !== document.body && !held.isConnected) {
    stage.querySelector<HTMLElement>(`#cl-title-${app.shown.place}`)?.focus();
  }
}

// The checklists to print are most of what the page holds. While the engine starts and answers, the
// browser would pass over all of it for nothing, so they wait beside the page for one that fails.
// This script may run before the browser has read them all: it then reads on beside the page.
const printed = new Set<HTMLElement>();
const reading = new MutationObserver(() => root.dataset.state !== "failed" && setPrintedAside());

function gatherPrinted() {
  for (const part of root.querySelectorAll<HTMLElement>(".static-checklist")) printed.add(part);
  return printed;
}

function setPrintedAside() {
  for (const part of gatherPrinted()) part.remove();
}

function chooseStatic() {
  for (const part of gatherPrinted()) {
    const isChosen = !app.case.state.edition || part.dataset.edition === app.case.state.edition;
    part.toggleAttribute("data-chosen", isChosen);
  }
}

function say(...sentences: string[]) {
  said = sentences;
  drawStatus();
  app.onChange();
}

function drawStatus() {
  const status = stage.querySelector(".cl-status");
  if (status) draw(<AppContext.Provider value={app}><Status /></AppContext.Provider>, status);
}

function Status() {
  const { state, view } = app.case;
  const again = root.dataset.state === "failed";
  // With an edition the whole screen is on its way, with this button elsewhere.
  const isEmpty = root.dataset.state === "ready" && !view && !state.edition;
  return (
    <>
      {said.map((text) => <p>{text}</p>)}
      {arrival?.line()}
      {again && <button type="button" class="cl-button cl-primary" onClick={() => start()}>{WORDS.tryAgain}</button>}
      {isEmpty && <><OpenButton /><DamagedButtons /></>}
      <Proposal />
    </>
  );
}

// The button that takes the edition an address or a portal named, where the case has another.
function Proposal() {
  const edition = EDITIONS.find(({ id }) => id === app.case.proposed);
  if (!edition) return null;
  return <button type="button" class="cl-button" data-act="use-proposed" onClick={useProposed}>{WORDS.useProposed(edition.title)}</button>;
}

let speaking: ReturnType<typeof setTimeout> | undefined;

function announce(text: string) {
  clearTimeout(speaking);
  live.textContent = "";
  speaking = setTimeout(() => {
    live.textContent = text;
  }, 150);
}

function tellWhatChanged(view: WholeView, before: WholeView | null, more: number) {
  const was = new Map((before?.contacts ?? []).map(({ id, answer }) => [id, answer.text]));
  const news = view.contacts
    .filter(({ id, answer }) => was.get(id) !== answer.text)
    .map(({ id, answer }) => `${app.label(id)}: ${answer.text}`);
  const [first] = view.first;
  if (first && first.text !== before?.first[0]?.text) {
    news.unshift(first.text);
    bringUp(stage.querySelector(".cl-first"));
  }
  if (before && more > 0) news.push(WORDS.newQuestions(more));
  if (news.length) announce(news.join(" "));
}

function clear() {
  isHeld = false;
  root.removeAttribute("data-stale");
  redraw();
  if (isReady) sayReady(); // what it says of the browser and its clock is still so
  else say(...said);
  chooseStatic();
}

const isRecalled = recallAnswers();
if (!isRecalled) readEarlyAnswers();
showFirst();
takeEditionOfAddress();
redraw();
if (!isRecalled) Object.values(app.case.state.facts).map(String).forEach(tellFirst); // pressed before this script came
performance.mark("coordguide:usable");
chooseStatic();
watch(app, () => startOver(app, false));
setInterval(watchDay, 1000);
for (const back of ["focus", "pageshow"]) addEventListener(back, watchDay); // before a clock that was held goes on
printOpenPaper(app);
if (document.readyState === "loading") {
  reading.observe(root, { childList: true });
  addEventListener("DOMContentLoaded", () => {
    reading.disconnect();
    chooseStatic();
  });
}
const askOtherTabs = watchOtherTabs(app, () => tell(FILE_WORDS.twoTabs));
askOtherTabs();
start();
