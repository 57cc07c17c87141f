// Keeping a case and taking it away: a file, reminders, tables, and what was kept of a case before.
import type { Form } from "messages";
import { IDLE_CHOICES } from "../case/tab-storage.ts";
import { download } from "../documents/download.ts";
import { DOCUMENT_WORDS } from "../words/documents.ts";
import { FILE_WORDS } from "../words/files.ts";
import { type App, useApp } from "./app.ts";
import { askToSave, BringBack, OpenButton } from "./file-dialogs.tsx";

const DAMAGED = "what-was-kept.txt";
const MARK = "\ufeff"; // by which a spreadsheet program knows how the letters of a table are written
const TAKEN: Readonly<Record<Form, readonly [name: string, kind: string, mark?: string]>> = {
  ics: ["reminders.ics", "text/calendar"],
  csv: ["case.csv", "text/csv", MARK],
  audit: ["chart-audit.csv", "text/csv", MARK],
  json: ["case-result.json", "application/json"],
};

/** The part of the page that keeps, opens and takes away. */
export function Files() {
  const app = useApp();
  return (
    <section id="cl-files" class="cl-place" data-open="true" aria-labelledby="cl-title-files">
      <h2 id="cl-title-files" tabindex={-1}>{FILE_WORDS.files}</h2>
      <p class="cl-muted">{app.canKeep ? FILE_WORDS.kept : FILE_WORDS.notKept}</p>
      <News />
      <p class="cl-actions">
        <SaveButton isMain /><OpenButton />
        {/* In whole steps what was opened stands above, with this beside it. */}
        {app.pace === "one" && <BringBack />}
      </p>
      <Saved />
      <p class="cl-actions">
        {app.case.reminders > 0 && <Button label={FILE_WORDS.ics} press={() => take(app, "ics")} act="ics" />}
        <Button label={FILE_WORDS.csv} press={() => take(app, "csv")} act="csv" />
        <Button label={FILE_WORDS.audit} press={() => take(app, "audit")} act="audit" />
        <Button label={FILE_WORDS.json} press={() => take(app, "json")} act="json" />
      </p>
      <p class="cl-actions">
        <Button label={FILE_WORDS.erase} press={app.actions.startOver} act="erase" />
        <label for="cl-idle" class="cl-idle">{FILE_WORDS.idle}</label>
        <select id="cl-idle" value={String(app.idle)} onChange={({ currentTarget }) => app.setIdle(Number(currentTarget.value))}>
          {IDLE_CHOICES.map((count) => <option value={String(count)}>{FILE_WORDS.minutes(count)}</option>)}
        </select>
      </p>
    </section>
  );
}

/** The way to that part, where it is not on screen, and the one thing of it that is done most. */
export function ToFiles() {
  const app = useApp();
  return (
    <div class="cl-to-files">
      <p class="cl-actions">
        <SaveButton />
        <button type="button" class="cl-link" data-act="files" onClick={app.showFiles}>{FILE_WORDS.toFiles}</button>
      </p>
      <Saved />
    </div>
  );
}

function SaveButton({ isMain = false }: { isMain?: boolean }) {
  const app = useApp();
  return <button type="button" class={isMain ? "cl-button cl-primary" : "cl-button"} data-act="save" onClick={(event) => askToSave(app, event)}>{FILE_WORDS.save}</button>;
}

// What it is called, and that it was saved as it is now.
function Saved() {
  const { case: { label, saved } } = useApp();
  return (
    <>
      {label && <p class="cl-case-label">{FILE_WORDS.called(label)}</p>}
      {saved && <p class="cl-saved">✓ {saved}</p>}
    </>
  );
}

function Button({ label, press, act }: { label: string; press: () => void; act: string }) {
  return <button type="button" class="cl-button" data-act={act} onClick={press}>{label}</button>;
}

function News() {
  const { news, damaged } = useApp().case;
  if (!news.length) return null;
  return (
    <div class="cl-news" role="status">
      {news.map((line) => <p>{line}</p>)}
      {damaged && <TakeDamaged />}
    </div>
  );
}

function TakeDamaged() {
  const app = useApp();
  const takeIt = () => {
    download(DAMAGED, new Blob([app.case.damaged], { type: "text/plain" }));
    app.announce(DOCUMENT_WORDS.written(DAMAGED));
  };
  return <Button label={FILE_WORDS.takeDamaged} press={takeIt} act="take-damaged" />;
}

/** What can be done with what was kept and cannot be read: take it away as a file, or drop it. */
export function DamagedButtons() {
  const { case: { damaged }, actions } = useApp();
  if (!damaged) return null;
  return <><TakeDamaged /><Button label={FILE_WORDS.erase} press={actions.startOver} act="erase" /></>;
}

function take(app: App, form: Form) {
  app.request("take", { as: form, key: app.case.key }, (reply) => {
    if (reply.type === "error") return refuse(app, reply.message);
    const [name, kind, mark = ""] = TAKEN[form];
    download(name, new Blob([mark, reply.text], { type: kind }));
    app.announce(DOCUMENT_WORDS.written(name));
  });
}

function refuse(app: App, message: string) {
  app.case.news = [message];
  app.announce(message);
  app.redraw();
  app.showFiles();
}
