// Keeping a case and taking it away: a file, a locked file, reminders, tables.
import { download } from "../documents/download.js";
import { h, PRIVATE } from "./dom.js";
import { canLock, lock, readLocked, unlock } from "../case/encryption.ts";
import { IDLE_CHOICES } from "../case/tab-storage.ts";
import { DOCUMENT_WORDS } from "../words/documents.js";
import { FILE_WORDS } from "../words/files.js";

const MOST_BYTES = 2_000_000;
const MOST_LABEL = 20;
const DAMAGED = "what-was-kept.txt";
const SHORTEST = 8;
const MARK = "\ufeff"; // by which a spreadsheet program knows how the letters of a table are written
const TAKEN = {
  ics: ["reminders.ics", "text/calendar"],
  csv: ["case.csv", "text/csv", MARK],
  audit: ["chart-audit.csv", "text/csv", MARK],
  json: ["case-result.json", "application/json"],
};

/** The part of the page that keeps, opens and takes away. */
export function files(app) {
  return h("section", { key: "files", id: "cl-files", class: "cl-place", "data-open": "true", "aria-labelledby": "cl-title-files" },
    h("h2", { id: "cl-title-files", tabindex: -1 }, FILE_WORDS.files),
    h("p", { class: "cl-muted" }, app.canKeep ? FILE_WORDS.kept : FILE_WORDS.notKept),
    news(app),
    labelField(app),
    h("form", { key: "save", onsubmit: (event) => submit(event, () => save(app)) },
      passphraseField(app),
      h("p", { class: "cl-actions" },
        button(FILE_WORDS.save, () => save(app), "save", "cl-primary"),
        openButton(app)),
      app.case.unlocked === "asked" && unlockedQuestion(app)),
    app.case.locked && unlockField(app),
    h("p", { key: "take", class: "cl-actions" },
      app.case.reminders > 0 && button(FILE_WORDS.ics, () => take(app, "ics"), "ics"),
      button(FILE_WORDS.csv, () => take(app, "csv"), "csv"),
      button(FILE_WORDS.audit, () => take(app, "audit"), "audit"),
      button(FILE_WORDS.json, () => take(app, "json"), "json")),
    h("p", { key: "erase", class: "cl-actions" },
      button(FILE_WORDS.erase, app.actions.startOver, "erase"),
      h("label", { for: "cl-idle", class: "cl-idle" }, FILE_WORDS.idle),
      h("select", { id: "cl-idle", value: String(app.idle), onchange: ({ target }) => app.setIdle(Number(target.value)) },
        IDLE_CHOICES.map((count) => h("option", { value: String(count) }, FILE_WORDS.minutes(count))))));
}

// For the Enter key. A sandboxed frame sends no form, so the buttons act by themselves.
function submit(event, act) {
  event.preventDefault();
  act();
}

function button(label, act, name, more = "") {
  return h("button", { type: "button", class: `cl-button ${more}`.trim(), "data-act": name, onclick: act }, label);
}

/** The button that opens a saved case; it also stands where no edition is chosen yet. */
export function openButton(app) {
  const choose = () => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
    input.onchange = () => input.files[0] && openFile(app, input.files[0]);
    input.click();
  };
  return button(FILE_WORDS.opened, choose, "open");
}

function news(app) {
  return app.case.news.length > 0 && h("div", { key: "news", class: "cl-news", role: "status" },
    app.case.news.map((line) => h("p", null, line)),
    app.case.damaged && damagedButtons(app)[0],
    app.case.before && button(FILE_WORDS.bringBack, () => app.adopt(app.case.before, [FILE_WORDS.broughtBack]), "bring-back"));
}

/** What can be done with what was kept and cannot be read: take it away as a file, or drop it. */
export function damagedButtons(app) {
  if (!app.case.damaged) return null;
  const takeIt = () => {
    download(DAMAGED, new Blob([app.case.damaged], { type: "text/plain" }));
    app.announce(DOCUMENT_WORDS.written(DAMAGED));
  };
  return [button(FILE_WORDS.takeDamaged, takeIt, "take-damaged"), button(FILE_WORDS.erase, app.actions.startOver, "erase")];
}

function labelField(app) {
  const warning = looksLike(app.case.label);
  return h("p", { key: "label", class: "cl-fill" },
    h("label", { for: "cl-case-label" }, FILE_WORDS.label),
    h("input", {
      id: "cl-case-label", value: app.case.label, maxlength: MOST_LABEL, ...PRIVATE,
      "aria-describedby": "cl-case-label-note", oninput: ({ target }) => app.setLabel(target.value),
    }),
    h("span", { id: "cl-case-label-note", role: "status", class: warning ? "cl-wrong" : "cl-muted" }, warning ? FILE_WORDS.looksLike[warning] : FILE_WORDS.labelHelp));
}

/** What a label should not be: `ssn`, `phone`, `birth`, `name`, or null. */
export function looksLike(label) {
  return Object.keys(SHAPES).find((kind) => SHAPES[kind].some((shape) => shape.test(label))) ?? null;
}

const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const SHAPES = {
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

function passphraseField(app) {
  return h("p", { class: "cl-fill" },
    h("label", { for: "cl-passphrase" }, FILE_WORDS.passphrase),
    h("input", {
      id: "cl-passphrase", type: "password", ...PRIVATE, autocomplete: "new-password", disabled: !canLock(),
      value: app.case.passphrase, "aria-describedby": "cl-passphrase-note",
      oninput: ({ target }) => (app.case.passphrase = target.value),
    }),
    h("span", { id: "cl-passphrase-note", class: app.case.tooShort ? "cl-wrong" : "cl-muted" },
      app.case.tooShort ? FILE_WORDS.short : canLock() ? FILE_WORDS.passphraseHelp : FILE_WORDS.noCrypto));
}

function unlockField(app) {
  const open = async () => {
    const field = document.getElementById("cl-unlock");
    const file = app.case.locked;
    try {
      const text = await unlock(file, field.value);
      app.case.locked = null;
      openText(app, text);
    } catch (error) {
      refuse(app, FILE_WORDS.refused[error.message] ?? FILE_WORDS.refused.locked);
    }
  };
  const cancel = () => {
    app.case.locked = null;
    app.redraw();
  };
  return h("form", { key: "unlock", class: "cl-fill cl-unlock", onsubmit: (event) => submit(event, open) },
    h("label", { for: "cl-unlock" }, FILE_WORDS.passphraseFor),
    h("input", { id: "cl-unlock", type: "password", ...PRIVATE }),
    button(FILE_WORDS.unlock, open, "unlock", "cl-primary"), button(FILE_WORDS.cancel, cancel, "cancel"));
}

// What an unlocked file means is said before one is written, once for each case.
function unlockedQuestion(app) {
  const agree = () => {
    app.case.unlocked = "agreed";
    save(app);
    app.redraw();
  };
  return h("div", { key: "unlocked", class: "cl-confirm", role: "group", "aria-labelledby": "cl-unlocked" },
    h("p", { id: "cl-unlocked" }, FILE_WORDS.unlockedAsk),
    h("p", { class: "cl-actions" }, button(FILE_WORDS.saveUnlocked, agree, "save-unlocked")));
}

function askUnlocked(app) {
  app.case.unlocked = "asked";
  app.announce(FILE_WORDS.unlockedAsk);
  app.focusAfter(canLock() ? "#cl-passphrase" : '[data-act="save-unlocked"]');
  app.redraw();
}

function save(app) {
  // What a program filled in may have told nobody; what was typed may be gone from the field.
  const passphrase = document.getElementById("cl-passphrase")?.value || app.case.passphrase;
  app.case.tooShort = passphrase.length > 0 && passphrase.length < SHORTEST;
  if (app.case.tooShort) {
    app.announce(FILE_WORDS.short);
    return app.redraw();
  }
  if (!passphrase && app.case.unlocked !== "agreed") return askUnlocked(app);
  app.request("save", { label: app.case.label, key: app.case.key }, async ({ type, text, message }) => {
    if (type === "error") return refuse(app, message);
    const name = passphrase ? "case-locked.json" : "case.json";
    download(name, new Blob([passphrase ? await lock(text, passphrase) : text], { type: "application/json" }));
    forgetPassphrase(app);
    app.announce(DOCUMENT_WORDS.written(name));
  });
}

function forgetPassphrase(app) {
  app.case.passphrase = "";
  if (app.case.unlocked === "asked") app.case.unlocked = "";
  const field = document.getElementById("cl-passphrase");
  if (field) field.value = "";
  app.redraw();
}

function take(app, form) {
  app.request("take", { as: form, key: app.case.key }, ({ type, text, message }) => {
    if (type === "error") return refuse(app, message);
    const [name, kind, mark = ""] = TAKEN[form];
    download(name, new Blob([mark, text], { type: kind }));
    app.announce(DOCUMENT_WORDS.written(name));
  });
}

/** Open a file the person chose; whatever is wrong with it, the case on screen stays. */
export async function openFile(app, file) {
  if (file.size > MOST_BYTES) return refuse(app, FILE_WORDS.refused.large);
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return refuse(app, FILE_WORDS.refused.unread);
  }
  const locked = readLocked(text);
  if (!locked) return openText(app, text);
  if (!canLock()) return refuse(app, FILE_WORDS.noCrypto);
  app.case.locked = locked;
  app.case.news = [];
  app.redraw();
  app.showFiles();
  document.getElementById("cl-unlock")?.focus();
}

function openText(app, text) {
  app.request("replay", { file: text }, (reply) => {
    if (reply.type === "error") return refuse(app, reply.message);
    app.adopt(reply, tell(reply));
  });
}

function refuse(app, message) {
  app.case.news = [message];
  app.announce(message);
  app.redraw();
  app.showFiles();
}

// What is different now, in sentences: versions, answers set aside, other results.
function tell({ same, saved, now, aside, differences }) {
  const place = (contact) => contact ?? FILE_WORDS.theCase;
  const plain = (value) => (value === null || value === undefined ? FILE_WORDS.nothing : [value].flat().join(", ") || FILE_WORDS.nothing);
  const lines = [FILE_WORDS.isOpen];
  if (saved.content.sha256 !== now.content.sha256) {
    lines.push(FILE_WORDS.otherVersion(shown(saved.content), shown(now.content)));
  }
  if (same) lines.push(FILE_WORDS.sameAnswer);
  for (const one of aside) lines.push(FILE_WORDS.aside(place(one.contact), one.fact, JSON.stringify(one.value)));
  for (const one of differences) lines.push(FILE_WORDS.difference(place(one.contact), one.part, plain(one.was), plain(one.now)));
  return lines;
}

function shown({ version, sha256 }) {
  return `${version} (${sha256.slice(0, 12)})`;
}
