// The papers of a step: offered where they are needed, filled in, printed, copied, saved.
import { printPage } from "../embed/sandbox.js";
import { citeMarks } from "../screens/sources.js";
import { draw, h } from "../screens/dom.js";
import { download } from "./download.js";
import { drawBlocks, escaped, fillIn } from "./blocks.js";
import { P } from "../words/documents.js";

const NOTE = "chart-note"; // the summary shows it by itself

/** The papers offered at one place, about the case or the contact at hand. */
export function papersAt(app, place) {
  const offers = app.papers.filter((offer) =>
    offer.step === place && offer.id !== NOTE && (offer.contact === null || offer.contact === app.current));
  if (!offers.length) return null;
  return h("div", { key: "papers:" + place, class: "cl-result cl-papers" },
    h("h3", null, P.papers),
    h("ul", { class: "cl-list" }, offers.map((offer) => h("li", { key: keyOf(offer) }, offerOf(app, offer)))));
}

function keyOf({ id, contact }) {
  return `paper:${id}:${contact ?? ""}`;
}

function offerOf(app, offer) {
  const isOpen = app.paper?.key === keyOf(offer);
  return [
    h("button", {
      key: "toggle", type: "button", class: "cl-link", "aria-expanded": String(isOpen), "data-paper": offer.id,
      onclick: () => toggle(app, offer, isOpen),
    }, isOpen ? "▾ " : "▸ ", offer.title),
    h("span", { key: "why", class: "cl-muted" }, " ", offer.why),
    isOpen && app.paper.blocks && paper(app),
  ];
}

function toggle(app, offer, isOpen) {
  app.paper = isOpen ? null : { key: keyOf(offer), ...offer };
  if (isOpen) app.redraw();
  else writePaper(app);
}

/** Have the open paper written anew, as it should read with the answers of now. */
export function writePaper(app) {
  const wanted = app.paper;
  if (!wanted) return;
  if (!app.papers.some((offer) => keyOf(offer) === wanted.key)) {
    app.paper = null; // an answer took the paper away
    return app.redraw();
  }
  app.request("document", { document: wanted.id, contact: wanted.contact }, (reply) => {
    if (app.paper === wanted && reply.type !== "error") Object.assign(wanted, reply, { id: wanted.id });
  });
}

function paper(app) {
  const { key, title, blocks, size, cites } = app.paper;
  const hasBlanks = blocks.some((block) => block.kind === "blank");
  return h("article", { key: "sheet:" + key, class: "cl-paper", "aria-label": title, "data-size": size || null },
    hasBlanks && h("p", { class: "cl-muted" }, P.fillIn),
    h("p", { class: "cl-muted" }, P.restsOn, citeMarks(app, cites)),
    drawBlocks(blocks, app.blanks, {
      level: 4, fill: (id, value) => fill(app, id, value), marks: (said) => citeMarks(app, said),
    }),
    actions(app, app.paper));
}

function fill(app, id, value) {
  if (value) app.blanks.set(id, value);
  else app.blanks.delete(id);
}

function actions(app, made) {
  return h("p", { class: "cl-actions" },
    button(P.print, () => print(app, made), "print"),
    button(P.copy, () => copy(app, textOf(app, made), fillIn(made.html, made.blocks, app.blanks, escaped)), "copy"),
    downloads(app, made));
}

/** The buttons that download one paper. */
export function downloads(app, made) {
  return [
    button(P.text, () => save(app, `${made.id ?? NOTE}.txt`, textOf(app, made), "text/plain"), "text"),
    button(P.docx, () => saveDocx(app, made), "docx"),
  ];
}

function textOf(app, { text, blocks }) {
  return fillIn(text, blocks, app.blanks);
}

function button(label, act, name) {
  return h("button", { type: "button", class: "cl-button", "data-act": name, onclick: act }, label);
}

/** Print only this paper, on a sheet of its own. */
export function print(app, made) {
  const sheet = document.createElement("div");
  sheet.className = "cl-sheet";
  if (made.size) sheet.dataset.size = made.size;
  draw(sheet, drawBlocks(made.blocks, app.blanks, { level: 1 }));
  app.root.append(sheet);
  document.documentElement.dataset.printing = "paper";
  const clear = () => {
    sheet.remove();
    delete document.documentElement.dataset.printing;
  };
  addEventListener("afterprint", clear, { once: true });
  if (!printPage()) clear();
}

async function copy(app, text, html) {
  const parts = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
  try {
    await navigator.clipboard.write([new ClipboardItem(parts)]);
    app.announce(P.copied);
  } catch {
    app.announce(P.copyFailed);
  }
}

function save(app, name, data, type) {
  download(name, new Blob([data], { type }));
  app.announce(P.written(name));
}

async function saveDocx(app, made) {
  app.announce(P.making);
  try {
    const { makeDocx } = await import("./word-processor.js");
    const name = `${made.id ?? NOTE}.docx`;
    download(name, await makeDocx(made, app.blanks));
    app.announce(P.written(name));
  } catch (error) {
    console.warn("coordguide: no word-processor file:", error);
    app.announce(P.docxFailed);
  }
}
