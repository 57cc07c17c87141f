// Sentences with their sources, and ways into the guide.
import { h } from "preact";
import { WORDS } from "../words/practice.js";

/** A link that leaves the practice where it is. */
export function outside(href, ...words) {
  return h("a", { href, target: "_blank", rel: "noopener" }, words, h("span", { class: "cl-vh" }, WORDS.newTab));
}

/** A sentence of the engine with small marks of who says so. */
export function sentence(app, { text, cites }) {
  return [text, cites.length > 0 && h("span", { class: "cl-marks" }, cites.map((cite) => [" ", mark(app, cite)]))];
}

// In a package there is no register to lead to: then the official text, or the name alone.
function mark(app, { name, href, title, link, unchecked }) {
  const target = app.siteRoot ? app.siteRoot + href : link;
  return [
    target ? outside(target, name) : h("span", { title }, name),
    unchecked && h("em", { class: "cl-unchecked" }, ` (${WORDS.unchecked})`),
  ];
}

/** Where the guide speaks of a decision. */
export function readMore(app, [page, anchor], edition) {
  if (!app.siteRoot) return WORDS.pages[page];
  const hash = anchor ? `#${anchor}` : "";
  return outside(`${app.siteRoot}editions/${edition}/${page}/${hash}`, WORDS.pages[page]);
}
