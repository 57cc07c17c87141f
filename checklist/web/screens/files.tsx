// Keeping a case and taking it away: a file, a locked file, reminders, tables.
import type { Form, ReplayReply } from "messages";
import { written } from "../case/clock.ts";
import { canLock, EncryptionError, lock, readLocked, unlock } from "../case/encryption.ts";
import { MOST_LABEL, plainLabel } from "../case/label.ts";
import { localDate } from "../case/state.ts";
import { IDLE_CHOICES } from "../case/tab-storage.ts";
import { download } from "../documents/download.ts";
import { DOCUMENT_WORDS } from "../words/documents.ts";
import { FILE_WORDS } from "../words/files.ts";
import { plainShort } from "../words/plain.ts";
import { type App, useApp } from "./app.ts";
import { PRIVATE, Typed } from "./fields.tsx";

const MOST_BYTES = 2_000_000;
const DAMAGED = "what-was-kept.txt";
const SHORTEST = 8;
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
  const { reminders, unlocked, locked } = app.case;
  return (
    <section id="cl-files" class="cl-place" data-open="true" aria-labelledby="cl-title-files">
      <h2 id="cl-title-files" tabindex={-1}>{FILE_WORDS.files}</h2>
      <p class="cl-muted">{app.canKeep ? FILE_WORDS.kept : FILE_WORDS.notKept}</p>
      <News />
      <Label />
      <form onSubmit={(event) => submit(event, () => save(app))}>
        <Passphrase />
        <p class="cl-actions">
          <Button label={FILE_WORDS.save} press={() => save(app)} act="save" isMain />
          <OpenButton />
        </p>
        {unlocked === "asked" && <UnlockedQuestion />}
      </form>
      {locked && <Unlock />}
      <p class="cl-actions">
        {reminders > 0 && <Button label={FILE_WORDS.ics} press={() => take(app, "ics")} act="ics" />}
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

// For the Enter key. A sandboxed frame sends no form, so the buttons act by themselves.
function submit(event: Event, act: () => void) {
  event.preventDefault();
  act();
}

function Button({ label, press, act, isMain = false }: { label: string; press: () => void; act: string; isMain?: boolean }) {
  return <button type="button" class={isMain ? "cl-button cl-primary" : "cl-button"} data-act={act} onClick={press}>{label}</button>;
}

/** The button that opens a saved case; it also stands where no edition is chosen yet. */
export function OpenButton() {
  const app = useApp();
  const choose = () => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
    input.onchange = () => {
      const [file] = input.files ?? [];
      if (file) openFile(app, file);
    };
    input.click();
  };
  return <Button label={FILE_WORDS.opened} press={choose} act="open" />;
}

/** Where no case is on the page yet: the passphrase of a file that was chosen, and what is wrong with it. */
export function OpeningFile() {
  const { case: { locked, news, damaged } } = useApp();
  if (!locked && (damaged || !news.length)) return null;
  return (
    <section id="cl-files" class="cl-place" data-open="true" aria-labelledby="cl-title-files">
      <h2 id="cl-title-files" tabindex={-1}>{FILE_WORDS.opened}</h2>
      <News />
      {locked && <Unlock />}
    </section>
  );
}

function News() {
  const app = useApp();
  const { news, damaged, before } = app.case;
  if (!news.length) return null;
  return (
    <div class="cl-news" role="status">
      {news.map((line) => <p>{line}</p>)}
      {damaged && <TakeDamaged />}
      {before.length > 0 && <Button label={FILE_WORDS.bringBack} press={app.bringBack} act="bring-back" />}
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

function Label() {
  const { case: { label }, setLabel } = useApp();
  const warning = looksLike(label);
  const take = (field: HTMLInputElement) => {
    const plain = plainLabel(field.value);
    if (plain !== field.value) {
      const at = plainLabel(field.value.slice(0, field.selectionStart ?? undefined)).length; // where one typed
      field.value = plain;
      field.setSelectionRange(at, at);
    }
    setLabel(plain);
  };
  return (
    <p class="cl-fill">
      <label for="cl-case-label">{FILE_WORDS.label}</label>
      <Typed
        id="cl-case-label" value={label} maxlength={MOST_LABEL} {...PRIVATE}
        aria-describedby="cl-case-label-note" onInput={({ currentTarget }) => take(currentTarget)}
      />
      <span id="cl-case-label-note" role="status" class={warning ? "cl-wrong" : "cl-muted"}>{warning ? FILE_WORDS.looksLike[warning] : FILE_WORDS.labelHelp}</span>
    </p>
  );
}

type Likeness = keyof typeof FILE_WORDS.looksLike;

/** What a label should not be, or null. */
export function looksLike(label: string) {
  return (Object.keys(SHAPES) as Likeness[]).find((kind) => SHAPES[kind].some((shape) => shape.test(label))) ?? null;
}

const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const SHAPES: Readonly<Record<Likeness, readonly RegExp[]>> = {
  ssn: [/(?<!\d)\d{3}[- ]?\d{2}[- ]?\d{4}(?!\d)/],
  phone: [/(?<!\d)\(?\d{3}\)?[-. /]?\d{3}[-. ]?\d{4}(?!\d)/, /(?<!\d)\d{3}[-. ]\d{4}(?!\d)/],
  birth: [
    /(?<!\d)\d{1,2}[-./ ]\d{1,2}[-./ ](\d{2}|\d{4})(?!\d)/,
    /(?<!\d)(19|20)\d{2}[-./ ]?\d{2}[-./ ]?\d{2}(?!\d)/,
    new RegExp(`\\d{1,2}\\.? ?${MONTH} ?\\d{2,4}|${MONTH} ?\\d{1,2},? ?\\d{2,4}`, "i"),
    /\b(dob|born)\b/i,
  ],
  name: [/^\p{Lu}\p{Ll}+,? \p{Lu}\p{Ll}+$/u],
};

function Passphrase() {
  const { case: one } = useApp();
  return (
    <p class="cl-fill">
      <label for="cl-passphrase">{FILE_WORDS.passphrase}</label>
      <Typed
        id="cl-passphrase" type="password" {...PRIVATE} autocomplete="new-password" disabled={!canLock()}
        value={one.passphrase} aria-describedby="cl-passphrase-note"
        onInput={({ currentTarget }) => {
          one.passphrase = currentTarget.value;
        }}
      />
      <span id="cl-passphrase-note" class={one.tooShort ? "cl-wrong" : "cl-muted"}>
        {one.tooShort ? FILE_WORDS.short : canLock() ? FILE_WORDS.passphraseHelp : FILE_WORDS.noCrypto}
      </span>
    </p>
  );
}

function Unlock() {
  const app = useApp();
  const cancel = () => {
    app.case.locked = null;
    app.redraw();
  };
  const open = () => openLocked(app);
  return (
    <form class="cl-fill cl-unlock" onSubmit={(event) => submit(event, open)}>
      <label for="cl-unlock">{FILE_WORDS.passphraseFor}</label>
      <input id="cl-unlock" type="password" {...PRIVATE} />
      <Button label={FILE_WORDS.unlock} press={open} act="unlock" isMain /><Button label={FILE_WORDS.cancel} press={cancel} act="cancel" />
    </form>
  );
}

async function openLocked(app: App) {
  const field = document.querySelector<HTMLInputElement>("#cl-unlock");
  const one = app.case;
  const { locked } = one;
  if (!field || !locked) return;
  try {
    const text = await unlock(locked, field.value);
    if (app.case !== one) return; // the page was cleared meanwhile
    one.locked = null;
    openText(app, text);
  } catch (error) {
    if (app.case === one) refuse(app, error instanceof EncryptionError ? FILE_WORDS.refused[error.message as keyof typeof FILE_WORDS.refused] : FILE_WORDS.refused.locked);
  }
}

// What an unlocked file means is said before one is written, once for each case.
function UnlockedQuestion() {
  const app = useApp();
  const agree = () => {
    app.case.unlocked = "agreed";
    save(app);
    app.redraw();
  };
  return (
    <div class="cl-confirm" role="group" aria-labelledby="cl-unlocked">
      <p id="cl-unlocked">{FILE_WORDS.unlockedAsk}</p>
      <p class="cl-actions"><Button label={FILE_WORDS.saveUnlocked} press={agree} act="save-unlocked" /></p>
    </div>
  );
}

function askUnlocked(app: App) {
  app.case.unlocked = "asked";
  app.announce(FILE_WORDS.unlockedAsk);
  app.focusAfter(canLock() ? "#cl-passphrase" : '[data-act="save-unlocked"]');
  app.redraw();
}

function save(app: App) {
  // What a program filled in may have told nobody; what was typed may be gone from the field.
  const passphrase = document.querySelector<HTMLInputElement>("#cl-passphrase")?.value || app.case.passphrase;
  app.case.tooShort = passphrase.length > 0 && passphrase.length < SHORTEST;
  if (app.case.tooShort) {
    app.announce(FILE_WORDS.short);
    return app.redraw();
  }
  if (!passphrase && app.case.unlocked !== "agreed") return askUnlocked(app);
  app.request("save", { label: app.case.label, key: app.case.key }, async (reply) => {
    if (reply.type === "error") return refuse(app, reply.message);
    const name = passphrase ? "case-locked.json" : "case.json";
    download(name, new Blob([passphrase ? await lock(reply.text, passphrase) : reply.text], { type: "application/json" }));
    forgetPassphrase(app);
    app.announce(DOCUMENT_WORDS.written(name));
  });
}

function forgetPassphrase(app: App) {
  app.case.passphrase = "";
  if (app.case.unlocked === "asked") app.case.unlocked = "";
  const field = document.querySelector<HTMLInputElement>("#cl-passphrase");
  if (field) field.value = "";
  app.redraw();
}

function take(app: App, form: Form) {
  app.request("take", { as: form, key: app.case.key }, (reply) => {
    if (reply.type === "error") return refuse(app, reply.message);
    const [name, kind, mark = ""] = TAKEN[form];
    download(name, new Blob([mark, reply.text], { type: kind }));
    app.announce(DOCUMENT_WORDS.written(name));
  });
}

// Open a file the person chose; whatever is wrong with it, the case on screen stays.
async function openFile(app: App, file: File) {
  if (file.size > MOST_BYTES) return refuse(app, FILE_WORDS.refused.large);
  const one = app.case;
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return refuse(app, FILE_WORDS.refused.unread);
  }
  if (app.case !== one) return; // the page was cleared meanwhile
  const locked = readLocked(text);
  if (!locked) return openText(app, text);
  if (!canLock()) return refuse(app, FILE_WORDS.noCrypto);
  app.case.locked = locked;
  app.case.news = [];
  app.redraw();
  app.showFiles();
  document.getElementById("cl-unlock")?.focus();
}

function openText(app: App, text: string) {
  app.request("replay", { file: text }, (reply) => {
    if (reply.type === "error") return refuse(app, reply.message);
    app.adopt(reply, whatChanged(reply));
  });
}

function refuse(app: App, message: string) {
  app.case.news = [message];
  app.announce(message);
  app.redraw();
  app.showFiles();
}

// What is different now, in sentences: versions, answers set aside, other results.
function whatChanged({ case: { today }, same, saved, now, aside, differences }: ReplayReply) {
  const place = (contact: string | null) => contact ?? FILE_WORDS.theCase;
  const plain = (value: unknown) => (value === null || value === undefined ? FILE_WORDS.nothing : [value].flat().join(", ") || FILE_WORDS.nothing);
  const lines: string[] = [FILE_WORDS.isOpen];
  if (today !== localDate()) lines.push(FILE_WORDS.dayOfFile(written(today))); // a release may have ended since
  if (saved.content.sha256 !== now.content.sha256) {
    lines.push(FILE_WORDS.otherVersion(shown(saved.content), shown(now.content)));
  }
  if (same) lines.push(FILE_WORDS.sameAnswer);
  lines.push(...aside.map(toldAside));
  for (const one of differences) lines.push(FILE_WORDS.difference(place(one.contact), one.part, plain(one.was), plain(one.now)));
  return lines;
}

const MOST_TOLD = 120; // characters of an answer that is set aside: enough to know it again

/** An answer that was set aside, in a sentence; what stands in it is not ours. */
export function toldAside({ contact, fact, value }: ReplayReply["aside"][number]) {
  return FILE_WORDS.aside(contact ?? FILE_WORDS.theCase, plainShort(String(fact), MOST_TOLD), plainShort(JSON.stringify(value), MOST_TOLD));
}

function shown({ version, sha256 }: { version: string; sha256: string }) {
  return `${version} (${sha256.slice(0, 12)})`;
}
