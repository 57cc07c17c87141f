// The end of a course: the score, what to read and work again, and the certificate.
import { h } from "preact";
import { certificate } from "./certificate.js";
import { over } from "./course.js";
import { readMore } from "./sources.js";
import { WORDS } from "../words/practice.js";

/** The result of a course. */
export function resultScreen(app) {
  const { standing, course } = app;
  const { percent, right, decisions, passed, complete, again } = standing;
  const mayWork = !app.reporter.looksOnly;
  const words = !complete ? WORDS.notComplete : passed ? WORDS.passed : WORDS.notPassed;
  return [
    h("p", { class: "pr-screen-only" }, h("button", { type: "button", class: "cl-link", onclick: app.actions.leaveCase }, "← ", WORDS.back)),
    h("h2", { tabindex: "-1" }, WORDS.result),
    h("p", { class: "cl-verdict pr-outcome", "data-tone": passed ? "go" : "wait" },
      h("span", { class: "cl-mark", "aria-hidden": "true" }, passed ? "✓" : "…"), h("strong", null, words)),
    h("p", null, WORDS.score(percent, right, decisions), again > 0 && ` ${WORDS.workedAgain(again)}`),
    complete && percent < course.passing && h("p", null, WORDS.belowMark(course.passing), mayWork && ` ${WORDS.workAgain}`),
    standing.review.some((row) => row.critical) && h("p", { class: "pr-critical" }, WORDS.criticalLeft, mayWork && ` ${WORDS.workWithout}`),
    passed && certificate(app),
    review(app, mayWork),
    h("p", { class: "cl-actions" },
      h("button", { type: "button", class: "cl-button", onclick: app.actions.saveFile }, WORDS.saveFile), closing(app)),
    over(app),
  ];
}

function review(app, mayWork) {
  const { review: rows } = app.standing;
  if (!rows.length) return h("p", null, WORDS.noReview);
  const cases = [...new Set(rows.map((row) => row.case))].map((id) => rows.filter((row) => row.case === id));
  return h("section", { key: "review", class: "pr-review", "aria-labelledby": "pr-review" },
    h("h3", { id: "pr-review" }, mayWork ? WORDS.review : WORDS.toRead),
    cases.map((own) => h("div", { key: own[0].case, class: "pr-section" },
      h("h4", null, own[0].title),
      h("ul", { class: "cl-list" }, own.map((row) => h("li", null,
        row.critical && [h("strong", { class: "pr-critical-word" }, WORDS.criticalCount(1)), ": "],
        row.question, " ", WORDS.read, " ", readMore(app, row.read, row.edition)))),
      mayWork && h("p", null, h("button", { type: "button", class: "cl-button", "aria-label": WORDS.againFor(own[0].title), onclick: () => app.actions.again(own[0].case) },
        WORDS.again)))));
}

// Only a learning system has a sitting to close.
function closing(app) {
  if (["browser", "none"].includes(app.reporter.name)) return null;
  if (!app.isClosed) return h("button", { type: "button", class: "cl-button cl-primary", onclick: app.actions.close }, WORDS.close);
  const address = app.reporter.returnAddress;
  return h("span", null, WORDS.closed, " ", address && h("a", { href: address }, WORDS.returnTo));
}
