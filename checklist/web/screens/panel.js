// The panel that always says, for each contact, what may be done now and why.
import { askOf } from "./answers-in-words.js";
import { citeList, citeMarks, disclosure, reason, ruleSaid, outside } from "./sources.js";
import { h } from "./dom.js";
import { explanation } from "./explanation.js";
import { factsOf } from "../case/state.ts";
import { LAYERS, STATUS_MARKS, TONES, WORDS } from "../words/checklist.js";

/** "Contact 2: School or community": its number and its kind, never a name. */
export function labelOf(app, contact) {
  const answer = app.case.view?.contacts.find((one) => one.id === contact.id);
  return WORDS.contactLabel(contact.id.split("-").at(-1), answer?.label);
}

/** The mark and title of a decision: shape, words and color together. */
export function verdict({ tone, title }) {
  const [mark, color] = TONES[tone];
  return h("p", { class: "cl-verdict", "data-tone": color },
    h("span", { class: "cl-mark", "aria-hidden": "true" }, mark), h("strong", null, title));
}

/** One verdict, or where the kinds of information differ one for each: none hides another. */
export function verdicts(answer) {
  if (!doKindsDiffer(answer)) return verdict(answer);
  return h("div", { class: "cl-kind-verdicts" }, Object.values(answer["by-information"]).map((part) =>
    h("div", null, h("span", null, part.label), verdict(part))));
}

function doKindsDiffer(answer) {
  return new Set(Object.values(answer["by-information"]).map((part) => part.decision)).size > 1;
}

/** The whole panel. */
export function panel(app) {
  const answers = new Map((app.case.view?.contacts ?? []).map((answer) => [answer.id, answer]));
  const contacts = app.case.state.contacts.filter((contact) => answers.has(contact.id));
  return h("aside", { key: "panel", id: "cl-panel", class: "cl-panel", "aria-labelledby": "cl-panel-title", tabindex: -1 },
    h("h2", { id: "cl-panel-title" }, WORDS.panel),
    app.case.generalError && h("p", { key: "error", class: "cl-wrong", role: "alert" }, WORDS.error, " ", app.case.generalError),
    contacts.length === 0 && h("p", { class: "cl-muted" }, WORDS.panelEmpty),
    contradictions(app),
    contacts.map((contact) => card(app, contact, answers.get(contact.id))),
    ruleList(app, WORDS.notes, app.case.view?.notes),
    app.case.catalogue?.disclaimer && h("p", { key: "small-print", class: "cl-disclaimer" }, app.case.catalogue.disclaimer),
    app.case.view && h("p", { key: "decided", class: "cl-disclaimer cl-decided" }, WORDS.decidedWith(
      app.case.view.engine, app.case.view.content.version, app.case.view.content.sha256.slice(0, 12), app.case.view.today)));
}

function contradictions(app) {
  return (app.case.view?.problems ?? []).map((problem) => {
    const places = problem.facts.map((fact) => whereAsked(app, problem.contact, fact)).filter(Boolean);
    return h("div", { key: `problem:${problem.contact}:${problem.facts}`, class: "cl-problem" },
      h("p", null, h("strong", null, WORDS.conflict), " ", problem.text, citeMarks(app, problem.cites)),
      h("ul", { class: "cl-list" }, places.map((one) => h("li", null, h("button", {
        type: "button", class: "cl-link",
        onclick: () => (one.isAsked ? app.actions.goTo(one.owner ?? problem.contact, one.fact) : app.actions.forget(one.owner, one.fact)),
      }, one.isAsked ? WORDS.changeThis(one.ask) : WORDS.forget(one.ask))))));
  });
}

// An answer whose question went out of sight can only be taken back from here.
function whereAsked(app, contact, fact) {
  const owner = app.case.catalogue.questions[fact]?.scope === "case" ? null : contact;
  const isAsked = app.case.ask.some((entry) => entry.question === fact && entry.contact === owner);
  if (!isAsked && factsOf(app.case.state, owner)[fact] === undefined) return null;
  return { owner, fact, isAsked, ask: askOf(app, fact) };
}

function card(app, contact, answer) {
  const label = labelOf(app, contact);
  const differ = doKindsDiffer(answer);
  const isShort = contact.id !== app.shown.current;
  return h("article", { key: "card:" + contact.id, class: "cl-card", "data-contact": contact.id, "data-decision": answer.decision },
    h("h3", null, label),
    differ ? kindCards(app, answer, isShort) : [verdict(answer), sentences(app, answer)],
    saidOf(app, answer),
    ruleList(app, WORDS.cautions, answer.cautions),
    openQuestions(app, contact),
    !isShort && !differ && [h("p", { class: "cl-small-head" }, WORDS.layers), layers(answer.layers)],
    !isShort && h("p", { class: "cl-roi-line" }, WORDS.releaseIs(answer.roi.says)),
    !isShort && ruleList(app, WORDS.formProblems, answer.roi.problems),
    explanation(app, contact.id, answer, label),
    !isShort && h("p", { class: "cl-more" }, guideTo(app, answer.decision)),
    disclosure(app, "card:" + contact.id, WORDS.why, () => whyDecision(app, answer), label));
}

// What goes with an answer that somebody else decides or that a law asks for, and what to say to who calls.
const SAID = [["who-decides", WORDS.whoDecides], ["extent", WORDS.extent], ["meanwhile", WORDS.meanwhile], ["phone", WORDS.phone]];

function saidOf(app, answer) {
  return SAID.map(([part, title]) => answer[part]?.length > 0 && h("div", { key: "said:" + part, class: "cl-said", "data-said": part },
    h("p", { class: "cl-small-head" }, title),
    answer[part].map((one) => h("p", null, one.text, citeMarks(app, one.cites)))));
}

// The guide explains each answer at an anchor of the decision's own name.
function guideTo(app, decision) {
  return outside(`${app.siteRoot}editions/${app.case.state.edition}/answers/#${decision}`, WORDS.readMore);
}

// Each kind of information beside the other, since one may go while the other must stay.
function kindCards(app, answer, isShort) {
  return [
    h("p", { class: "cl-small-head" }, WORDS.kinds),
    h("ul", { class: "cl-kinds" }, Object.entries(answer["by-information"]).map(([kind, part]) =>
      h("li", { key: "kind:" + kind, "data-kind": kind, "data-decision": part.decision },
        h("h4", null, part.label),
        verdict(part),
        sentences(app, part),
        !isShort && layers(part.layers)))),
  ];
}

function ruleAndFix(app, because) {
  return [
    h("p", null, ruleSaid(app, because)),
    because.holds === "yes" && because.fix && h("p", { class: "cl-fix" }, because.fix),
  ];
}

// What is still open is named by the button below; all reasons stand under "Why".
function sentences(app, answer) {
  const says = answer.tone === "open" ? answer.says.slice(0, 1) : answer.says;
  const reasons = new Map(Object.values(answer.layers).flatMap((layer) => layer.because).map((one) => [one.rule, one]));
  return h("div", { key: "says", class: "cl-says" }, says.map((said) => {
    const because = reasons.get(said.id);
    if (because?.holds !== "yes") return h("p", null, said.text, citeMarks(app, said.cites));
    // What else a rule says, such as who decides, stands under a heading of its own.
    return because.says === said.text && ruleAndFix(app, because);
  }));
}

function layers(statuses) {
  return h("dl", { class: "cl-layers" }, Object.entries(LAYERS).map(([layer, name]) => {
    const { status, tone, says } = statuses[layer];
    return h("div", { "data-layer": layer, "data-status": status },
      h("dt", null, name),
      h("dd", null, h("span", { class: "cl-status-mark", "aria-hidden": "true" }, STATUS_MARKS[tone]), " ", says));
  }));
}

function openQuestions(app, contact) {
  const open = app.case.view.next.filter((one) => one.contact === null || one.contact === contact.id);
  if (!open.length) return null;
  return h("p", { class: "cl-next" },
    h("button", { type: "button", class: "cl-link", onclick: () => app.actions.goTo(contact.id, open[0].fact) }, WORDS.goNext, " →"),
    h("span", { class: "cl-muted" }, " ", WORDS.stillOpen(open.length)));
}

function ruleList(app, title, rules) {
  if (!rules?.length) return null;
  return h("div", { key: "rules:" + title, class: "cl-cautions" },
    h("p", { class: "cl-small-head" }, title),
    h("ul", { class: "cl-list" }, rules.map((one) => h("li", { "data-rule": one.rule }, ruleSaid(app, one), one.fix && ` ${one.fix}`))));
}

function whyDecision(app, answer) {
  const kinds = doKindsDiffer(answer) ? Object.values(answer["by-information"]) : [{ ...answer, label: "" }];
  const reasons = kinds.flatMap((part) => Object.values(part.layers).flatMap((layer) => layer.because));
  return [
    kinds.map((part) => [part.label && h("h4", { class: "cl-why-kind" }, part.label), layerReasons(app, part)]),
    citeList(app, [...answer.says, ...reasons].flatMap((one) => one.cites)),
  ];
}

function layerReasons(app, part) {
  return Object.entries(LAYERS).map(([layer, name]) => {
    const because = part.layers[layer]?.because ?? [];
    return because.length > 0 && [h("h4", null, name), because.map((one) => reason(app, one))];
  });
}
