// SCORM's run-time interface, the same in both versions but for names and formats.
// A dialect (scorm12.js, scorm2004.js) holds those.
import type { Channel, Decision, Sent, Standing } from "./channel.ts";
import { plainShort } from "../../words/outside/plain.ts";
import { WORDS } from "../../words/reporting.ts";

/** What of a decision or a status is written, and where: element, value. */
export type Element = readonly [element: string, value: string | number];

/** The same, with the part of the report it belongs to. */
export type Part = readonly [...Element, part: keyof typeof WORDS.parts];

type Call = "open" | "end" | "get" | "set" | "commit" | "error" | "text";
type Api = Record<string, (...given: string[]) => unknown>;
type Attempt = (work: () => void) => boolean;

/** Names, formats and limits of one version of the standard. */
export interface Dialect {
  name: string;
  api: string;
  limit: number;
  /** The error codes for a sitting that is over, or that the learning system knows nothing of. */
  lost: readonly string[];
  calls: Record<Call, string>;
  elements: Record<"learner" | "mode" | "begun" | "status" | "score" | "place" | "time" | "exit", string>;
  nameOf(name: string): string;
  time(seconds: number): string;
  interaction(decision: Decision): Element[];
  status(newest: Standing, isBetter: boolean, hasPassed: boolean): Iterable<Part>;
}

const MOST_FRAMES = 500; // the bound the standard itself names for this search
const MOST_SAID = 255; // of what a learning system says of an error, as the standard bounds it

/** The learning system's object in a frame above, or in the windows these were opened from. */
export function findApi(name: string, start: Window = window): Api | null {
  const frames = [...above(start)];
  for (const frame of [...frames, ...frames.flatMap((one) => [...above(opener(one))])]) {
    try {
      const found = (frame as unknown as Record<string, Api | undefined>)[name];
      if (found) return found;
    } catch {
      // A frame of another origin; the one above it may be ours again.
    }
  }
  return null;
}

function* above(start: Window | null) {
  let frame = start;
  for (let hop = 0; frame && hop < MOST_FRAMES; hop++) {
    yield frame;
    if (frame.parent === frame) return;
    frame = frame.parent;
  }
}

function opener(frame: Window): Window | null {
  try {
    return frame.opener as Window | null;
  } catch {
    return null;
  }
}

class Refused extends Error {}

function ignoring(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false; // nobody is left to be told
  }
}

/** The channel of a reporter over such an object. */
export class ScormChannel implements Channel {
  returnAddress = "";
  learner = "";
  notice = "";
  isLost = false;
  #dialect: Dialect;
  #view: Window;
  #api: Api | null = null;
  #mode = "normal";
  #place: string | null = null;
  #started = Date.now();
  #numbers = new Map<Decision, number>(); // decision -> its number in the learning system
  #count = NaN;
  #best: { passed: boolean; raw: number } | null = null;
  #isLate = false;

  constructor(dialect: Dialect, view: Window = window) {
    this.#dialect = dialect;
    this.#view = view;
    try {
      this.#open();
    } catch (error) {
      this.notice = messageOf(error);
      this.#isLate = true;
    }
  }

  get name() { return this.#api ? this.#dialect.name : "none"; }

  get looksOnly() { return this.#mode !== "normal"; }

  place() { return this.#place; }

  send(decisions: readonly Decision[], newest: Standing | null): Sent {
    const taken: Sent["taken"] = new Set();
    const problems = new Set<string>();
    const attempt: Attempt = (work) => {
      try {
        work();
        return true;
      } catch (error) {
        problems.add(messageOf(error));
        return false;
      }
    };
    if (!attempt(() => this.#open())) return { taken, message: [...problems].join(" ") };
    if (this.looksOnly) return { taken: new Set<Decision | Standing | null>([...decisions, newest]), message: "" };
    if (decisions.length && Number.isNaN(this.#count)) {
      this.#count = Infinity; // that system has no place for decisions, which is told once
      problems.add(WORDS.noDecisions);
    }
    for (const one of decisions) this.#write(one, attempt);
    const isWhole = newest && this.#report(newest, attempt);
    if (attempt(() => this.#call("commit", "all"))) {
      // A detail that was refused is told once: the same would be refused again.
      for (const one of decisions) taken.add(one);
      if (isWhole) taken.add(newest);
    } else if (!this.isLost) problems.add(WORDS.maybeLost);
    return { taken, message: [...problems].join(" ") };
  }

  end() {
    // Who only looked leaves the place as well, which a system may forget unless told to keep it.
    if (!this.looksOnly) this.#tellTime(ignoring);
    try {
      this.#call("end", "all");
      return "";
    } catch (error) {
      return messageOf(error);
    }
  }

  leave(decisions: readonly Decision[], newest: Standing | null) {
    if (!this.#api) return;
    if (decisions.length || newest) this.send(decisions, newest);
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
        throw new Refused(WORDS.refusedToStart(` (${messageOf(error)})`));
      }
    }
    this.#read();
  }

  #read() {
    const { elements, nameOf } = this.#dialect;
    this.learner = nameOf(this.#get(elements.learner));
    this.#mode = this.#get(elements.mode) || "normal";
    this.notice = this.looksOnly ? WORDS.looking : "";
    this.#place = this.#get(elements.place) || null;
    this.#count = Number.parseInt(this.#get("cmi.interactions._count"), 10);
    const [status, score] = [this.#get(elements.status), this.#get(elements.score)];
    if (score || ["passed", "failed"].includes(status)) {
      this.#best = { passed: ["passed", "completed"].includes(status), raw: Number(score || 0) };
    }
    this.#begin();
  }

  // Who only opens a course and leaves has not completed it, which is what some systems conclude.
  #begin() {
    const { begun } = this.#dialect.elements;
    const isNew = ["", "unknown", "not attempted"].includes(this.#get(begun));
    if (isNew && !this.looksOnly) ignoring(() => this.#set(begun, "incomplete", "status"));
  }

  #write(decision: Decision, attempt: Attempt) {
    if (this.#count === Infinity) return;
    if (!this.#numbers.has(decision)) this.#numbers.set(decision, this.#count++);
    const number = this.#numbers.get(decision) ?? 0;
    for (const [element, value] of this.#dialect.interaction(decision)) {
      if (value === "") continue;
      attempt(() => this.#set(`cmi.interactions.${number}.${element}`, value, "decision"));
    }
  }

  // Every part on its own: what one learning system refuses must not cost the rest.
  #report(newest: Standing, attempt: Attempt): boolean {
    const { elements, limit } = this.#dialect;
    const hindrance = this.#hindrance(newest.state, limit);
    let isWhole = attempt(() => {
      if (hindrance) throw new Refused(hindrance);
      this.#set(elements.place, newest.state, "place");
    });
    const judged = this.#isBetter(newest);
    for (const [element, value, part] of this.#dialect.status(newest, judged, this.#best?.passed === true)) {
      isWhole = attempt(() => this.#set(element, value, part)) && isWhole;
    }
    if (judged && isWhole) this.#best = { passed: newest.passed !== false, raw: newest.score.raw };
    this.#tellTime(attempt);
    return isWhole || Boolean(hindrance); // which a second try would meet again
  }

  #hindrance(state: string, limit: number) {
    if (this.#isLate && this.#place) return WORDS.kept;
    return state.length > limit ? WORDS.tooLong(limit) : "";
  }

  #tellTime(attempt: Attempt) {
    const { elements, time } = this.#dialect;
    attempt(() => this.#set(elements.exit, "suspend", "place"));
    attempt(() => this.#set(elements.time, time((Date.now() - this.#started) / 1000), "time"));
  }

  // The best result stays: practicing once more takes nobody's pass away.
  #isBetter({ complete, passed, score }: Standing): boolean {
    if (!complete) return false;
    const now = { passed: passed !== false, raw: score.raw };
    const best = this.#best;
    return !best || (now.passed === best.passed ? now.raw > best.raw : now.passed);
  }

  #get(element: string): string {
    try {
      return String(this.#say("get", element) ?? "");
    } catch {
      return "";
    }
  }

  #set(element: string, value: string | number, part: keyof typeof WORDS.parts) {
    this.#ask("set", part, element, String(value));
  }

  #call(call: Call, part: keyof typeof WORDS.parts) {
    this.#ask(call, part, "");
  }

  #ask(call: Call, part: keyof typeof WORDS.parts, ...given: string[]) {
    const what = WORDS.parts[part];
    let answer: unknown;
    try {
      answer = this.#say(call, ...given);
    } catch {
      throw new Refused(WORDS.broke(what));
    }
    if (String(answer) === "true") return;
    const why = this.#why();
    this.isLost ||= this.#dialect.lost.includes(why.code);
    throw new Refused(this.isLost ? WORDS.ended : WORDS.refused(what, why.words));
  }

  // Throws where there is no learning system, or where it lacks the call.
  #say(call: Call, ...given: string[]): unknown {
    const api = this.#api as Api;
    return (api[this.#dialect.calls[call]] as (...given: string[]) => unknown).apply(api, given);
  }

  #why() {
    try {
      const code = String(this.#say("error"));
      return { code, words: code === "0" ? "" : ` (${plainShort(`${code}: ${this.#say("text", code)}`, MOST_SAID)})` };
    } catch {
      return { code: "", words: "" };
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
