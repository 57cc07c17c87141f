// Losing nothing by accident, and leaving nothing behind: answers stay with this tab
// over a reload, and a page left alone clears itself.
import type { Case } from "messages";
import { FILE_WORDS } from "../words/files.ts";
import { caseName, isFramed } from "./case-name.ts";
import { plainLabel } from "./label.ts";
import { isBegun, isNumbered, newKey } from "./state.ts";

const ALL = "coordguide:"; // what all names begin with that this site keeps in a tab
const NAME = `${ALL}case`;
// Under which name this page keeps its case; "" where it keeps none.
const PLACE = caseName ? `${NAME}:${caseName}` : caseName === "" && !isFramed ? NAME : "";
const LAST_CALL = 60; // seconds between the question and the clearing
const KEPT_EVERY = 10_000; // milliseconds between two notes that somebody is there
/** After how many minutes a page clears itself, unless the person chose another time. */
export const USUAL_IDLE = 30;
const MOST_CHARACTERS = 500_000; // of a case; the largest has less than two thirds

/** What a reload must not lose, and when somebody was last there, in milliseconds since 1970. */
export interface Kept {
  state: Case;
  caseLabel: string;
  key: string;
  lastNumber: number;
  idle: number;
  seen: number;
}

/** What was found in the tab: a case, one whose time is over, or what cannot be read as one. */
export type Found = { kept: Kept; text: string } | { over: number } | { damaged: string };

/** What of the page keeping and clearing need: the case, and ways to speak. */
export interface Keeper {
  readonly case: { readonly state: Case; readonly label: string; readonly key: string; readonly lastNumber: number; readonly damaged: string };
  readonly idle: number;
  readonly root: HTMLElement;
  canKeep: boolean;
  loadAnew(): void;
  tell(text: string): void;
  announce(text: string): void;
}

/** After how many minutes without a sign of life the page clears itself; 0 is never. */
export const IDLE_CHOICES = [10, 30, 60, 120, 0];

/** Whether this page keeps its case over a reload: a frame only by a name, and only where the browser does. */
export function canKeep() {
  if (!PLACE) return false;
  try {
    sessionStorage.setItem(`${NAME}?`, "1");
    sessionStorage.removeItem(`${NAME}?`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keep what a reload must not lose, and when. Names filled into documents are never among it.
 * Where there is no more room for it, the page can keep nothing from then on and says so.
 */
export function remember(app: Keeper) {
  if (!app.canKeep || isEnded) return;
  const { idle, case: { state, label: caseLabel, key, lastNumber } } = app;
  lastKept = Date.now();
  try {
    if (hasAnswers(state)) sessionStorage.setItem(PLACE, JSON.stringify({ state, caseLabel, key, lastNumber, idle, seen: lastKept }));
    else sessionStorage.removeItem(PLACE);
  } catch {
    app.canKeep = false;
    forget(); // an older case would come back in the place of this one
    app.tell(FILE_WORDS.full);
  }
}

let lastKept = 0;
let isEnded = false;

/** Keep nothing from now on, until the page is loaded again. */
export function keepNoMore() {
  isEnded = true;
}

/**
 * What was kept in this tab, or null where nothing was. A browser may bring a closed tab back, and
 * somebody else may sit at it: what was left alone for longer than its time is gone.
 */
export function recall(): Found | null {
  let text: string | null = null;
  try {
    dropWhatIsOver();
    text = PLACE && sessionStorage.getItem(PLACE);
  } catch {
    return null; // a frame that may keep nothing
  }
  if (!text) return null;
  const kept = read(text);
  const time = kept ?? timeOf(text) ?? { idle: USUAL_IDLE, seen: Date.now() };
  if (!isOver(time)) return kept ? { kept, text } : { damaged: text };
  sessionStorage.removeItem(PLACE);
  return { over: time.idle };
}

// What cannot be read as a case ends with its time as well, where that can be read.
function timeOf(text: string) {
  const number = (name: string) => Number(new RegExp(`"${name}": ?(\\d{1,15})\\b`).exec(text)?.[1] ?? NaN);
  const [idle, seen] = [number("idle"), number("seen")];
  return Number.isNaN(seen) ? null : { idle: IDLE_CHOICES.find((one) => one === idle) ?? USUAL_IDLE, seen };
}

function isOver({ idle, seen }: Pick<Kept, "idle" | "seen">) {
  return idle > 0 && Math.abs(Date.now() - seen) >= idle * 60_000; // a clock set back counts as well
}

// A portal may never come back to a case; what this tab kept of it ends with its time all the same.
// One that cannot be read waits as long for its page, which offers it as a file.
function dropWhatIsOver() {
  for (const place of Object.keys(sessionStorage)) {
    if (place === PLACE || (place !== NAME && !place.startsWith(`${NAME}:`))) continue;
    const text = sessionStorage.getItem(place) ?? "";
    const time = read(text) ?? timeOf(text);
    if (!time || isOver(time)) sessionStorage.removeItem(place);
  }
}

// The engine checks the answers; this side checks what it touches itself.
function read(text: string): Kept | null {
  if (text.length > MOST_CHARACTERS) return null;
  try {
    const { state, caseLabel, key, lastNumber, idle, seen } = JSON.parse(text) as Record<keyof Kept, unknown>;
    if (!isCase(state)) return null;
    return {
      state,
      caseLabel: typeof caseLabel === "string" ? plainLabel(caseLabel) : "",
      key: typeof key === "string" ? key : newKey(),
      lastNumber: isNumbered({ id: `contact-${lastNumber}` }) ? Number(lastNumber) : 0, // a page of before kept none, and no time
      idle: IDLE_CHOICES.find((one) => one === idle) ?? USUAL_IDLE,
      seen: typeof seen === "number" ? seen : Date.now(),
    };
  } catch {
    return null;
  }
}

function isCase(value: unknown): value is Case {
  const { edition, today, facts, contacts } = value as Case;
  const ids = new Set(contacts.map(({ id }) => id));
  return typeof edition === "string" && typeof today === "string" && ids.size === contacts.length && ids.size > 0
    && contacts.every(isNumbered) && [{ facts }, ...contacts].every(hasFacts);
}

function hasFacts({ facts }: { facts: unknown }) {
  return typeof facts === "object" && facts !== null && !Array.isArray(facts);
}

/** Forget what was kept of this page's case, or of every one, also where nothing more could be kept. */
export function forget(every = false) {
  try {
    if (PLACE) sessionStorage.removeItem(PLACE);
    for (const place of every ? Object.keys(sessionStorage) : []) if (place.startsWith(ALL)) sessionStorage.removeItem(place);
  } catch {
    // A frame that may keep nothing has nothing to forget.
  }
}

function hasAnswers({ edition, facts, contacts }: Case) {
  return Boolean(edition) || Object.keys(facts).length > 0 || contacts.some((contact) => Object.keys(contact.facts).length > 0);
}

/** Warn before leaving where nothing is kept, clear a page that was left alone, and trust none that comes back. */
export function watch(app: Keeper, clear: () => void) {
  // Who goes back may get the page as it was left, for a case that was erased or replaced since, or
  // for a member whose page is long closed. What is kept now counts.
  addEventListener("pageshow", ({ persisted }) => persisted && app.loadAnew());
  addEventListener("beforeunload", (event) => {
    if (!app.canKeep && isBegun(app.case.state)) event.preventDefault(); // a portal’s edition is no loss
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
    if (Math.abs(lastSign - lastKept) >= KEPT_EVERY && idle < KEPT_EVERY && hasAnswers(app.case.state)) remember(app);
    const isThere = hasAnswers(app.case.state) || app.case.damaged;
    if (!clearAt && app.idle && isThere && idle >= app.idle * 60_000) {
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
