// The documents of a step: offered where they are needed, filled in, printed, copied, saved.
import { printPage } from "../embed/sandbox.ts";
import { citeMarks } from "../screens/sources.js";
import { draw, h } from "../screens/dom.js";
import { isOfNow } from "../screens/page-state.js";
import { copyOut } from "./copying.js";
import { download } from "./download.js";
import { loadWhole } from "./load-whole.js";
import { drawBlocks, escaped, fillIn } from "./blocks.js";
import { DOCUMENT_WORDS } from "../words/documents.js";

const NOTE = "chart-note"; // the summary shows it by itself

/** The documents offered at one place, about the case or the contact at hand. */
export function documentsAt(app, place) {
  const offers = app.case.documents.filter((offer) =>
    offer.step === place && offer.id !== NOTE && (offer.contact === null || offer.contact === app.shown.current));
  if (!offers.length) return null;
  return h("div", { key: "documents:" + place, class: "cl-result cl-documents" },
    h("h3", null, DOCUMENT_WORDS.offered),
    h("ul", { class: "cl-list" }, offers.map((offer) => h("li", { key: keyOf(offer) }, offerOf(app, offer)))));
}

function keyOf({ id, contact }) {
  return `document:${id}:${contact ?? ""}`;
}

function offerOf(app, offer) {
  const isOpen = app.case.openDocument?.key === keyOf(offer);
  return [
    h("button", {
      key: "toggle", type: "button", class: "cl-link", "aria-expanded": String(isOpen), "data-document": offer.id,
      onclick: () => toggle(app, offer, isOpen),
    }, isOpen ? "▾ " : "▸ ", offer.title),
    h("span", { key: "why", class: "cl-muted" }, " ", offer.why),
    isOpen && app.case.openDocument.blocks && documentSheet(app),
  ];
}

function toggle(app, offer, isOpen) {
  app.case.openDocument = isOpen ? null : { key: keyOf(offer), ...offer };
  if (isOpen) app.redraw();
  else writeDocument(app);
}

/** Have the open document written anew, as it should read with the answers of now. */
export function writeDocument(app) {
  const wanted = app.case.openDocument;
  if (!wanted) return;
  if (!app.case.documents.some((offer) => keyOf(offer) === wanted.key)) {
    app.case.openDocument = null; // an answer took the document away
    return app.redraw();
  }
  app.request("document", { document: wanted.id, contact: wanted.contact }, (reply) => {
    if (app.case.openDocument === wanted && reply.type !== "error") Object.assign(wanted, reply, { id: wanted.id });
  });
}

function documentSheet(app) {
  const { key, title, blocks, size, cites } = app.case.openDocument;
  const hasBlanks = blocks.some((block) => block.kind === "blank");
  const isBehind = !isOfNow(app, app.case.openDocument);
  return h("article", { key: "sheet:" + key, class: "cl-document", "aria-label": title, "data-size": size || null, "data-behind": isBehind ? "" : null },
    hasBlanks && h("p", { class: "cl-muted" }, DOCUMENT_WORDS.fillIn),
    h("p", { class: "cl-muted" }, DOCUMENT_WORDS.restsOn, citeMarks(app, cites)),
    drawBlocks(blocks, app.case.blanks, {
      level: 4, fill: (id, value) => fill(app, id, value), marks: (said) => citeMarks(app, said),
    }),
    actions(app, app.case.openDocument));
}

// A form may ask for one thing in two places; both show it.
function fill(app, id, value) {
  for (const field of app.stage.querySelectorAll(`[data-blank="${CSS.escape(id)}"]`)) {
    if (field.value !== value) field.value = value;
  }
  if (value) app.case.blanks.set(id, value);
  else app.case.blanks.delete(id);
}

function actions(app, made) {
  return h("p", { class: "cl-actions" },
    button(DOCUMENT_WORDS.print, () => print(app, made), "print"),
    button(DOCUMENT_WORDS.copy, () => copy(app, made), "copy"),
    downloads(app, made),
    made.said?.turn === app.case.turn && h("span", { class: "cl-said", "aria-hidden": "true" }, made.said.text));
}

/** The buttons that download one document. */
export function downloads(app, made) {
  return [
    button(DOCUMENT_WORDS.text, () => saveText(app, made), "text"),
    button(DOCUMENT_WORDS.docx, () => saveDocx(app, made), "docx"),
  ];
}

function textOf(app, { text }) {
  return fillIn(text, app.case.blanks);
}

function button(label, act, name) {
  return h("button", { type: "button", class: "cl-button", "data-act": name, onclick: act }, label);
}

function putOnSheet(app, made) {
  const sheet = document.createElement("div");
  sheet.className = "cl-sheet";
  if (made.size) sheet.dataset.size = made.size;
  draw(sheet, drawBlocks(made.blocks, app.case.blanks, { level: 1 }));
  app.root.append(sheet);
  return sheet;
}

/** Have the paper that is open follow the page, where somebody prints by the browser's own menu. */
export function printOpenPaper(app) {
  addEventListener("beforeprint", () => {
    const made = app.case.openDocument;
    if (document.documentElement.dataset.printing || !made?.blocks || !isOfNow(app, made)) return;
    const sheet = putOnSheet(app, made);
    addEventListener("afterprint", () => sheet.remove(), { once: true });
  });
}

/** Print only this document, on a sheet of its own. */
export function print(app, made) {
  if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
  const sheet = putOnSheet(app, made);
  document.documentElement.dataset.printing = "document";
  const clear = () => {
    sheet.remove();
    delete document.documentElement.dataset.printing;
  };
  addEventListener("afterprint", clear, { once: true });
  if (!printPage()) clear();
}

async function copy(app, made) {
  if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
  const isCopied = await copyOut(textOf(app, made), fillIn(made.html, app.case.blanks, escaped));
  say(app, made, isCopied ? DOCUMENT_WORDS.copied : "");
}

// What came of a press stands beside the buttons, and is told.
function say(app, made, text) {
  made.said = { text, turn: app.case.turn };
  if (made === app.case.note) app.case.copied = text;
  if (text) app.announce(text);
  app.redraw();
}

function saveText(app, made) {
  if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
  const name = `${made.id ?? NOTE}.txt`;
  download(name, new Blob([textOf(app, made)], { type: "text/plain" }));
  say(app, made, DOCUMENT_WORDS.written(name));
}

async function saveDocx(app, made) {
  if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
  say(app, made, DOCUMENT_WORDS.making);
  try {
    const { makeDocx } = await loadWhole("word-processor.js");
    const name = `${made.id ?? NOTE}.docx`;
    download(name, await makeDocx(made, app.case.blanks));
    say(app, made, DOCUMENT_WORDS.written(name));
  } catch (error) {
    console.warn("coordguide: no word-processor file:", error);
    say(app, made, DOCUMENT_WORDS.docxFailed);
  }
}
