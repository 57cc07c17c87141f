// Saving a case to a file, and opening one: a dialog each, with what is wrong beside the button.
import type { ReplayReply } from "messages";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { written } from "../case/clock.ts";
import { canLock, EncryptionError, lock, readLocked, unlock } from "../case/encryption.ts";
import { MOST_LABEL, plainLabel } from "../case/label.ts";
import { localDate } from "../case/state.ts";
import { download } from "../documents/download.ts";
import { LAYERS, WORDS } from "../words/checklist.ts";
import { DOCUMENT_WORDS } from "../words/documents.ts";
import { FILE_WORDS } from "../words/files.ts";
import { plainShort } from "../words/outside/plain.ts";
import { type App, useApp } from "./app.ts";
import { PRIVATE, Typed } from "./fields.tsx";

const MOST_BYTES = 2_000_000;
const SHORTEST = 8;

/** The dialog that is open, or nothing. It stands beside the columns, which may be inert. */
export function FileDialog() {
  const { dialog } = useApp().case;
  if (!dialog) return null;
  return dialog === "save" ? <SaveDialog key="save" /> : <OpenDialog key="open" />;
}

// Not every browser gives the focus to a button that is pressed, so it is held here.
let pressed: HTMLElement | null = null;

/** Ask what the file is to be called and how it is kept, before one is written. */
export function askToSave(app: App, { currentTarget }: { currentTarget: EventTarget | null }) {
  show(app, "save", currentTarget);
}

function show(app: App, dialog: "save" | "open", by: EventTarget | null) {
  if (by instanceof HTMLElement) pressed = by;
  Object.assign(app.case, { dialog, refused: "" });
  app.redraw();
}

// At once, and not when the dialog tells that it was closed: another case may be on the page by then.
function leave(app: App) {
  document.querySelector<HTMLDialogElement>(".cl-file-dialog")?.close();
  Object.assign(app.case, { dialog: "", refused: "", passphrase: "", locked: null });
  app.redraw();
  if (pressed?.isConnected) pressed.focus();
}

function Dialog({ title, act, children }: { title: string; act: () => void; children: ComponentChildren }) {
  const app = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal();
  }, []);
  // A browser may close it without asking first, on a second Escape.
  const closed = () => app.case.dialog && !dialog.current?.open && leave(app);
  const cancel = (event: Event) => {
    event.preventDefault();
    leave(app);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    act();
  };
  // A sandboxed frame sends no form, not even to the page itself.
  const onEnter = (event: KeyboardEvent) => event.key === "Enter" && !event.isComposing && event.target instanceof HTMLInputElement && submit(event);
  return (
    <dialog ref={dialog} class="cl-dialog cl-file-dialog" aria-labelledby="cl-file-title" onCancel={cancel} onClose={closed}>
      <h2 id="cl-file-title">{title}</h2>
      <form onSubmit={submit} onKeyDown={onEnter}>{children}</form>
    </dialog>
  );
}

interface Press {
  label: string;
  act: string;
  press: (event: MouseEvent) => void;
  isMain?: boolean;
}

// The second press of a double click falls on what has come up under it.
function Button({ label, press, act, isMain = false }: Press) {
  return <button type="button" class={isMain ? "cl-button cl-primary" : "cl-button"} data-act={act} onClick={(event) => event.detail < 2 && press(event)}>{label}</button>;
}

// Within the dialog: what stands outside of it is not read out while it is open.
function Refused({ id }: { id: string }) {
  const { refused } = useApp().case;
  return <span id={id} class="cl-wrong" role="alert">{refused && <><span aria-hidden="true">⚠ </span>{refused}</>}</span>;
}

// ---- saving --------------------------------------------------------------

function SaveDialog() {
  const app = useApp();
  const { case: one } = app;
  return (
    <Dialog title={FILE_WORDS.save} act={() => save(app)}>
      <Label />
      <Passphrase />
      <p class="cl-actions">
        {canLock() && <Button label={FILE_WORDS.write} press={() => save(app)} act="write" isMain />}
        <Button label={FILE_WORDS.cancel} press={() => leave(app)} act="cancel" />
      </p>
      <p class="cl-muted">{FILE_WORDS.unlocked}</p>
      <p class="cl-actions"><Button label={FILE_WORDS.saveUnlocked} press={() => write(app, "")} act="save-unlocked" /></p>
      <p class="cl-muted">{FILE_WORDS.willBe(nameOf(one.label))}</p>
    </Dialog>
  );
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
        value={one.passphrase} aria-invalid={one.refused ? "true" : undefined} aria-describedby="cl-passphrase-note cl-passphrase-wrong"
        onInput={({ currentTarget }) => {
          one.passphrase = currentTarget.value;
        }}
      />
      <Refused id="cl-passphrase-wrong" />
      <span id="cl-passphrase-note" class="cl-muted">{canLock() ? FILE_WORDS.passphraseHelp : FILE_WORDS.noCrypto}</span>
    </p>
  );
}

function save(app: App) {
  // What a program filled in may have told nobody; what was typed may be gone from the field.
  const passphrase = document.querySelector<HTMLInputElement>("#cl-passphrase")?.value || app.case.passphrase;
  if (passphrase.length < SHORTEST) return refuse(app, passphrase ? FILE_WORDS.short : FILE_WORDS.noPassphrase, "#cl-passphrase");
  write(app, passphrase);
}

function write(app: App, passphrase: string) {
  app.request("save", { label: app.case.label, key: app.case.key }, async (reply) => {
    if (reply.type === "error") return refuse(app, reply.message, "#cl-case-label");
    const one = app.case;
    const text = passphrase ? await lock(reply.text, passphrase) : reply.text;
    if (app.case !== one) return; // the page was cleared meanwhile
    const name = nameOf(one.label, Boolean(passphrase));
    one.saved = DOCUMENT_WORDS.written(name);
    leave(app);
    app.announce(one.saved);
    download(name, new Blob([text], { type: "application/json" }));
  });
}

// By which somebody finds it again. The label says who it is to nobody else.
function nameOf(label: string, isLocked = false) {
  const plain = label.replaceAll(/[^\p{L}\p{N}_-]+/gu, "-").replaceAll(/^-+|-+$/g, "");
  return `${["case", plain, localDate(), isLocked && "encrypted"].filter(Boolean).join("-")}.json`;
}

// Beside the button, with the focus where it can be mended.
function refuse(app: App, message: string, field: string) {
  app.case.refused = message;
  app.focusAfter(field);
  app.redraw();
}

// ---- opening -------------------------------------------------------------

/** The button that opens a saved case; it also stands where no edition is chosen yet. */
export function OpenButton() {
  const app = useApp();
  return <Button label={FILE_WORDS.opened} press={({ currentTarget }) => choose(app, currentTarget)} act="open" />;
}

function choose(app: App, by: EventTarget | null) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
  input.onchange = () => {
    const [file] = input.files ?? [];
    if (file) openFile(app, file, by);
  };
  input.click();
}

// Whatever is wrong with the file, the case on screen stays.
function OpenDialog() {
  const app = useApp();
  const { locked, refused } = app.case;
  const open = () => openLocked(app);
  return (
    <Dialog title={FILE_WORDS.opened} act={open}>
      {locked && (
        <p class="cl-fill">
          <label for="cl-unlock">{FILE_WORDS.passphraseFor}</label>
          <input id="cl-unlock" type="password" aria-invalid={refused ? "true" : undefined} aria-describedby="cl-unlock-wrong" {...PRIVATE} />
        </p>
      )}
      <p><Refused id="cl-unlock-wrong" /></p>
      <p class="cl-actions">
        {locked && <Button label={FILE_WORDS.unlock} press={open} act="unlock" isMain />}
        {refused && <Button label={FILE_WORDS.other} press={() => choose(app, null)} act="choose-other" />}
        <Button label={FILE_WORDS.cancel} press={() => leave(app)} act="cancel" />
      </p>
    </Dialog>
  );
}

async function openFile(app: App, file: File, by: EventTarget | null) {
  const one = app.case;
  const refused = (message: string) => {
    show(app, "open", by);
    refuse(app, message, '[data-act="choose-other"]');
  };
  if (file.size > MOST_BYTES) return refused(FILE_WORDS.refused.large);
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return refused(FILE_WORDS.refused.unread);
  }
  if (app.case !== one) return; // the page was cleared meanwhile
  one.locked = readLocked(text);
  if (!one.locked) return openText(app, text, refused);
  if (!canLock()) return refused(FILE_WORDS.noCrypto);
  show(app, "open", by);
}

async function openLocked(app: App) {
  const field = document.querySelector<HTMLInputElement>("#cl-unlock");
  const one = app.case;
  const { locked } = one;
  if (!field || !locked) return;
  const refused = (message: string) => refuse(app, message, "#cl-unlock");
  try {
    const text = await unlock(locked, field.value);
    if (app.case !== one) return; // the page was cleared meanwhile
    one.locked = null;
    openText(app, text, refused);
  } catch (error) {
    if (app.case === one) refused(error instanceof EncryptionError ? FILE_WORDS.refused[error.message as keyof typeof FILE_WORDS.refused] : FILE_WORDS.refused.locked);
  }
}

function openText(app: App, text: string, refused: (message: string) => void) {
  app.request("replay", { file: text }, (reply) => {
    if (reply.type === "error") return refused(reply.message);
    app.adopt(reply, whatChanged(app, reply));
  });
}

// ---- what is different since ---------------------------------------------

/** What is different since the case on the page was saved: the first thing that is read of it. */
export function Opened() {
  const app = useApp();
  const { opened, state } = app.case;
  if (!opened.length) return null;
  const isOfOtherDay = state.today !== localDate();
  return (
    <section key="opened" class="cl-news cl-opened" aria-labelledby="cl-title-opened">
      <h2 id="cl-title-opened" tabindex={-1}>{opened[0]}</h2>
      {opened.slice(1).map((line) => <p>{line}</p>)}
      {isOfOtherDay && <p>{FILE_WORDS.ofDay(written(state.today))}</p>}
      <p class="cl-actions">
        {isOfOtherDay && <Button label={FILE_WORDS.answerToday} press={() => app.actions.today()} act="opened-today" />}
        <BringBack />
      </p>
    </section>
  );
}

/** The way back to the case that was on the page before another was opened. */
export function BringBack() {
  const app = useApp();
  return app.case.before.length > 0 && <Button label={FILE_WORDS.bringBack} press={app.bringBack} act="bring-back" />;
}

// In the words of the page where there are any: versions, answers set aside, other results.
function whatChanged({ case: { catalogue } }: App, { same, saved, now, aside, differences }: ReplayReply) {
  const part = (name: string) => (Object.hasOwn(LAYERS, name) ? LAYERS[name as keyof typeof LAYERS] : name);
  const word = (value: unknown) => catalogue?.outcomes[String(value)]?.title ?? String(value);
  const plain = (value: unknown) => [value ?? []].flat().map(word).join(", ") || FILE_WORDS.nothing;
  const lines: string[] = [FILE_WORDS.isOpen];
  if (same) lines.push(FILE_WORDS.sameAnswer);
  for (const one of differences) lines.push(FILE_WORDS.difference(place(one.contact), part(one.part), plain(one.was), plain(one.now)));
  lines.push(...aside.map(toldAside));
  if (saved.content.sha256 !== now.content.sha256) lines.push(FILE_WORDS.otherVersion(shown(saved.content), shown(now.content)));
  return lines;
}

function place(contact: string | null) {
  return contact ? WORDS.contactLabel(contact.replace("contact-", "")) : FILE_WORDS.theCase;
}

const MOST_TOLD = 120; // characters of an answer that is set aside: enough to know it again

/** An answer that was set aside, in a sentence; what stands in it is not ours. */
export function toldAside({ contact, fact, value }: ReplayReply["aside"][number]) {
  return FILE_WORDS.aside(place(contact), plainShort(String(fact), MOST_TOLD), plainShort(JSON.stringify(value), MOST_TOLD));
}

function shown({ version, sha256 }: { version: string; sha256: string }) {
  return `${version} (${sha256.slice(0, 12)})`;
}
