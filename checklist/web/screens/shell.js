// The checklist in the browser: it keeps the answers, asks the engine, draws
// what the engine says. It holds no rule and no sentence about care.
import { makeActions, replaceCase, startOver } from "./actions.js";
import { draw, h, isUnreadable, replace } from "./dom.js";
import { Engine } from "../engine/client.ts";
import { settledBy } from "./contact-choice.js";
import { damagedButtons, openButton } from "./files.js";
import { doubtfulClock, followDay } from "../case/clock.ts";
import { caseName, openFor } from "../case/case-name.ts";
import { watchOtherTabs } from "../case/other-tabs.ts";
import { places, proposal, screen } from "./layout.js";
import { canKeep, forget, keepNoMore, recall, remember, watch } from "../case/tab-storage.ts";
import { newPage } from "./page-state.js";
import { labelOf } from "./panel.js";
import { fillIn } from "../documents/blocks.js";
import { printOpenPaper, writeDocument } from "../documents/documents.js";
import { idOf } from "./questions.js";
import * as cases from "../case/state.ts";
import { explanationKey } from "./explanation.js";
import { followArrival } from "./arrival.js";
import { ADVICE } from "../words/engine.js";
import { FILE_WORDS } from "../words/files.js";
import { STEPS, WORDS } from "../words/checklist.js";

const root = document.getElementById("checklist");
const stage = root.querySelector(".cl-app");
const live = root.querySelector(".cl-live");
const asBuilt = stage.cloneNode(true);

/** The page in three parts: the case, what is open on screen, and what serves every case alike. */
export const app = {
  root,
  stage,
  siteRoot: root.dataset.root,
  ...newPage(cases.newCase(), "", cases.newKey()),
  // Services, and what is so whatever the case.
  said: [],
  editions: [],
  mostContacts: Infinity, // in a case, once the engine has said so
  mostRows: Infinity, // in a list, likewise
  versions: null, // of the engine and the content, once they are loaded
  portal: null, // in a frame: where the note may be sent, and how
  idle: 30,
  canKeep: canKeep(),
  label: (id) => labelOf(app, app.case.state.contacts.find((contact) => contact.id === id) ?? { id, facts: {} }),
  announce,
  tell,
  changed,
  redraw,
  writeNote,
  noteText: () => fillIn(app.case.note.text, new Map()), // names are filled in on paper only
  request,
  adopt,
  proposeEdition,
  useProposed,
  beFor,
  beginAnew,
  loadAnew,
  showFiles: () => stage.querySelector("#cl-title-files")?.scrollIntoView({ block: "start" }),
  setLabel: (label) => keepWith(app.case, { label }),
  setIdle: (idle) => keepWith(app, { idle }),
  focusAfter: (selector) => (app.shown.wantsFocus = selector),
  onChange() {}, // for the page that frames this one
};

let engine = null;
let arrival = null;
let loaded = null; // what the engine said of itself and its content

// ---- answers -------------------------------------------------------------

root.addEventListener("change", ({ target }) => {
  if (!target.name) return;
  const isBad = isWrong(target);
  if (target.name === "edition") app.case.state.edition = target.value;
  else if (target.name !== "today") take(target, isBad);
  else if (!isBad) app.case.state.today = target.value;
  if (!isBad) forgive(target);
  if (!app.case.view) tellFirst(target.value);
  goTo(target);
  const group = target.closest("[data-group]");
  if (group) app.shown.open.add(group.dataset.group);
  changed();
});

// Before there is an edition the page as built shows what comes first in danger; it is told, too.
function tellFirst(answer) {
  const box = [...root.querySelectorAll(".cl-first")].find((one) => one.dataset.when === answer);
  if (!box) return;
  announce(box.textContent.trim());
  bringUp(box);
}

// On a small screen it stands above what was just pressed, out of sight.
function bringUp(box) {
  const { top, bottom } = box.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) box.scrollIntoView({ block: "start", behavior: "instant" });
}

function take(input, isBad) {
  if (isBad) return cases.forgetAnswer(app.case.state, input);
  cases.takeAnswer(app.case.state, input);
  const { fact: answered, contact: about } = cases.placeOf(input.name);
  for (const fact of settledBy(app.case.catalogue?.questions[answered] ?? {})) cases.setFact(app.case.state, about, fact, undefined);
  for (const { contact, question, beside } of app.case.ask ?? []) {
    const isBeside = beside && input.name === cases.nameOf(contact, beside.question);
    if (isBeside && input.value) cases.setFact(app.case.state, contact, question, beside.value);
  }
}

root.addEventListener("focusin", ({ target }) => {
  if (goTo(target) && app.case.view) redraw();
});

// Not every browser gives the focus to a button that is pressed.
root.addEventListener("click", ({ target }) => goTo(target), true);

function goTo(target) {
  const place = target.closest("[data-place]")?.dataset.place;
  if (!place || place === app.shown.place) return false;
  app.shown.place = place;
  return true;
}

// A year is typed digit by digit, and each digit changes the date: what is wrong
// with it is said when the person leaves the field, and what was typed stays there.
root.addEventListener("focusout", ({ target }) => {
  if (!target.name || !isWrong(target)) return;
  const message = target.type === "number" ? WORDS.badNumber : WORDS.badDate;
  app.case.unreadable.set(fieldOf(target), message);
  app.case.wrong.set(fieldOf(target), message);
  announce(message);
  redraw();
});

function isWrong(input) {
  return input.localName === "input" && (isUnreadable(input) || (input.name === "today" && !input.value));
}

function forgive(input) {
  app.case.unreadable.delete(fieldOf(input));
  app.case.wrong.delete(fieldOf(input));
}

// Rows show what is wrong at their question: contact-1.records-requested.0.attempts
function fieldOf(input) {
  const parts = input.name.split(".");
  return parts.slice(0, parts[0].startsWith("contact-") ? 2 : 1).join(".");
}

function keepWith(part, change) {
  Object.assign(part, change);
  remember(app);
  redraw();
}

// A saved case in the place of the one on screen, which can be brought back. Contacts keep the
// numbers a page gave them, by which a calendar knows them; others get one.
function adopt({ case: opened, label, key, lastNumber = 0 }, news) {
  const { state: last, label: lastLabel, key: lastKey } = app.case;
  const before = cases.isBegun(last) ? { case: last, label: lastLabel, key: lastKey, lastNumber: app.case.lastNumber } : null;
  const isAsBuilt = !stage.querySelector(".cl-card");
  const isOfPage = opened.contacts.every(cases.isNumbered);
  const contacts = opened.contacts.map(({ id, facts }, place) => ({ id: isOfPage ? id : `contact-${place + 1}`, facts }));
  const state = { ...opened, contacts: contacts.length ? contacts : cases.newCase().contacts };
  replaceCase(app, state, { label, key: key || cases.newKey() });
  for (const field of stage.querySelectorAll("#cl-passphrase")) field.value = ""; // it was typed for the case before
  Object.assign(app.case, { before, lastNumber });
  app.case.news = news;
  if (state.edition) hold(true);
  else showAsBuilt();
  if (isAsBuilt) showAnswers();
  app.focusAfter("#cl-title-files");
  say(...news);
  announce(news.join(" "));
  askOtherTabs();
  changed();
}

// What is drawn is of the case before, until the answer to this one is here: no press may go into
// this case from there. The lines above, with Start over and Try again, stay.
function hold(isHeld) {
  const columns = stage.querySelector(".cl-columns");
  if (columns) columns.inert = isHeld;
}

function beginAnew(every) {
  forget(every);
  loadAnew();
}

// A page that is loaded again holds nothing of before: no open paper, no case to bring back.
function loadAnew() {
  putAway();
  location.reload();
}

// A browser that goes back may bring a frame of the page of another member.
function beFor(name) {
  if (name === caseName) return;
  putAway();
  openFor(name);
}

// Until the page is loaded again nobody sees or changes this case, and what comes late is not kept.
function putAway() {
  keepNoMore();
  replaceCase(app, cases.newCase()); // nobody is asked whether to leave it
  app.clear();
  root.inert = true;
}

function showAsBuilt() {
  app.clear();
  showAnswers();
}

function changed() {
  app.case.copied = "";
  app.case.turn += 1;
  fallBehind(Boolean(stage.querySelector(".cl-card"))); // an answer of this case, or of the one before
  remember(app);
  app.shown.answeredIn = app.shown.place;
  if (!engine?.isReady) {
    chooseStatic();
    return;
  }
  if (app.isAsked) return;
  app.isAsked = true;
  queueMicrotask(() => {
    app.isAsked = false;
    evaluate();
  });
}

// An answer of before must not stand by what is new, whatever keeps the next one away. One that
// comes at once takes its place unseen: the styles wait a moment. What is behind is so until the
// page was drawn anew, which may be later than the answer is here.
function fallBehind(isBehind) {
  app.case.isBehind = isBehind;
  if (isBehind) root.setAttribute("data-stale", "");
}

// After a reload; an edition that the address names is for a case that was not begun.
function recallAnswers() {
  const found = recall();
  if (found?.over) app.case.news = [FILE_WORDS.over(found.over)];
  if (found?.damaged) offerDamaged(found.damaged);
  if (!found?.kept) return;
  const { state, caseLabel: label, key, idle, seen, lastNumber } = found.kept;
  replaceCase(app, state, { label, key });
  app.case.lastNumber = lastNumber;
  app.idle = idle;
  app.case.recalled = found.text;
  app.case.news = [FILE_WORDS.back];
  moveToToday(cases.localDate(new Date(seen)));
  keepOwnEdition(new URLSearchParams(location.search).get("edition"));
  showAnswers();
}

// On the page as built, before there is anything to draw from.
function showAnswers() {
  for (const input of root.querySelectorAll(".cl-app input")) {
    const answer = input.name === "edition" ? app.case.state.edition : app.case.state.facts[input.name];
    input.checked = input.value === answer;
  }
}

// What was kept and is no case is given out as a file; the page begins anew.
function offerDamaged(text) {
  app.case.damaged = text;
  app.case.news = [FILE_WORDS.damaged];
}

function moveToToday(before) {
  const isMoved = followDay(app.case.state, before) && cases.isBegun(app.case.state);
  if (isMoved) app.case.news = [FILE_WORDS.newDay(app.case.state.today), ...app.case.news];
  return isMoved;
}

let day = cases.localDate();

function watchDay() {
  const before = day;
  day = cases.localDate();
  if (day === before) return;
  app.doubt = loaded && doubtfulClock(loaded);
  const isMoved = moveToToday(before);
  if (engine?.isReady) sayReady();
  if (!isMoved) return redraw(); // how the day of the answer stands to this one
  announce(FILE_WORDS.newDay(day));
  changed();
}

function keepOwnEdition(named) {
  const { state } = app.case;
  if (!named || named === state.edition) return;
  if (!keepsItsOwn(named)) state.edition = "";
}

// An address or a portal may propose an edition. A case that was begun keeps its own until the
// person wants the other.
function keepsItsOwn(named) {
  const { state } = app.case;
  if (!state.edition || !cases.isBegun(state)) return false;
  settleEdition();
  app.case.proposed = isEdition(named) ? named : "";
  app.case.news.unshift(FILE_WORDS.ownEdition);
  return true;
}

function isEdition(slug) {
  return root.querySelector(`.static-checklist[data-edition="${CSS.escape(slug)}"]`) !== null;
}

function proposeEdition(slug) {
  if (!isEdition(slug)) return false;
  const { state } = app.case;
  if (slug === state.edition) settleEdition();
  else if (keepsItsOwn(slug)) announce(FILE_WORDS.ownEdition);
  else {
    state.edition = slug;
    const radio = stage.querySelector(`input[name="edition"][value="${CSS.escape(slug)}"]`);
    if (radio) radio.checked = true;
    changed();
    return true;
  }
  if (engine?.isReady) sayReady();
  redraw();
  return true;
}

function useProposed() {
  app.case.state.edition = app.case.proposed;
  changed(); // before anything is said, for the answer on screen is of the other edition
  settleEdition();
  sayReady();
  redraw(); // the button goes at once
}

function settleEdition() {
  app.case.proposed = "";
  app.case.news = app.case.news.filter((line) => line !== FILE_WORDS.ownEdition);
}

function readEarlyAnswers() {
  const chosen = new URLSearchParams(location.search).get("edition");
  const radio = chosen && root.querySelector(`input[name="edition"][value="${CSS.escape(chosen)}"]`);
  if (radio && !root.querySelector('input[name="edition"]:checked')) radio.checked = true;
  if (chosen && !radio) refuseEdition(chosen);
  for (const input of root.querySelectorAll(".cl-app input")) {
    const isAnswer = /radio|checkbox/.test(input.type) ? input.checked : input.value;
    if (!isAnswer) continue;
    if (input.name === "edition") app.case.state.edition = input.value;
    else cases.takeAnswer(app.case.state, input);
  }
}

// Stands by the field until an edition is chosen and the page is drawn anew.
function refuseEdition(slug) {
  const field = root.querySelector('[data-question="edition"]');
  const message = document.createElement("p");
  Object.assign(message, { id: idOf("edition", "wrong"), className: "cl-wrong", textContent: WORDS.unknownEdition(slug) });
  field.append(message);
  field.setAttribute("aria-describedby", message.id);
}

// ---- engine --------------------------------------------------------------

function start(why = "") {
  root.dataset.state = "loading";
  arrival = followArrival(announce);
  say(why || WORDS.loading);
  engine = new Engine({
    progress(event) {
      arrival.take(event);
      say(why || (WORDS.stage[event.stage] ?? WORDS.loading));
    },
    ready(about) {
      performance.mark("coordguide:ready");
      loaded = about;
      engine.isReady = true;
      app.editions = loaded.editions;
      app.mostContacts = loaded["most-contacts"];
      app.mostRows = loaded["most-rows"];
      app.versions = { engine: loaded.engine, content: loaded.content.version, sha256: loaded.content.sha256 };
      root.dataset.state = "ready";
      app.doubt = doubtfulClock(loaded);
      sayReady();
      evaluate(openFromAddress);
    },
    failed(code, reason) {
      console.warn("coordguide: the engine stopped:", reason);
      const wasReady = engine.isReady;
      engine.isReady = false;
      if (wasReady && performance.now() - lastRestart > RESTART_APART) return restart();
      root.dataset.state = "failed";
      say(wasReady ? WORDS.failedAgain : WORDS.failed, ADVICE[code] ?? ADVICE.stopped, WORDS.failedMore);
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
  say(WORDS.ready, ...(app.canKeep ? [] : [FILE_WORDS.notKept]), ...(app.doubt ? [app.doubt] : []), ...app.case.news);
}

/** Say something about the page that stays until there is something newer to say. */
function tell(text) {
  app.case.news = [text, ...app.case.news.filter((line) => line !== text)];
  announce(text);
  if (engine?.isReady) sayReady();
  redraw();
}

function evaluate(then = () => {}) {
  if (!app.case.state.edition) return;
  const isNewEdition = app.case.catalogue?.edition.id !== app.case.state.edition;
  const asked = performance.now();
  const one = app.case;
  const { turn } = one;
  engine.ask("evaluate", { case: one.state, catalogue: isNewEdition, have: app.case.view && app.case.answerId }, (reply) => {
    if (app.case !== one) return; // of a case that was cleared since
    receive(reply, turn);
    performance.measure("coordguide:answer", { start: asked });
    then();
  });
}

/** Open the step that a link of the guide names, as in `?edition=flyer#records`. */
function openFromAddress() {
  const step = location.hash.slice(1);
  if (step in STEPS || step === "about") app.actions.goToStep(null, step);
}

function request(type, body, then) {
  const one = app.case;
  const { turn } = one;
  const about = type === "replay" ? {} : { case: one.state }; // a file holds a case of its own
  engine.ask(type, { ...about, ...body }, (reply) => {
    if (app.case !== one) return;
    then({ ...reply, turn });
    redraw();
  });
}

function receive(reply, turn) {
  if (reply.type === "error") return canFit(reply) ? recallWhatFits() : mark(reply);
  app.case.recalled = null;
  fallBehind(turn !== app.case.turn);
  const before = app.case.view;
  const known = app.case.ask?.length ?? 0;
  app.case.wrong = new Map(app.case.unreadable);
  app.case.generalError = "";
  app.case.view = whole(reply.view, before);
  app.case.answerId = reply.id;
  app.case.ask = reply.ask;
  app.case.reminders = reply.reminders;
  if (reply.catalogue) app.case.catalogue = reply.catalogue;
  for (const problem of app.case.view.problems ?? []) {
    for (const fact of problem.facts) {
      const isOfCase = app.case.catalogue.questions[fact]?.scope === "case";
      app.case.wrong.set(cases.nameOf(isOfCase ? null : problem.contact, fact), `${WORDS.conflict} ${problem.text}`);
    }
  }
  redraw();
  tellWhatChanged(before, app.case.ask.length - known);
  explainAgain();
  clearTimeout(writing);
  writing = setTimeout(() => {
    writeNote();
    listDocuments();
  }, 50);
}

// A case of an edition that is gone keeps its answers for the one that is chosen in its place.
function canFit({ where }) {
  return app.case.recalled !== null && where?.key !== "edition";
}

// What was kept may be of an older page: the engine opens it without what is not known here.
function recallWhatFits() {
  const text = app.case.recalled;
  request("recall", {}, (kept) => {
    if (kept.type === "error") return dropDamaged(text);
    app.case.recalled = null;
    app.case.state = kept.case;
    app.shown.current = kept.case.contacts[0].id;
    app.case.news.push(...kept.aside.map(({ contact, fact, value }) =>
      FILE_WORDS.aside(contact ?? FILE_WORDS.theCase, fact, JSON.stringify(value))));
    sayReady();
    evaluate();
  });
}

function dropDamaged(damaged) {
  replaceCase(app, cases.newCase());
  offerDamaged(damaged);
  app.clear();
  announce(FILE_WORDS.damaged);
}

// The engine names contacts that are as they were; the page has them.
function whole(view, before) {
  const contacts = view.contacts.map((one) => (one.unchanged ? before.contacts.find(({ id }) => id === one.id) : one));
  return { ...view, contacts };
}

function listDocuments() {
  request("documents", {}, (reply) => {
    if (reply.type === "error") return;
    app.case.documents = reply.documents;
    writeDocument(app);
  });
}

function explainAgain() {
  app.case.explained.clear();
  for (const { id } of app.case.view.contacts) if (app.shown.open.has(explanationKey(id))) app.actions.explain(id);
}

// The note waits until the answer itself is on screen.
let writing = 0;

function mark({ where, message }) {
  if (where?.fact) app.case.wrong.set(cases.nameOf(where.contact, where.fact), message);
  else app.case.generalError = message;
  if (!app.case.view) say(message);
  announce(message);
  redraw();
}

function writeNote() {
  if (!app.case.view || !places(app).at(-1).isOpen) return;
  request("document", { document: "chart-note" }, (reply) => {
    if (reply.type !== "error") app.case.note = reply;
  });
}

// ---- screen --------------------------------------------------------------

// What moves between the press of a button and its release loses the click: an answer that comes
// just then is drawn when the finger is up.
let isPressed = false;
let isDue = false;
addEventListener("pointerdown", () => (isPressed = true), true);
addEventListener("click", () => (isPressed = false), true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => setTimeout(() => {
    isPressed = false;
    if (isDue) redraw();
  }), true);
}

// Until an edition is chosen there is nothing to draw from: the page stays as built.
function redraw() {
  if (!engine?.isReady || !app.case.view) return;
  isDue = isPressed;
  if (isPressed) return;
  app.editionQuestion = editionQuestion();
  const held = document.activeElement;
  const wanted = screen(app);
  const isMoving = app.shown.folded.size > foldedBefore || !hasDrawn;
  foldedBefore = app.shown.folded.size;
  const top = isMoving && held.getBoundingClientRect().top;
  draw(stage, wanted);
  hold(false);
  root.toggleAttribute("data-stale", app.case.isBehind);
  // What stands above came in, or went into a line: the person's own place stays where it was.
  if (isMoving && stage.contains(held)) window.scrollBy({ top: held.getBoundingClientRect().top - top, behavior: "instant" });
  hasDrawn = true;
  focusWanted(held);
  app.onChange();
}

let foldedBefore = 0;
let hasDrawn = false;

function focusWanted(held) {
  const wanted = app.shown.wantsFocus && stage.querySelector(app.shown.wantsFocus);
  if (wanted) {
    wanted.focus();
    app.shown.wantsFocus = null;
  } else if (held && held !== document.body && !held.isConnected) {
    stage.querySelector(`#cl-title-${app.shown.place}`)?.focus();
  }
}

// The edition is chosen like an answer, before there is a catalogue to ask from.
function editionQuestion() {
  const values = app.editions.map(({ id, title }) => ({ value: id, label: title }));
  return {
    ...app,
    case: {
      ...app.case,
      state: { ...app.case.state, facts: { edition: app.case.state.edition } },
      catalogue: { questions: { edition: { kind: "choice", ask: WORDS.edition, values, cites: [] } } },
    },
  };
}

function chooseStatic() {
  for (const part of root.querySelectorAll(".static-checklist")) {
    const isChosen = !app.case.state.edition || part.dataset.edition === app.case.state.edition;
    part.toggleAttribute("data-chosen", isChosen);
  }
}

function say(...sentences) {
  app.said = sentences;
  const again = root.dataset.state === "failed"
    && h("button", { type: "button", class: "cl-button cl-primary", onclick: () => start() }, WORDS.tryAgain);
  // With an edition the whole screen is on its way, with this button elsewhere.
  const isEmpty = root.dataset.state === "ready" && !app.case.view && !app.case.state.edition;
  const more = isEmpty && [openButton(app), damagedButtons(app)];
  const lines = sentences.map((text) => h("p", null, text));
  draw(stage.querySelector(".cl-status"), [lines, arrival?.line(), again, more, proposal(app)]);
  app.onChange();
}

let speaking = 0;

function announce(text) {
  clearTimeout(speaking);
  live.textContent = "";
  speaking = setTimeout(() => (live.textContent = text), 150);
}

function tellWhatChanged(before, more) {
  const was = new Map((before?.contacts ?? []).map((answer) => [answer.id, answer.title]));
  const said = app.case.view.contacts
    .filter((answer) => was.get(answer.id) !== answer.title)
    .map((answer) => `${app.label(answer.id)}: ${answer.title}.`);
  const [first] = app.case.view.first;
  if (first && first.text !== before?.first[0]?.text) {
    said.unshift(first.text);
    bringUp(stage.querySelector(".cl-first"));
  }
  if (before && more > 0) said.push(WORDS.newQuestions(more));
  if (said.length) announce(said.join(" "));
}

app.actions = makeActions(app);
app.clear = () => {
  replace(stage, asBuilt.cloneNode(true).childNodes);
  for (const input of stage.querySelectorAll("input")) input.checked = false;
  root.removeAttribute("data-stale");
  if (engine.isReady) sayReady(); // what it says of the browser and its clock is still so
  else say(...app.said);
  chooseStatic();
};
recallAnswers();
readEarlyAnswers();
performance.mark("coordguide:usable");
chooseStatic();
watch(app, () => startOver(app));
setInterval(watchDay, 1000);
for (const back of ["focus", "pageshow"]) addEventListener(back, watchDay); // before a clock that was held goes on
printOpenPaper(app);
const askOtherTabs = watchOtherTabs(app, () => tell(FILE_WORDS.twoTabs));
askOtherTabs();
start();
