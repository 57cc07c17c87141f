// The practice in the browser: it shows a course, asks the engine to judge each
// decision, and tells a reporter. It holds no rule and no sentence about care.
import { h } from "preact";
import { draw } from "../screens/drawing.ts";
import { download } from "../documents/download.ts";
import { Engine } from "../engine/client.ts";
import { caseScreen } from "./case.js";
import { courseScreen } from "./course.js";
import { resultScreen } from "./result.js";
import { followArrival } from "../screens/arrival.tsx";
import { ADVICE } from "../words/engine.ts";
import { WORDS } from "../words/practice.js";

/**
 * Run a course inside `root`. The reporter keeps progress and hears of every
 * decision; `siteRoot` leads to the guide, and is empty where there is none.
 */
export function mount(root, { course, reporter, siteRoot = "" }) {
  const stage = make("div", "pr-stage");
  const status = make("div", "cl-status");
  const live = make("p", "pr-live cl-vh");
  status.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  root.append(status, live, stage);
  const app = {
    root, stage, status, live, reporter, siteRoot,
    wanted: course, course: null, state: "", standing: null, loaded: null,
    screen: "course", shown: null, // the case on screen
    chosen: new Map(), // what is marked, by step
    hints: new Set(), // the steps whose hint was asked for
    problem: "", news: [], unreported: "", isSure: false, isClosed: false,
    name: reporter.learner ?? "", // for the certificate; never kept
    decisions: [], // told to the reporter in this sitting
    since: Date.now(), began: Date.now(),
  };
  app.announce = announcer(live);
  app.redraw = () => redraw(app);
  app.focus = (selector) => (app.wantsFocus = selector);
  app.actions = acts(app);
  // A browser may keep the page as it is left, for who goes back.
  addEventListener("pagehide", () => forgetName(app));
  start(app);
}

function forgetName(app) {
  const given = app.reporter.learner ?? "";
  if (app.name === given) return;
  app.name = given;
  app.redraw();
}

function make(tag, className) {
  return Object.assign(document.createElement(tag), { className });
}

function announcer(live) {
  let speaking = 0;
  return (text) => {
    clearTimeout(speaking);
    live.textContent = "";
    speaking = setTimeout(() => (live.textContent = text), 150);
  };
}

// ---- start ----------------------------------------------------------------

function start(app) {
  app.root.dataset.state = "loading";
  app.arrival = followArrival(app.announce);
  say(app, WORDS.starting);
  const engine = new Engine({
    progress(event) {
      app.arrival.take(event);
      say(app, WORDS.stage[event.stage] ?? WORDS.starting);
    },
    ready: (loaded) => open(app, loaded).catch((error) => fail(app, error)),
    failed: (code, reason) => fail(app, reason, code),
  });
  app.ask = (type, body) => new Promise((resolve) => engine.ask(type, body, resolve));
  engine.start();
}

async function open(app, loaded) {
  app.loaded = loaded;
  expectResult(await app.ask("practice-load", { practice: await readCases() }));
  const state = await app.reporter.resume();
  const reply = expectResult(await app.ask("practice-open", { course: app.wanted, state }));
  app.course = reply.course;
  take(app, reply);
  app.news = reply.note ? [WORDS.note[reply.note], ...reply.aside] : reply.open ? [WORDS.resumed] : [];
  app.root.dataset.state = "ready";
  draw(null, app.status);
  if (reply.open) await app.actions.openCase(reply.open, true);
  else app.redraw();
}

// The cases as they were built, or none: an answer with another digest is an error.
async function readCases() {
  const options = { integrity: FETCHED_DIGESTS["practice.json"] };
  try {
    return await (await fetch(new URL("practice.json", import.meta.url), options)).json();
  } catch (error) {
    throw Object.assign(new Error(`practice.json: ${error}`), { code: "damaged" });
  }
}

function expectResult(reply) {
  if (reply.type === "error") throw new Error(reply.message);
  return reply;
}

function fail(app, reason, code = reason.code) {
  console.warn("coordguide: the practice did not start:", reason);
  app.root.dataset.state = "failed";
  draw([
    h("p", null, WORDS.failed),
    h("p", null, ADVICE[code] ?? ADVICE.stopped),
    app.arrival.line(),
    h("button", { type: "button", class: "cl-button cl-primary", onclick: () => start(app) }, WORDS.tryAgain),
  ], app.status);
}

function say(app, text) {
  draw([h("p", null, text), app.arrival.line()], app.status);
}

// ---- what a trainee can do ---------------------------------------------------

function acts(app) {
  const about = (more) => ({ course: app.course.id, state: app.state, ...more });
  return {
    async openCase(id, isBack = false) {
      const reply = await app.ask("practice-case", about({ case: id }));
      if (refuse(app, reply)) return;
      take(app, reply);
      if (!isBack) app.news = [];
      show(app, "case", reply.case);
      keep(app);
    },
    async leaveCase() {
      const reply = await app.ask("practice-leave", about());
      if (refuse(app, reply)) return;
      take(app, reply);
      app.news = [];
      show(app, "course");
      keep(app);
    },
    async decide(step) {
      const response = [...(app.chosen.get(step) ?? [])];
      if (!response.length) return complain(app, WORDS.markFirst);
      const reply = await app.ask("practice-answer", about({ case: app.shown.id, step, response }));
      if (refuse(app, reply)) return;
      take(app, reply);
      app.problem = "";
      app.news = [];
      const ask = app.shown.asks.find((one) => one.step === step);
      ask.tries.push(reply.judged);
      if (!ask.several) app.chosen.delete(step); // a list is mended, not marked anew
      app.focus(`[data-step="${step}"] .pr-verdict`);
      app.redraw();
      tell(app, reply.decided);
    },
    async again(id) {
      const reply = await app.ask("practice-again", about({ case: id }));
      if (refuse(app, reply)) return;
      take(app, reply);
      await app.actions.openCase(id);
    },
    async startOver() {
      const reply = await app.ask("practice-open", { course: app.course.id, state: "" });
      if (refuse(app, reply)) return;
      take(app, reply);
      app.isSure = false;
      app.news = [WORDS.cleared];
      show(app, "course");
      keep(app);
    },
    showResult: () => show(app, "result"),
    async retry() {
      heed(app, await app.reporter.retry());
      if (!app.unreported) app.announce(WORDS.reported);
    },
    async close() {
      heed(app, await app.reporter.finish());
      app.isClosed = !app.unreported;
      if (app.isClosed) app.announce(WORDS.closed);
      app.redraw();
    },
    saveFile() {
      const text = JSON.stringify(resultFile(app), null, 1) + "\n";
      download(`coordguide-practice-${app.course.id}.json`, new Blob([text], { type: "application/json" }));
      app.announce(WORDS.saved);
    },
  };
}

function take(app, { state, standing }) {
  app.state = state;
  app.standing = standing;
}

function show(app, screen, shown = null) {
  Object.assign(app, { screen, shown, problem: "", isSure: false, since: Date.now() });
  app.chosen.clear();
  app.hints.clear();
  app.focus(".pr-stage h2");
  app.redraw();
}

function refuse(app, reply) {
  if (reply.type !== "error") return false;
  complain(app, WORDS.error(reply.message));
  return true;
}

function complain(app, message) {
  app.problem = message;
  app.announce(message);
  app.redraw();
}

// ---- what the reporter hears ---------------------------------------------------

// Never waited for: a learning system that is slow or gone does not hold the trainee up.
function tell(app, decided) {
  const now = Date.now();
  const decision = { ...decided, seconds: Math.round((now - app.since) / 1000), at: new Date(now).toISOString() };
  app.since = now;
  app.decisions.push(decision);
  app.reporter.decided(decision).then((answer) => heed(app, answer));
  keep(app);
}

function keep(app) {
  const { decisions, done, right, percent, complete, passed } = app.standing;
  app.reporter.save(app.state, {
    progress: done / decisions,
    score: { raw: percent, min: 0, max: 100, scaled: right / decisions },
    passed, complete,
    seconds: Math.round((Date.now() - app.began) / 1000),
  }).then((answer) => heed(app, answer));
}

function heed(app, { ok, message }) {
  const before = app.unreported;
  app.unreported = ok && !app.reporter.pending ? "" : message || before;
  if (app.unreported === before) return;
  app.redraw();
}

function resultFile(app) {
  return {
    kind: "coordguide-practice-result", format: 1, made: new Date().toISOString(),
    course: app.course, content: app.loaded.content, engine: app.loaded.engine,
    standing: app.standing, decisions: app.decisions, state: app.state,
  };
}

// ---- screen ---------------------------------------------------------------------

const SCREENS = { course: courseScreen, case: caseScreen, result: resultScreen };

function redraw(app) {
  draw([notice(app), news(app), h("div", { key: `screen:${app.screen}:${app.shown?.id ?? ""}` }, SCREENS[app.screen](app))], app.stage);
  const wanted = app.wantsFocus && app.root.querySelector(app.wantsFocus);
  app.wantsFocus = null;
  wanted?.focus();
}

function notice(app) {
  if (!app.unreported) return null;
  return h("div", { key: "notice", class: "pr-notice", role: "alert" },
    h("p", null, h("strong", null, WORDS.notReported), " ", app.unreported),
    h("p", { class: "cl-actions" },
      !app.reporter.isLost && h("button", { type: "button", class: "cl-button cl-primary", onclick: app.actions.retry }, WORDS.retry),
      h("button", { type: "button", class: "cl-button", onclick: app.actions.saveFile }, WORDS.saveFile)));
}

function news(app) {
  if (!app.news.length) return null;
  const [first, ...more] = app.news;
  return h("div", { key: "news", class: "pr-news" },
    h("p", null, first), more.length > 0 && h("ul", null, more.map((title) => h("li", null, title))));
}
