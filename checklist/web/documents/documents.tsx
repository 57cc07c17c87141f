// The documents of a step: offered where they are needed, filled in, printed, copied, saved.
import type { DocumentOffer } from "messages";
import { printPage } from "../embed/sandbox.ts";
import { type App, useApp } from "../screens/app.ts";
import { draw } from "../screens/drawing.ts";
import { isOfNow, type Made, type OpenDocument } from "../screens/page-state.ts";
import { CiteMarks } from "../screens/sources.tsx";
import { DOCUMENT_WORDS } from "../words/documents.ts";
import { Blocks, escaped, fillIn } from "./blocks.tsx";
import { copyOut } from "./copying.ts";
import { download } from "./download.ts";
import { loadWhole } from "./load-whole.ts";

/** The note for the chart, which the summary shows by itself. */
export const NOTE = "short-note";

/** The same at length, for an audit; it opens below the note. */
const LONG_NOTE = "chart-note";

/** The documents offered at one place, about the case or the contact at hand. */
export function Documents({ place }: { place: string }) {
  const { case: { documents }, shown } = useApp();
  const offers = documents.filter((offer) =>
    offer.step === place && offer.id !== NOTE && offer.id !== LONG_NOTE && (offer.contact === null || offer.contact === shown.current));
  if (!offers.length) return null;
  return (
    <div class="cl-result cl-documents">
      <h3>{DOCUMENT_WORDS.offered}</h3>
      <ul class="cl-list">{offers.map((offer) => <li key={keyOf(offer)}><Offered offer={offer} /></li>)}</ul>
    </div>
  );
}

/** The button that opens the long version of the note. */
export function LongNoteButton() {
  const app = useApp();
  const offer = app.case.documents.find(({ id }) => id === LONG_NOTE);
  if (!offer) return null;
  const isOpen = app.case.openDocument?.key === keyOf(offer);
  return (
    <button type="button" class="cl-button" aria-expanded={isOpen} data-document={offer.id} onClick={() => toggle(app, offer, isOpen)}>{DOCUMENT_WORDS.long}</button>
  );
}

/** The long version of the note, where it is open. */
export function LongNote() {
  const { openDocument } = useApp().case;
  return openDocument?.offer.id === LONG_NOTE && openDocument.made ? <Sheet offer={openDocument.offer} made={openDocument.made} /> : null;
}

function keyOf({ id, contact }: DocumentOffer) {
  return `document:${id}:${contact ?? ""}`;
}

function Offered({ offer }: { offer: DocumentOffer }) {
  const app = useApp();
  const { openDocument } = app.case;
  const isOpen = openDocument?.key === keyOf(offer);
  return (
    <>
      <button type="button" class="cl-link" aria-expanded={isOpen} data-document={offer.id} onClick={() => toggle(app, offer, isOpen)}>
        {isOpen ? "▾ " : "▸ "}{offer.title}
      </button>
      <span class="cl-muted"> {offer.why}</span>
      {isOpen && openDocument?.made && <Sheet offer={openDocument.offer} made={openDocument.made} />}
    </>
  );
}

function toggle(app: App, offer: DocumentOffer, isOpen: boolean) {
  app.case.openDocument = isOpen ? null : { key: keyOf(offer), offer, made: null };
  if (isOpen) app.redraw();
  else writeDocument(app);
}

/** Show a document that is offered, at its place, or print it at once. */
export function openOffered(app: App, offer: DocumentOffer, isToPrint: boolean) {
  const opened: OpenDocument = { key: keyOf(offer), offer, made: null };
  app.case.openDocument = opened;
  app.actions.showDocuments(offer.contact, offer.step);
  app.focusAfter(`[data-document="${offer.id}"]`);
  writeDocument(app, () => isToPrint && opened.made && print(app, opened.made));
}

/** Have the open document written anew, as it should read with the answers of now. */
export function writeDocument(app: App, then = () => {}) {
  const wanted = app.case.openDocument;
  if (!wanted) return;
  if (!app.case.documents.some((offer) => keyOf(offer) === wanted.key)) {
    app.case.openDocument = null; // an answer took the document away
    return app.redraw();
  }
  const { id: name, contact } = wanted.offer;
  app.request("document", { document: name, contact }, (reply) => {
    if (app.case.openDocument !== wanted || reply.type === "error") return;
    wanted.made = { ...reply, name };
    then();
  });
}

function Sheet({ offer, made }: { offer: DocumentOffer; made: Made }) {
  const app = useApp();
  const { blocks, title, size } = made;
  return (
    <article class="cl-document" aria-label={title} data-size={size || undefined} data-behind={isOfNow(app, made) ? undefined : ""}>
      {blocks.some((block) => block.kind === "blank") && <p class="cl-muted">{DOCUMENT_WORDS.fillIn}</p>}
      <p class="cl-muted">{DOCUMENT_WORDS.restsOn}<CiteMarks cites={offer.cites} /></p>
      <Blocks blocks={blocks} blanks={app.case.blanks} level={4} fill={(id, value) => fill(app, id, value)} marks={(cites) => <CiteMarks cites={cites} />} />
      <p class="cl-actions">
        <Button label={DOCUMENT_WORDS.print} act="print" press={() => print(app, made)} />
        <Button label={DOCUMENT_WORDS.copy} act="copy" press={() => copy(app, made)} />
        <Downloads made={made} />
        {made.said?.turn === app.case.turn && <span class="cl-said" aria-hidden="true">{made.said.text}</span>}
      </p>
    </article>
  );
}

/** Take what was written into a blank. A form may ask for one thing in two places; both show it. */
export function fill(app: App, id: string, value: string) {
  for (const field of app.stage.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(`[data-blank="${CSS.escape(id)}"]`)) {
    if (field.value !== value) field.value = value;
  }
  if (value) app.case.blanks.set(id, value);
  else app.case.blanks.delete(id);
}

/** The buttons that download one document. */
export function Downloads({ made }: { made: Made }) {
  const app = useApp();
  return (
    <>
      <Button label={DOCUMENT_WORDS.text} act="text" press={() => saveText(app, made)} />
      <Button label={DOCUMENT_WORDS.docx} act="docx" press={() => saveDocx(app, made)} />
    </>
  );
}

function Button({ label, act, press }: { label: string; act: string; press: () => void }) {
  return <button type="button" class="cl-button" data-act={act} onClick={press}>{label}</button>;
}

function putOnSheet(app: App, made: Made) {
  const sheet = document.createElement("div");
  sheet.className = "cl-sheet";
  if (made.size) sheet.dataset.size = String(made.size);
  draw(<Blocks blocks={made.blocks} blanks={app.case.blanks} level={1} />, sheet);
  app.root.append(sheet);
  return sheet;
}

/** Have the paper that is open follow the page, where somebody prints by the browser's own menu. */
export function printOpenPaper(app: App) {
  addEventListener("beforeprint", () => {
    const made = app.case.openDocument?.made;
    if (document.documentElement.dataset.printing || !made || !isOfNow(app, made)) return;
    const sheet = putOnSheet(app, made);
    addEventListener("afterprint", () => sheet.remove(), { once: true });
  });
}

/** Print only this document, on a sheet of its own. */
export function print(app: App, made: Made) {
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

async function copy(app: App, made: Made) {
  if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
  const { blanks } = app.case;
  const isCopied = await copyOut(fillIn(made.text, blanks), fillIn(made.html, blanks, escaped));
  say(app, made, isCopied ? DOCUMENT_WORDS.copied : "");
}

// What came of a press stands beside the buttons, and is told.
function say(app: App, made: Made, text: string) {
  made.said = { text, turn: app.case.turn };
  if (made === app.case.note) app.case.copied = text;
  if (text) app.announce(text);
  app.redraw();
}

function saveText(app: App, made: Made) {
  if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
  const name = `${made.name}.txt`;
  download(name, new Blob([fillIn(made.text, app.case.blanks)], { type: "text/plain" }));
  say(app, made, DOCUMENT_WORDS.written(name));
}

async function saveDocx(app: App, made: Made) {
  if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
  say(app, made, DOCUMENT_WORDS.making);
  const one = app.case;
  try {
    const { makeDocx } = await loadWhole<WordProcessor>("word-processor.js");
    if (app.case !== one) return; // a paper of another case, with the names of this one
    if (!isOfNow(app, made)) return say(app, made, DOCUMENT_WORDS.notYet);
    const name = `${made.name}.docx`;
    download(name, await makeDocx(made, app.case.blanks));
    say(app, made, DOCUMENT_WORDS.written(name));
  } catch (error) {
    console.warn("coordguide: no word-processor file:", error);
    say(app, made, DOCUMENT_WORDS.docxFailed);
  }
}

interface WordProcessor {
  makeDocx(made: Made, blanks: ReadonlyMap<string, string>): Promise<Blob>;
}
