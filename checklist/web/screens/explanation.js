// "What would change this?": the smallest change the engine found, and the rules in order.
import { disclosure, ruleSaid } from "./sources.js";
import { h } from "./dom.js";
import { LAYERS, WORDS } from "../words/checklist.js";

/** The key under which the explanation of a contact is shown or hidden. */
export function explanationKey(contact) {
  return "what-if:" + contact;
}

/** The button and, once pressed, what would lead to another answer; nothing where none is needed. */
export function explanation(app, contact, answer, label) {
  if (!answer.explainable) return null;
  return disclosure(app, explanationKey(contact), WORDS.whatIf, () => body(app, contact), label, () => app.actions.explain(contact));
}

function body(app, contact) {
  const found = app.case.explained.get(contact);
  if (!found) return h("p", { class: "cl-muted" }, WORDS.whatIfAsked);
  if (found.type === "error") return h("p", { class: "cl-wrong" }, found.message);
  return [
    h("p", null, found.changes.length ? WORDS.wouldLead(app.case.catalogue.outcomes[found.then].title) : WORDS.nothingWould),
    h("ul", { class: "cl-list cl-changes" }, found.changes.map((change) => h("li", { "data-fact": change.fact }, change.says))),
    disclosure(app, "trace:" + contact, WORDS.trace, () => trace(app, found.trace)),
  ];
}

function trace(app, links) {
  return h("ol", { class: "cl-list" }, links.map((link) => h("li", { "data-rule": link.rule },
    h("strong", null, LAYERS[link.layer]), ", ", link["status-says"], ": ",
    ruleSaid(app, link))));
}
