// Citations and the "Why am I seeing this?" disclosures.
import { h } from "./dom.js";
import { answersInWords, askOf } from "./answers-in-words.js";
import { STRENGTH, WORDS } from "../words/checklist.js";

/** A button that shows or hides what stands behind it; `key` keeps it open across redraws. */
export function disclosure(app, key, label, content, about = "", opened = null) {
  const isOpen = app.shown.open.has(key);
  const id = "why-" + key.replaceAll(/[^a-z0-9-]/gi, "-");
  const toggle = () => {
    if (!app.shown.open.delete(key)) {
      app.shown.open.add(key);
      opened?.();
    }
    app.redraw();
  };
  return h("div", { key: "why:" + key, class: "cl-why" },
    h("button", { type: "button", class: "cl-link", "aria-expanded": String(isOpen), "aria-controls": id, onclick: toggle },
      h("span", { class: "cl-why-mark", "aria-hidden": "true" }, isOpen ? "▾" : "▸"), label,
      about && h("span", { class: "cl-vh" }, WORDS.whyFor(about))),
    h("div", { id, class: "cl-why-body", hidden: !isOpen }, isOpen ? content() : null));
}

function find(app, cite) {
  const [source, ...place] = cite.split(" ");
  return { source, place: place.join(" "), ...app.case.catalogue.citations[source] };
}

export function outside(href, ...words) {
  return h("a", { href, target: "_blank", rel: "noopener" }, words, h("span", { class: "cl-vh" }, WORDS.newTab));
}

function register(app, found) {
  const href = app.siteRoot + (found.href ?? `sources/#${found.source}`);
  return outside(href, nameOf(found));
}

// "45 CFR 164.506(c)", as lawyers write it: no space before a paragraph.
function nameOf({ short, source, place }) {
  const name = short ?? source;
  return place.startsWith("(") ? name + place : [name, place].filter(Boolean).join(" ");
}

/** Small links to the register, to stand at the end of a sentence; what is unchecked says so. */
export function citeMarks(app, cites = []) {
  if (!cites.length) return null;
  const found = cites.map((cite) => find(app, cite));
  return h("span", { class: "cl-marks" }, found.map((one) => [" ", register(app, one)]), unchecked(found));
}

/** The full list: what each source says, the paragraph, and whether it was checked. */
export function citeList(app, cites = []) {
  if (!cites.length) return null;
  return [
    h("p", { class: "cl-small-head" }, WORDS.sources),
    h("ul", { class: "cl-cites" }, [...new Set(cites)].map((cite) => citeItem(app, find(app, cite)))),
  ];
}

function citeItem(app, found) {
  return h("li", null,
    register(app, found),
    found.title && `: ${found.title}`,
    found.link && [" ", outside(found.link, WORDS.officialText)],
    unchecked([found]));
}

// What has no official text, such as our own reading, says so by its name.
function unchecked(sources) {
  const isOpen = sources.some(({ link, verified }) => link && verified === false);
  return isOpen && h("em", { class: "cl-unchecked" }, ` (${WORDS.unchecked})`);
}

/** A rule's sentence with its sources and marks; one that is not decided never reads as true. */
export function ruleSaid(app, because) {
  const isDecided = because.holds === "yes";
  return [
    !isDecided && h("span", { class: "cl-depends" }, WORDS.mayApply, " "),
    because.says, citeMarks(app, because.cites),
    because["past-review"] && h("em", { class: "cl-unchecked" }, ` (${WORDS.pastReview})`),
  ];
}

/** One reason of a layer: its sentence, its fix, the answers that decided, who says so. */
export function reason(app, because) {
  const waiting = [...because.open, ...because.unsure].map((fact) => askOf(app, fact)).filter(Boolean);
  return h("div", { class: "cl-reason", "data-rule": because.rule, "data-holds": because.holds },
    h("p", null, ruleSaid(app, because)),
    waiting.length > 0 && h("p", { class: "cl-depends" }, WORDS.dependsOn, " ", waiting.join(" · ")),
    because.holds === "yes" && because.fix && h("p", { class: "cl-fix" }, because.fix),
    answersInWords(app, because.facts),
    STRENGTH[because.strength] && h("p", { class: "cl-muted cl-strength" }, STRENGTH[because.strength]));
}
