// What a sandboxed frame may swallow without a word: files, print, links. The page
// cannot ask whether it does, so it offers another way.
import { DOCUMENT_WORDS } from "../words/documents.ts";

/** Whether this page stands in a frame without an origin. */
export const isSandboxed = self.origin === "null";

/** Print; where a frame forbids it, say so. Returns whether printing began. */
export function printPage() {
  let began = parent === self;
  const begin = () => (began = true);
  addEventListener("beforeprint", begin);
  window.print();
  removeEventListener("beforeprint", begin);
  if (!began) show(DOCUMENT_WORDS.noPrint);
  return began;
}

let timesCleared = 0;

/** Take away what is shown of a case that is gone; what would be shown of it only later is not. */
export function showNoMore() {
  timesCleared += 1;
  for (const dialog of document.querySelectorAll(".cl-blocked")) dialog.remove();
}

/** A function that says, later on, whether the case of now is still on the page. */
export function sameCase() {
  const now = timesCleared;
  return () => now === timesCleared;
}

/** Show what a file holds, to be copied where the file itself does not arrive. */
export async function offerText(name: string, blob: Blob) {
  const isSame = sameCase();
  const isText = /^(text|application\/json)/.test(blob.type);
  const text = isText ? await blob.text() : null;
  if (isSame()) show(isText ? DOCUMENT_WORDS.noFile(name) : DOCUMENT_WORDS.noFileAtAll(name), text);
}

/** Show a text, ready to be copied by hand. */
export function offerCopy(text: string) {
  show(DOCUMENT_WORDS.copyByHand, text);
}

/** Open a link in a window of its own; where a sandbox forbids it, show its address. */
export function openLink(address: string) {
  const opened = window.open(address);
  if (opened) opened.opener = null;
  else show(DOCUMENT_WORDS.noLink, address);
}

function show(sentence: string, text: string | null = null) {
  const dialog = make("dialog", { className: "cl-dialog cl-blocked" });
  const said = make("p", { id: "cl-blocked-text", textContent: sentence });
  dialog.setAttribute("aria-labelledby", said.id);
  const close = make("button", { type: "button", className: "cl-button cl-primary", textContent: DOCUMENT_WORDS.close, onclick: () => dialog.close() });
  dialog.onclose = () => dialog.remove();
  dialog.append(said);
  if (text !== null) {
    const field = make("textarea", { value: text, readOnly: true, rows: 8, onfocus: () => field.select() });
    field.setAttribute("aria-labelledby", said.id);
    dialog.append(field);
  }
  dialog.append(close);
  (document.getElementById("checklist") ?? document.body).append(dialog);
  dialog.showModal();
}

function make<Tag extends "button" | "dialog" | "p" | "textarea">(tag: Tag, properties: Record<string, unknown>): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}
