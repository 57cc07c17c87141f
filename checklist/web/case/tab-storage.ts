// Losing nothing by accident, and leaving nothing behind: answers stay with this tab
// over a reload, and a page left alone clears itself.
import type { Case } from "messages";
import { FILE_WORDS } from "../words/files.js";

const NAME = "coordguide:case";
const LAST_CALL = 60; // seconds between the question and the clearing

/** What a reload must not lose. */
export interface Kept {
  state: Case;
  caseLabel: string;
  key: string;
  idle: number;
}

/** What of the page keeping and clearing need: the case, and ways to speak. */
export interface Keeper {
  readonly case: { readonly state: Case; readonly label: string; readonly key: string };
  readonly idle: number;
  readonly root: HTMLElement;
  canKeep: boolean;
  tell(text: string): void;
  announce(text: string): void;
}

/** After how many minutes without a sign of life the page clears itself; 0 is never. */
export const IDLE_CHOICES = [10, 30, 60, 120, 0];

/** A key that tells this case's reminders from another's, and says nothing. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether this browser keeps something for a tab. */
export function canKeep() {
  try {
    sessionStorage.setItem(`${NAME}?`, "1");
    sessionStorage.removeItem(`${NAME}?`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keep what a reload must not lose. Names filled into documents are never among it.
 * Where there is no more room for it, the page can keep nothing from then on and says so.
 */
export function remember(app: Keeper) {
  if (!app.canKeep) return;
  const { idle, case: { state, label: caseLabel, key } } = app;
  try {
    if (hasAnswers(state)) sessionStorage.setItem(NAME, JSON.stringify({ state, caseLabel, key, idle }));
    else sessionStorage.removeItem(NAME);
  } catch {
    app.canKeep = false;
    app.tell(FILE_WORDS.full);
  }
}

/** What was kept before a reload, or null; also where it cannot be read as a case. */
export function recall(): Kept | null {
  try {
    const kept: Kept = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
    const { facts, contacts } = kept.state;
    const isCase = contacts.length > 0 && [{ id: "case", facts }, ...contacts].every(hasFacts);
    return isCase ? kept : null;
  } catch {
    return null;
  }
}

function hasFacts({ id, facts }: { id: unknown; facts: unknown }) {
  return typeof id === "string" && typeof facts === "object" && facts !== null;
}

/** Forget what was kept. */
export function forget({ canKeep: can }: { readonly canKeep: boolean }) {
  if (can) sessionStorage.removeItem(NAME);
}

function hasAnswers({ edition, facts, contacts }: Case) {
  return Boolean(edition) || Object.keys(facts).length > 0 || contacts.some((contact) => Object.keys(contact.facts).length > 0);
}

/** Warn before leaving where nothing is kept, and clear a page that was left alone. */
export function watch(app: Keeper, clear: () => void) {
  addEventListener("beforeunload", (event) => {
    if (!app.canKeep && hasAnswers(app.case.state)) event.preventDefault();
  });
  let lastSign = Date.now();
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(sign, () => (lastSign = Date.now()), { passive: true, capture: true });
  }
  const { dialog, text } = idleDialog(app);
  let clearAt = 0; // while the dialog asks
  setInterval(() => {
    // The last minute is not the clock's: one that is set forward must not end it.
    const now = performance.now();
    if (clearAt && !dialog.open) [clearAt, lastSign] = [0, Date.now()];
    const idle = Math.abs(Date.now() - lastSign); // a clock set back counts as well
    if (!clearAt && app.idle && hasAnswers(app.case.state) && idle >= app.idle * 60_000) {
      // A computer that slept all night still asks before it clears.
      clearAt = now + LAST_CALL * 1000;
      dialog.showModal();
    }
    if (!clearAt) return;
    text.textContent = FILE_WORDS.idleAsk(Math.max(0, Math.ceil((clearAt - now) / 1000)));
    if (now < clearAt) return;
    clearAt = 0;
    dialog.close();
    clear();
    app.announce(FILE_WORDS.cleared);
  }, 1000);
}

function idleDialog(app: Keeper) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "cl-dialog cl-idle-dialog" });
  const text = Object.assign(document.createElement("p"), { id: "cl-idle-text" });
  const stay = Object.assign(document.createElement("button"), { type: "button", className: "cl-button cl-primary", textContent: FILE_WORDS.stay });
  dialog.setAttribute("aria-labelledby", text.id);
  stay.onclick = () => dialog.close();
  dialog.append(text, stay);
  app.root.append(dialog);
  return { dialog, text };
}
