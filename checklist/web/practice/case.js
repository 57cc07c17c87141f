// A case: its story, what lies on the desk, and one decision after the other.
import { h } from "preact";
import { readMore, sentence } from "./sources.js";
import { WORDS } from "../words/practice.js";

/** The case on screen; decisions appear as the ones before them are made. */
export function caseScreen(app) {
  const one = app.shown;
  const open = one.asks.findIndex((ask) => !ask.tries.at(-1)?.done);
  const last = open === -1 ? one.asks.length : open + 1;
  return [
    h("p", null, h("button", { type: "button", class: "cl-link", onclick: app.actions.leaveCase }, "← ", WORDS.back)),
    h("h2", { tabindex: "-1" }, one.title),
    h("p", { class: "cl-muted" }, where(app), " · ", one.edition.title, ". ", WORDS.madeUp),
    h("div", { class: "pr-story", dangerouslySetInnerHTML: { __html: one.story } }),
    one.documents.length > 0 && h("section", { key: "desk", "aria-labelledby": "pr-desk" },
      h("h3", { id: "pr-desk" }, WORDS.documents), h("div", { class: "pr-desk" }, one.documents.map(documentOnDesk))),
    known(one),
    h("h3", null, WORDS.decisions),
    one.asks.slice(0, last).map((ask, number) => decision(app, ask, number)),
    open === -1 && end(app),
  ];
}

function where(app) {
  const sections = app.standing.sections;
  const cases = sections.flatMap((section) => section.cases);
  const section = sections.find(({ cases: own }) => own.some(({ id }) => id === app.shown.id));
  return WORDS.place(cases.findIndex(({ id }) => id === app.shown.id) + 1, cases.length, section.title);
}

function documentOnDesk({ kind, title, lines }, number) {
  return h("figure", { key: `document:${number}`, class: "pr-document", "data-kind": kind },
    h("figcaption", null, h("span", { class: "cl-muted" }, WORDS.documentKind[kind]), " ", h("strong", null, title)),
    h("dl", null, lines.map((line) => h("div", null, h("dt", null, line.label), h("dd", null, line.text)))));
}

function known({ known: rows }) {
  if (!rows.length) return null;
  return h("details", { key: "known", class: "pr-known", open: true },
    h("summary", null, WORDS.known),
    h("dl", null, rows.map(({ about, ask, answer }) =>
      h("div", null, h("dt", null, about && `${about}: `, ask), h("dd", null, answer)))));
}

function decision(app, ask, number) {
  const newest = ask.tries.at(-1);
  return h("section", { key: ask.step, class: "pr-decision", "data-step": ask.step, "data-done": String(Boolean(newest?.done)), "aria-label": WORDS.decision(number + 1, app.shown.asks.length) },
    h("p", { class: "cl-muted pr-count" }, WORDS.decision(number + 1, app.shown.asks.length)),
    newest?.done && h("p", { key: "asked", class: "pr-asked" }, ask.question),
    // Above the choices while one try is left: the keyboard goes on from here.
    newest && verdict(ask, newest),
    newest?.done ? explained(app, ask, newest) : form(app, ask));
}

function form(app, ask) {
  const { step } = ask;
  const chosen = app.chosen.get(step) ?? new Set();
  const mark = ({ target }) => {
    const marked = ask.several ? new Set(chosen) : new Set();
    if (target.checked) marked.add(target.value);
    else marked.delete(target.value);
    app.chosen.set(step, marked);
    app.redraw();
  };
  const submit = (event) => {
    event.preventDefault();
    app.actions.decide(step);
  };
  return h("form", { key: "form", onsubmit: submit },
    h("fieldset", { class: "cl-question", "aria-describedby": ask.several ? `${step}-several` : null },
      h("legend", null, ask.question),
      ask.several && h("p", { class: "cl-help", id: `${step}-several` }, WORDS.several),
      h("div", { class: "cl-choices pr-choices" }, ask.choices.map(({ id, text }) =>
        h("label", { key: id, class: "cl-choice" },
          h("input", { type: ask.several ? "checkbox" : "radio", name: step, value: id, checked: chosen.has(id), onchange: mark, autocomplete: "off" }),
          h("span", null, text))))),
    app.hints.has(step) && h("p", { key: "hint", class: "pr-hint" }, h("strong", null, WORDS.hintIs), " ", ask.hint),
    app.problem && h("p", { key: "problem", class: "cl-wrong" }, app.problem),
    h("p", { key: "press", class: "cl-actions" },
      h("button", { type: "submit", class: "cl-button cl-primary" }, WORDS.check),
      !app.hints.has(step) && h("button", { type: "button", class: "cl-button", onclick: () => giveHint(app, ask) }, WORDS.hint)));
}

function giveHint(app, { step, hint }) {
  app.hints.add(step);
  app.announce(`${WORDS.hintIs} ${hint}`);
  app.focus(`[data-step="${step}"] [type="submit"]`);
  app.redraw();
}

function verdict({ tries }, newest) {
  const words = newest.right ? (tries.length > 1 ? WORDS.rightLater : WORDS.right) : newest.done ? WORDS.wrongDone : WORDS.wrong;
  const tone = newest.right ? "go" : newest.critical ? "stop" : "wait";
  return h("div", { key: "verdict", class: "pr-verdict", tabindex: "-1", "data-tone": tone, "data-right": String(newest.right) },
    h("p", { class: "cl-verdict" }, h("span", { class: "cl-mark", "aria-hidden": "true" }, newest.right ? "✓" : "✕"), h("strong", null, words)),
    tries.filter((one) => one.critical).slice(0, 1).map(() => h("p", { class: "pr-critical" }, WORDS.critical)));
}

function explained(app, ask, newest) {
  const name = (ids) => ids.map((id) => ask.choices.find((choice) => choice.id === id).text);
  const first = ask.tries[0];
  return h("div", { key: "why", class: "pr-why" },
    !first.right && answers(WORDS.firstTry, name(first.response)),
    answers(WORDS.theRight, name(newest.correct)),
    newest.says.length > 0 && [
      h("p", { class: "cl-small-head" }, WORDS.why),
      h("ul", { class: "cl-list" }, newest.says.map((one) => h("li", null, sentence(app, one)))),
    ],
    h("p", { class: "cl-muted" }, WORDS.read, " ", readMore(app, newest.read, app.shown.edition.id)));
}

function answers(title, words) {
  return [
    h("p", { class: "cl-small-head" }, title),
    h("ul", { class: "cl-list" }, words.map((text) => h("li", null, text))),
  ];
}

function end(app) {
  const cases = app.standing.sections.flatMap((section) => section.cases);
  const here = cases.findIndex(({ id }) => id === app.shown.id);
  const next = [...cases.slice(here + 1), ...cases.slice(0, here)].find(({ state }) => state !== "done");
  return h("section", { key: "end", class: "cl-result pr-end", "aria-labelledby": "pr-end" },
    h("h3", { id: "pr-end" }, WORDS.caseDone),
    h("p", null, h("strong", null, WORDS.lesson), ". ", sentence(app, app.shown.mistake)),
    h("p", { class: "cl-actions" },
      next
        ? h("button", { type: "button", class: "cl-button cl-primary", onclick: () => app.actions.openCase(next.id) }, WORDS.nextCase)
        : h("button", { type: "button", class: "cl-button cl-primary", onclick: app.actions.showResult }, WORDS.seeResult),
      !app.reporter.looksOnly && h("button", { type: "button", class: "cl-button", onclick: () => app.actions.again(app.shown.id) }, WORDS.again)));
}
