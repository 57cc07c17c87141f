// A course: its sections, its cases, and how far the trainee came.
import { h } from "preact";
import { WORDS } from "../words/practice.js";

const MARKS = { new: "○", begun: "◐", done: "✓" };

/** The list of a course's cases by section. */
export function courseScreen(app) {
  const { standing, course } = app;
  return [
    h("h2", { tabindex: "-1" }, WORDS.cases),
    course.edition && h("p", { class: "cl-muted" }, course.edition),
    h("p", null, WORDS.passing(course.passing)),
    progress(standing),
    standing.complete && h("p", { class: "cl-actions" },
      h("button", { type: "button", class: "cl-button cl-primary", onclick: app.actions.showResult }, WORDS.seeResult)),
    standing.sections.map((section, number) => part(app, section, number)),
    over(app),
  ];
}

/** How many decisions are made, as a bar and in words. */
export function progress({ done, decisions }) {
  return h("p", { class: "pr-progress" },
    h("progress", { max: decisions, value: String(done), "aria-label": WORDS.progress }), " ", WORDS.made(done, decisions));
}

function part(app, { title, cases }, number) {
  const done = cases.filter((one) => one.state === "done").length;
  const id = `pr-section-${number}`;
  return h("section", { key: id, class: "pr-section", "aria-labelledby": id },
    h("h3", { id }, title, " ", h("span", { class: "cl-muted" }, `${done}/${cases.length}`)),
    h("ul", { class: "pr-cases" }, cases.map((one) => row(app, one))));
}

function row(app, one) {
  const words = { new: WORDS.start, begun: WORDS.goOn, done: WORDS.lookAgain }[one.state];
  return h("li", { key: one.id, "data-case": one.id, "data-state": one.state },
    h("span", { class: "pr-mark", "aria-hidden": "true" }, one.critical ? "✕" : MARKS[one.state]),
    h("div", null,
      h("p", { class: "pr-case-title" }, one.title),
      h("p", { class: "cl-muted" }, WORDS.caseState[one.state](one),
        one.critical > 0 && [" · ", h("strong", { class: "pr-critical-word" }, WORDS.criticalCount(one.critical))])),
    h("button", { type: "button", class: one.state === "done" ? "cl-button" : "cl-button cl-primary", "aria-label": `${words}: ${one.title}`, onclick: () => app.actions.openCase(one.id) },
      words));
}

/** Starting the course over, after one more question. */
export function over(app) {
  if (!app.standing.done || app.reporter.looksOnly) return null;
  const turn = (isSure) => () => {
    app.isSure = isSure;
    app.focus(isSure ? ".pr-over .cl-primary" : ".pr-over .cl-link");
    app.redraw();
  };
  if (!app.isSure) {
    return h("p", { key: "over", class: "pr-over" },
      h("button", { type: "button", class: "cl-link", onclick: turn(true) }, WORDS.startOver));
  }
  return h("div", { key: "over", class: "pr-over pr-news" },
    h("p", null, WORDS.startOverSure),
    h("p", { class: "cl-actions" },
      h("button", { type: "button", class: "cl-button cl-primary", onclick: turn(false) }, WORDS.keep),
      h("button", { type: "button", class: "cl-button", onclick: app.actions.startOver }, WORDS.clear)));
}
