// What the engine says about one step, shown under that step's questions.
import { h } from "./dom.js";
import { citeMarks, ruleSaid } from "./sources.js";
import { STATUS_MARKS, WORDS } from "../words/checklist.js";

/** The engine's words for a step and the contact in view; nothing where it has none. */
export function results(app, { id, entries }) {
  const answer = app.case.view?.contacts.find((one) => one.id === app.shown.current);
  if (!answer) return null;
  // Where nothing is asked nothing is done; but whom not to tell holds all the same.
  if (!entries.length) return id === "notify" ? notices(app, [["must-not", WORDS.mustNot]]) : null;
  return { release, method, records, notify }[id]?.(app, answer);
}

function list(app, items, draw) {
  return h("ul", { class: "cl-list" }, items.map((item) => h("li", null, draw(item), citeMarks(app, item.cites))));
}

function block(key, title, ...body) {
  return h("div", { key: "result:" + key, class: "cl-result" }, h("h3", null, title), body);
}

function release(app, answer) {
  const { says, problems } = answer.roi;
  return block("form", WORDS.releaseIs(says),
    problems.length > 0 && h("ul", { class: "cl-list" }, problems.map((one) =>
      h("li", { "data-rule": one.rule }, ruleSaid(app, one), one.fix && h("p", { class: "cl-fix" }, one.fix)))));
}

function method(app, answer) {
  const methods = answer.methods ?? [];
  if (!methods.length) return null;
  return block("methods", WORDS.methods, h("ol", { class: "cl-methods" }, methods.map((one) => oneMethod(app, one))));
}

function oneMethod(app, one) {
  return h("li", { key: "method:" + one.id, "data-available": String(one.available) },
    h("strong", null, one.label),
    !one.available && h("span", { class: "cl-tag" }, WORDS.unavailable),
    one["in-edition"] === false && h("span", { class: "cl-tag" }, WORDS.added),
    one.reasons?.map((why) => h("span", { class: "cl-method-why" }, " ", why.text, citeMarks(app, why.cites))),
    one.available && one.safeguards?.length > 0 && [
      h("p", { class: "cl-small-head" }, WORDS.safeguards), list(app, one.safeguards, (item) => item.text),
    ]);
}

function records(app, answer) {
  const found = answer.records ?? {};
  return [
    found["ask-for"]?.length > 0 && block("ask-for", WORDS.askFor, list(app, found["ask-for"], (item) => item.text)),
    found["leave-out"]?.length > 0 && block("leave-out", WORDS.leaveOut, list(app, found["leave-out"], (item) => item.text)),
    found.outstanding?.length > 0 && block("to-come", WORDS.outstandingRecords, list(app, found.outstanding, (item) => [
      item.says, item["next-date"] && item.clock === "tool-default" && h("span", { class: "cl-muted" }, ` (${WORDS.toolDefault})`),
    ])),
    (answer.resolution ?? []).map((one) => block("resolution:" + one.finding, one.title,
      h("ol", { class: "cl-list" }, one.steps.map((step) => h("li", null, step.text, citeMarks(app, step.cites)))))),
  ];
}

function notify(app) {
  return h("div", { key: "notices", class: "cl-notices" },
    notices(app, [["must", WORDS.must], ["may", WORDS.may], ["must-not", WORDS.mustNot]]),
    [["say", WORDS.say], ["write-down", WORDS.writeDown]].map(([group, title]) => {
      const lines = app.case.view.notify[group];
      return lines.length > 0 && block("notify:" + group, title, list(app, lines, (one) => one.text));
    }));
}

function notices(app, groups) {
  return groups.map(([group, title]) => {
    const told = app.case.view.notify[group];
    return told.length > 0 && block("notify:" + group, title, list(app, told, (one) => [
      h("strong", null, one.label, ":"), " ", one.says,
    ]));
  });
}

/** What is still to be done in the whole case, each with a way to get there. */
export function outstanding(app) {
  const open = app.case.view?.outstanding ?? [];
  if (!open.length) return h("p", { key: "all-done", class: "cl-all-done" }, STATUS_MARKS.good, " ", WORDS.nothingOutstanding);
  return h("ul", { key: "outstanding", class: "cl-outstanding" }, open.map((item) => h("li", null,
    h("span", null, item.contact && app.case.state.contacts.length > 1 && h("strong", null, app.label(item.contact), ": "), item.text),
    h("button", { type: "button", class: "cl-link", onclick: () => app.actions.goToStep(item.contact, item.step) },
      WORDS.goThere, h("span", { class: "cl-vh" }, WORDS.whyFor(item.text))))));
}
