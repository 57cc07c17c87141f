// The note for the chart: shown as the engine wrote it, copied as plain text.
import { h } from "./dom.js";
import { drawBlocks } from "../documents/blocks.js";
import { downloads, print } from "../documents/documents.js";
import { isOfNow } from "./page-state.js";
import { WORDS } from "../words/checklist.js";
import { DOCUMENT_WORDS } from "../words/documents.js";

/** The note with its copy and print buttons. */
export function note(app) {
  if (!app.case.note) return null;
  return h("div", { key: "note", class: "cl-result cl-note-part", "data-behind": isOfNow(app, app.case.note) ? null : "" },
    h("h3", { id: "cl-note-title" }, WORDS.note),
    h("div", { class: "cl-note", id: "cl-note", role: "region", tabindex: 0, "aria-labelledby": "cl-note-title" },
      drawBlocks(app.case.note.blocks, app.case.blanks)),
    h("p", { class: "cl-actions" },
      h("button", { type: "button", class: "cl-button cl-primary", onclick: () => copy(app) }, WORDS.copy),
      app.portal && h("button", { type: "button", class: "cl-button", "data-act": "send", onclick: ({ detail }) => detail < 2 && app.portal.send() }, WORDS.sendTo(app.portal.origin)),
      h("button", { type: "button", class: "cl-button", "data-act": "print", onclick: () => print(app, app.case.note) }, WORDS.print),
      downloads(app, app.case.note),
      h("span", { class: "cl-said", "aria-hidden": "true" }, app.case.copied)));
}

async function copy(app) {
  if (!isOfNow(app, app.case.note)) return app.announce(DOCUMENT_WORDS.notYet);
  const said = (await written(app.noteText())) ? WORDS.copied : selected();
  app.case.copied = said;
  app.announce(said);
  app.redraw();
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no clipboard here, or not allowed: the note is selected instead
  }
}

function selected() {
  const region = document.getElementById("cl-note");
  getSelection().selectAllChildren(region);
  region.focus();
  return document.execCommand("copy") ? WORDS.copied : WORDS.copyByHand;
}
