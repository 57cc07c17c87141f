// The note for the chart: shown as the engine wrote it, copied as plain text.
import { Blocks, fillIn } from "../documents/blocks.tsx";
import { Downloads, LongNote, LongNoteButton, print } from "../documents/documents.tsx";
import { WORDS } from "../words/checklist.ts";
import { DOCUMENT_WORDS } from "../words/documents.ts";
import { type App, useApp } from "./app.ts";
import { isOfNow } from "./page-state.ts";

/** The note with its copy and print buttons. */
export function Note() {
  const app = useApp();
  const { note, blanks, copied } = app.case;
  const { portal } = app;
  if (!note) return null;
  return (
    <div class="cl-result cl-note-part" data-behind={isOfNow(app, note) ? undefined : ""}>
      <h3 id="cl-note-title">{WORDS.note}</h3>
      <div class="cl-note" id="cl-note" role="region" tabindex={0} aria-labelledby="cl-note-title"><Blocks blocks={note.blocks} blanks={blanks} /></div>
      <p class="cl-actions">
        <button type="button" class="cl-button cl-primary" onClick={() => copyNote(app)}>{WORDS.copy}</button>
        {portal && <button type="button" class="cl-button" data-act="send" onClick={({ detail }) => detail < 2 && portal.send()}>{WORDS.sendTo(portal.origin)}</button>}
        <button type="button" class="cl-button" data-act="print" onClick={() => print(app, note)}>{WORDS.print}</button>
        <Downloads made={note} />
        <LongNoteButton />
        <span class="cl-said" aria-hidden="true">{copied}</span>
      </p>
      <LongNote />
    </div>
  );
}

/** Copy the note, with what was said. */
export async function copyNote(app: App) {
  const { note } = app.case;
  if (!note || !isOfNow(app, note)) return app.announce(DOCUMENT_WORDS.notYet);
  const said = (await isWritten(fillIn(note.text, app.case.blanks))) ? WORDS.copied : selected();
  app.case.copied = said;
  app.announce(said);
  app.redraw();
}

async function isWritten(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no clipboard here, or not allowed: the note is selected instead
  }
}

function selected() {
  const region = document.getElementById("cl-note");
  if (!region) return "";
  getSelection()?.selectAllChildren(region);
  region.focus();
  return document.execCommand("copy") ? WORDS.copied : WORDS.copyByHand;
}
