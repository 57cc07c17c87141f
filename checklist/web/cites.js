// Citations and the "Why am I seeing this?" disclosures.
import { h } from "./dom.js";
import { STRENGTH, W } from "./words.js";

/** A button that shows or hides what stands behind it; `key` keeps it open across redraws. */
export function disclosure(app, key, label, content, about = "") {
  const isOpen = app.open.has(key);
  const id = "why-" + key.replaceAll(/[^a-z0-9-]/gi, "-");
  const toggle = () => {
    if (!app.open.delete(key)) app.open.add(key);
    app.redraw();
  };
  return h("div", { key: "why:" + key, class: "cl-why" },
    h("button", { type: "button", class: "cl-link", "aria-expanded": String(isOpen), "aria-controls": id, onclick: toggle },
      h("span", { class: "cl-why-mark", "aria-hidden": "true" }, isOpen ? "▾" : "▸"), label,
      about && h("span", { class: "cl-vh" }, W.whyFor(about))),
    h("div", { id, class: "cl-why-body", hidden: !isOpen }, isOpen ? content() : null));
}

function find(app, cite) {
  const [source, ...place] = cite.split(" ");
  return { source, place: place.join(" "), ...app.catalogue.citations[source] };
}

function outside(href, ...words) {
  return h("a", { href, target: "_blank", rel: "noopener" }, words, h("span", { class: "cl-vh" }, W.newTab));
}

function register(app, found) {
  const href = app.siteRoot + (found.href ?? `sources/#${found.source}`);
  return outside(href, [found.short ?? found.source, found.place].filter(Boolean).join(" "));
}

/** Small links to the register, to stand at the end of a sentence. */
export function citeMarks(app, cites = []) {
  if (!cites.length) return null;
  return h("span", { class: "cl-marks" }, cites.map((cite) => [" ", register(app, find(app, cite))]));
}

/** The full list: what each source says, the paragraph, and whether it was checked. */
export function citeList(app, cites = []) {
  if (!cites.length) return null;
  return [
    h("p", { class: "cl-small-head" }, W.sources),
    h("ul", { class: "cl-cites" }, [...new Set(cites)].map((cite) => citeItem(app, find(app, cite)))),
  ];
}

function citeItem(app, found) {
  return h("li", null,
    register(app, found),
    found.title && `: ${found.title}`,
    found.link && [" ", outside(found.link, W.officialText)],
    unchecked([found]));
}

// What has no official text, such as our own reading, says so by its name.
function unchecked(sources) {
  const isOpen = sources.some(({ link, verified }) => link && verified === false);
  return isOpen && h("em", { class: "cl-unchecked" }, ` (${W.unchecked})`);
}

/** Facts of a reason as the questions and answers a person recognises. */
export function answersInWords(app, facts = {}) {
  const rows = Object.entries(facts)
    .map(([fact, value]) => [app.catalogue.questions[fact], value])
    .filter(([question]) => question);
  if (!rows.length) return null;
  return h("ul", { class: "cl-answers" }, rows.map(([question, value]) =>
    h("li", null, question.ask, " ", h("strong", null, valueInWords(question, value)))));
}

function valueInWords(question, value) {
  const label = (one) => question.values?.find((known) => known.value === one)?.label ?? String(one);
  if (Array.isArray(value)) return value.map((one) => label(one?.kind ?? one?.who ?? one)).join(", ");
  if (value && typeof value === "object") return Object.entries(value).map((pair) => pair.join(" ")).join(", ");
  return value === null || value === undefined ? W.notSaid : label(value);
}

/** One reason of a layer: its sentence, its fix, the answers that decided, who says so. */
export function reason(app, because) {
  return h("div", { class: "cl-reason", "data-rule": because.rule, "data-holds": because.holds },
    h("p", null, because.says, citeMarks(app, because.cites),
      unchecked(because.cites.map((cite) => find(app, cite))),
      because["past-review"] && h("em", { class: "cl-unchecked" }, ` (${W.pastReview})`)),
    because.fix && h("p", { class: "cl-fix" }, because.fix),
    answersInWords(app, because.facts),
    STRENGTH[because.strength] && h("p", { class: "cl-muted cl-strength" }, STRENGTH[because.strength]));
}
