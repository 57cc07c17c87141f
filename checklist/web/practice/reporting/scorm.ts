// SCORM's run-time interface, the same in both versions but for names and formats.
// A dialect (scorm12.js, scorm2004.js) holds those.
import { WORDS } from "../../words/reporting.js";

const MOST_FRAMES = 500; // the bound the standard itself names for this search

/** The learning system's object in a frame above, or in the windows these were opened from. */
export function findApi(name, start = window) {
  const frames = [...above(start)];
  for (const frame of [...frames, ...frames.flatMap((one) => [...above(opener(one))])]) {
    try {
      if (frame[name]) return frame[name];
    } catch {
      // A frame of another origin; the one above it may be ours again.
    }
  }
  return null;
}

function* above(start) {
  let frame = start;
  for (let hop = 0; frame && hop < MOST_FRAMES; hop++) {
    yield frame;
    if (frame.parent === frame) return;
    frame = frame.parent;
  }
}

function opener(frame) {
  try {
    return frame.opener;
  } catch {
    return null;
  }
}

class Refused extends Error {}

function ignoring(work) {
  try {
    work();
  } catch {
    // Nobody is left to be told.
  }
}

/** The channel of a reporter over such an object. */
export class ScormChannel {
  returnAddress = "";
  learner = "";
  notice = "";
  #dialect;
  #view;
  #api = null;
  #mode = "normal";
  #place = null;
  #started = Date.now();
  #numbers = new Map(); // decision -> its number in the learning system
  #count = NaN;
  #best = null;
  #isLate = false;

  constructor(dialect, view = window) {
    this.#dialect = dialect;
    this.#view = view;
    try {
      this.#open();
    } catch (error) {
      this.notice = error.message;
      this.#isLate = true;
    }
  }

  get name() { return this.#api ? this.#dialect.name : "none"; }

  place() { return this.#place; }

  send(decisions, newest) {
    const taken = new Set();
    const problems = new Set();
    const attempt = (work) => {
      try {
        return work(), true;
      } catch (error) {
        problems.add(error.message);
        return false;
      }
    };
    if (!attempt(() => this.#open())) return { taken, message: [...problems].join(" ") };
    if (this.#mode !== "normal") return { taken: new Set([...decisions, newest]), message: "" };
    if (decisions.length && Number.isNaN(this.#count)) {
      this.#count = Infinity; // that system has no place for decisions, which is told once
      problems.add(WORDS.noDecisions);
    }
    decisions.forEach((one) => this.#write(one, attempt));
    const isWhole = newest && this.#report(newest, attempt);
    if (attempt(() => this.#call("commit", "all"))) {
      // A detail that was refused is told once: the same would be refused again.
      decisions.forEach((one) => taken.add(one));
      if (isWhole) taken.add(newest);
    }
    return { taken, message: [...problems].join(" ") };
  }

  end() {
    try {
      this.#call("end", "all");
      return "";
    } catch (error) {
      return error.message;
    }
  }

  leave(decisions, newest) {
    if (!this.#api) return;
    // The time counts to the last moment, so it is told even where all else is.
    if (decisions.length || newest) this.send(decisions, newest);
    else if (this.#mode === "normal") this.#tellTime(ignoring);
    this.end();
  }

  #open() {
    if (this.#api) return;
    const api = findApi(this.#dialect.api, this.#view);
    if (!api) throw new Refused(WORDS.noSystem);
    this.#api = api;
    try {
      this.#call("open", "all");
    } catch (error) {
      // A system that counts the sitting as open already answers questions all the same.
      if (!this.#get(this.#dialect.elements.status)) {
        this.#api = null;
        throw new Refused(WORDS.refusedToStart(` (${error.message})`));
      }
    }
    this.#read();
  }

  #read() {
    const { elements, nameOf } = this.#dialect;
    this.learner = nameOf(this.#get(elements.learner));
    this.#mode = this.#get(elements.mode) || "normal";
    this.notice = this.#mode === "normal" ? "" : WORDS.looking;
    this.#place = this.#get(elements.place) || null;
    this.#count = Number.parseInt(this.#get("cmi.interactions._count"), 10);
    const status = this.#get(elements.status);
    if (!["passed", "failed"].includes(status)) return;
    this.#best = { passed: status === "passed", raw: Number(this.#get(elements.score) || 0) };
  }

  #write(decision, attempt) {
    if (this.#count === Infinity) return;
    if (!this.#numbers.has(decision)) this.#numbers.set(decision, this.#count++);
    const number = this.#numbers.get(decision);
    for (const [element, value] of this.#dialect.interaction(decision)) {
      if (value === "") continue;
      attempt(() => this.#set(`cmi.interactions.${number}.${element}`, value, "decision"));
    }
  }

  // Every part on its own: what one learning system refuses must not cost the rest.
  #report(newest, attempt) {
    const { elements, limit } = this.#dialect;
    const hindrance = this.#hindrance(newest.state, limit);
    let isWhole = attempt(() => {
      if (hindrance) throw new Refused(hindrance);
      this.#set(elements.place, newest.state, "place");
    });
    const judged = this.#isBetter(newest);
    for (const [element, value, part] of this.#dialect.status(newest, judged, this.#best !== null)) {
      isWhole = attempt(() => this.#set(element, value, part)) && isWhole;
    }
    if (judged && isWhole) this.#best = { passed: newest.passed !== false, raw: newest.score.raw };
    this.#tellTime(attempt);
    return isWhole || Boolean(hindrance); // which a second try would meet again
  }

  #hindrance(state, limit) {
    if (this.#isLate && this.#place) return WORDS.kept;
    return state.length > limit ? WORDS.tooLong(limit) : "";
  }

  #tellTime(attempt) {
    const { elements, time } = this.#dialect;
    attempt(() => this.#set(elements.exit, "suspend", "place"));
    attempt(() => this.#set(elements.time, time((Date.now() - this.#started) / 1000), "time"));
  }

  // The best result stays: practicing once more takes nobody's pass away.
  #isBetter({ complete, passed, score }) {
    if (!complete) return false;
    const now = { passed: passed !== false, raw: score.raw };
    const best = this.#best;
    return !best || (now.passed === best.passed ? now.raw > best.raw : now.passed);
  }

  #get(element) {
    try {
      return String(this.#api[this.#dialect.calls.get](element) ?? "");
    } catch {
      return "";
    }
  }

  #set(element, value, part) {
    this.#ask("set", part, element, String(value));
  }

  #call(call, part) {
    this.#ask(call, part, "");
  }

  #ask(call, part, ...given) {
    const what = WORDS.parts[part];
    let answer;
    try {
      answer = this.#api[this.#dialect.calls[call]](...given);
    } catch {
      throw new Refused(WORDS.broke(what));
    }
    if (String(answer) !== "true") throw new Refused(WORDS.refused(what, this.#why()));
  }

  #why() {
    const { error, text } = this.#dialect.calls;
    try {
      const code = String(this.#api[error]());
      return code === "0" ? "" : ` (${code}: ${this.#api[text](code)})`;
    } catch {
      return "";
    }
  }
}
