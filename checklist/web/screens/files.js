// Keeping a case and taking it away: a file, a locked file, reminders, tables.
import { download } from "../documents/download.js";
import { h, PRIVATE } from "./dom.js";
import { canLock, lock, readLocked, unlock } from "../case/encryption.js";
import { IDLE_CHOICES } from "../case/tab-storage.js";
import { P } from "../words/documents.js";

const MOST_BYTES = 2_000_000;
const MOST_LABEL = 20;
const SHORTEST = 8;
const TAKEN = {
  ics: ["reminders.ics", "text/calendar"],
  csv: ["case.csv", "text/csv"],
  audit: ["chart-audit.csv", "text/csv"],
  json: ["case-result.json", "application/json"],
};

/** The part of the page that keeps, opens and takes away. */
export function files(app) {
  return h("section", { key: "files", id: "cl-files", class: "cl-place", "data-open": "true", "aria-labelledby": "cl-title-files" },
    h("h2", { id: "cl-title-files", tabindex: -1 }, P.files),
    h("p", { class: "cl-muted" }, app.canKeep ? P.kept : P.notKept),
    news(app),
    labelField(app),
    h("form", { key: "save", onsubmit: (event) => submit(event, () => save(app)) },
      passphraseField(app),
      h("p", { class: "cl-actions" },
        button(P.save, () => save(app), "save", "cl-primary"),
        openButton(app))),
    app.locked && unlockField(app),
    h("p", { key: "take", class: "cl-actions" },
      app.view?.contacts.some(hasReminder) && button(P.ics, () => take(app, "ics"), "ics"),
      button(P.csv, () => take(app, "csv"), "csv"),
      button(P.audit, () => take(app, "audit"), "audit"),
      button(P.json, () => take(app, "json"), "json")),
    h("p", { key: "erase", class: "cl-actions" },
      button(P.erase, app.act.startOver, "erase"),
      h("label", { for: "cl-idle", class: "cl-idle" }, P.idle),
      h("select", { id: "cl-idle", value: String(app.idle), onchange: ({ target }) => app.setIdle(Number(target.value)) },
        IDLE_CHOICES.map((count) => h("option", { value: String(count) }, P.minutes(count))))));
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
  return button(P.opened, choose, "open");
}

function hasReminder(answer) {
  return answer.records.outstanding.some((request) => request["next-date"]) || answer.roi.status === "valid";
}

function news(app) {
  return app.news.length > 0 && h("div", { key: "news", class: "cl-news", role: "status" },
    app.news.map((line) => h("p", null, line)));
}

function labelField(app) {
  const warning = looksLike(app.caseLabel);
  return h("p", { key: "label", class: "cl-fill" },
    h("label", { for: "cl-case-label" }, P.label),
    h("input", {
      id: "cl-case-label", value: app.caseLabel, maxlength: MOST_LABEL, ...PRIVATE,
      "aria-describedby": "cl-case-label-note", oninput: ({ target }) => app.setLabel(target.value),
    }),
    h("span", { id: "cl-case-label-note", role: "status", class: warning ? "cl-wrong" : "cl-muted" }, warning ? P.looksLike[warning] : P.labelHelp));
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
    h("label", { for: "cl-passphrase" }, P.passphrase),
    h("input", {
      id: "cl-passphrase", type: "password", ...PRIVATE, autocomplete: "new-password", disabled: !canLock(),
      "aria-describedby": "cl-passphrase-note",
    }),
    h("span", { id: "cl-passphrase-note", class: app.tooShort ? "cl-wrong" : "cl-muted" },
      app.tooShort ? P.short : canLock() ? P.passphraseHelp : P.noCrypto));
}

function unlockField(app) {
  const open = async () => {
    const field = document.getElementById("cl-unlock");
    const file = app.locked;
    try {
      const text = await unlock(file, field.value);
      app.locked = null;
      openText(app, text);
    } catch (error) {
      refuse(app, P.refused[error.message] ?? P.refused.locked);
    }
  };
  const cancel = () => {
    app.locked = null;
    app.redraw();
  };
  return h("form", { key: "unlock", class: "cl-fill cl-unlock", onsubmit: (event) => submit(event, open) },
    h("label", { for: "cl-unlock" }, P.passphraseFor),
    h("input", { id: "cl-unlock", type: "password", ...PRIVATE }),
    button(P.unlock, open, "unlock", "cl-primary"), button(P.cancel, cancel, "cancel"));
}

function save(app) {
  const field = document.getElementById("cl-passphrase");
  const passphrase = field.value;
  app.tooShort = passphrase.length > 0 && passphrase.length < SHORTEST;
  if (app.tooShort) {
    app.announce(P.short);
    return app.redraw();
  }
  app.request("save", { label: app.caseLabel, key: app.key }, async ({ type, text, message }) => {
    if (type === "error") return refuse(app, message);
    const name = passphrase ? "case-locked.json" : "case.json";
    download(name, new Blob([passphrase ? await lock(text, passphrase) : text], { type: "application/json" }));
    field.value = "";
    app.announce(P.written(name));
  });
}

function take(app, form) {
  app.request("take", { as: form, key: app.key }, ({ type, text, message }) => {
    if (type === "error") return refuse(app, message);
    const [name, kind] = TAKEN[form];
    download(name, new Blob([text], { type: kind }));
    app.announce(P.written(name));
  });
}

/** Open a file the person chose; whatever is wrong with it, the case on screen stays. */
export async function openFile(app, file) {
  if (file.size > MOST_BYTES) return refuse(app, P.refused.large);
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return refuse(app, P.refused.unread);
  }
  const locked = readLocked(text);
  if (!locked) return openText(app, text);
  if (!canLock()) return refuse(app, P.noCrypto);
  app.locked = locked;
  app.news = [];
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
  app.news = [message];
  app.announce(message);
  app.redraw();
  app.showFiles();
}

// What is different now, in sentences: versions, answers set aside, other results.
function tell({ same, saved, now, aside, differences }) {
  const place = (contact) => contact ?? P.theCase;
  const plain = (value) => (value === null || value === undefined ? P.nothing : [value].flat().join(", ") || P.nothing);
  const lines = [P.isOpen];
  if (saved.content.sha256 !== now.content.sha256) {
    lines.push(P.otherVersion(shown(saved.content), shown(now.content)));
  }
  if (same) lines.push(P.sameAnswer);
  for (const one of aside) lines.push(P.aside(place(one.contact), one.fact, JSON.stringify(one.value)));
  for (const one of differences) lines.push(P.difference(place(one.contact), one.part, plain(one.was), plain(one.now)));
  return lines;
}

function shown({ version, sha256 }) {
  return `${version} (${sha256.slice(0, 12)})`;
}
