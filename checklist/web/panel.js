// The panel that always says, for each contact, what may be done now and why.
import { h } from "./dom.js";
import { citeList, citeMarks, disclosure, reason } from "./cites.js";
import { DECISION, LAYERS, STATUS, W } from "./words.js";

/** "Contact 2: School or community": its number and its kind, never a name. */
export function labelOf(app, contact) {
  const kind = contact.facts["contact-kind"];
  const known = app.catalogue?.questions["contact-kind"]?.values.find((one) => one.value === kind);
  // The examples in brackets help to choose; a name has no room for them.
  return W.contactLabel(contact.id.split("-").at(-1), known?.label.split(" (")[0]);
}

/** The mark and title of a decision: shape, words and color together. */
export function verdict(decision, title, props = {}) {
  const [mark, tone] = DECISION[decision] ?? DECISION.incomplete;
  return h("p", { class: "cl-verdict", "data-tone": tone, ...props },
    h("span", { class: "cl-mark", "aria-hidden": "true" }, mark), h("strong", null, title));
}

/** The whole panel. */
export function panel(app) {
  const answers = new Map((app.view?.contacts ?? []).map((answer) => [answer.id, answer]));
  const contacts = app.state.contacts.filter((contact) => answers.has(contact.id));
  return h("aside", { key: "panel", id: "cl-panel", class: "cl-panel", "aria-labelledby": "cl-panel-title", tabindex: -1 },
    h("h2", { id: "cl-panel-title" }, W.panel),
    app.generalError && h("p", { key: "error", class: "cl-wrong", role: "alert" }, W.error, " ", app.generalError),
    contacts.length === 0 && h("p", { class: "cl-muted" }, W.panelEmpty),
    contacts.map((contact) => card(app, contact, answers.get(contact.id))),
    app.catalogue?.disclaimer && h("p", { key: "disclaimer", class: "cl-disclaimer" }, app.catalogue.disclaimer));
}

function card(app, contact, answer) {
  const label = labelOf(app, contact);
  return h("article", { key: "card:" + contact.id, class: "cl-card", "data-contact": contact.id, "data-decision": answer.decision },
    h("h3", null, label),
    verdict(answer.decision, answer.title),
    sentences(app, answer),
    openQuestions(app, contact, answer),
    h("p", { class: "cl-small-head" }, W.layers),
    layers(app, answer.layers),
    byInformation(app, answer),
    cautions(app, answer),
    disclosure(app, "card:" + contact.id, W.why, () => whyDecision(app, answer), label));
}

// What is still open is named by the button below; all reasons stand under "Why".
function sentences(app, answer) {
  const shown = answer.says.slice(0, answer.decision === "incomplete" ? 1 : 3);
  const more = answer.decision === "incomplete" ? 0 : answer.says.length - shown.length;
  return [
    shown.map((said) => h("p", null, said.text, citeMarks(app, said.cites))),
    more > 0 && h("p", { class: "cl-muted" }, W.moreReasons(more)),
  ];
}

function layers(app, statuses) {
  return h("dl", { class: "cl-layers" }, Object.entries(LAYERS).map(([layer, name]) => {
    const status = statuses[layer]?.status ?? "unknown";
    return h("div", { "data-layer": layer, "data-status": status },
      h("dt", null, name),
      h("dd", null, h("span", { class: "cl-status-mark", "aria-hidden": "true" }, STATUS[status] ?? "?"), " ",
        app.catalogue.phrases[`status-${layer}-${status}`] ?? status));
  }));
}

function byInformation(app, answer) {
  const kinds = Object.entries(answer["by-information"] ?? {});
  if (kinds.length < 2) return null;
  const known = app.catalogue.questions.information?.values ?? [];
  return [
    h("p", { class: "cl-small-head" }, W.kinds),
    h("ul", { class: "cl-kinds" }, kinds.map(([kind, part]) => h("li", null,
      h("span", null, known.find((one) => one.value === kind)?.label ?? kind),
      verdict(part.decision, part.title)))),
  ];
}

function openQuestions(app, contact, answer) {
  const open = answer.next ?? [];
  if (!open.length) return null;
  return h("p", { class: "cl-next" },
    h("button", { type: "button", class: "cl-link", onclick: () => app.act.goTo(contact.id, open[0]) }, W.goNext, " →"),
    h("span", { class: "cl-muted" }, " ", W.stillOpen(open.length)));
}

function cautions(app, answer) {
  if (!answer.cautions?.length) return null;
  return [
    h("p", { class: "cl-small-head" }, W.cautions),
    h("ul", { class: "cl-list" }, answer.cautions.map((one) => h("li", null, one.says, one.fix && ` ${one.fix}`, citeMarks(app, one.cites)))),
  ];
}

function whyDecision(app, answer) {
  const reasons = Object.keys(LAYERS).flatMap((layer) => answer.layers[layer]?.because ?? []);
  return [
    Object.entries(LAYERS).map(([layer, name]) => {
      const because = answer.layers[layer]?.because ?? [];
      return because.length > 0 && [
        h("h4", null, name),
        because.map((one) => reason(app, one)),
      ];
    }),
    citeList(app, [...answer.says, ...reasons].flatMap((one) => one.cites)),
  ];
}
