// The channel of a reporter to a record store, for a plain xAPI launch and for cmi5.
import type { Channel, Decision, Sent, Standing } from "./channel.ts";
import type { Context, Result, Statement, Statements } from "./statements.ts";
import { duration } from "./duration.ts";
import { Lost, type Store, StoreError } from "./store.ts";
import { WORDS } from "../../words/reporting.ts";

/** A verb and its result. */
export type Verdict = readonly [verb: string, result: Result];

/** What was said in this and earlier sittings, kept with the place. */
export interface Told {
  completed?: boolean;
  passed?: boolean;
  raw?: number;
  judged?: unknown;
}

/** One sitting with a record store; `StoreChannel` says what each part is for. */
export interface Sitting {
  learner: string;
  returnAddress: string;
  records: boolean;
  store: Store;
  statements: Statements;
  context(verb: string): Context;
  judge(newest: Standing, told: Told, time: string): Verdict[];
  lastly(newest: Standing, told: Told, time: string): Verdict[];
}

const DOCUMENT = "coordguide.place";

/**
 * Over one sitting, which `begin` starts (again, where it failed). A sitting has
 *   learner, notice, returnAddress, records (false where nothing may be recorded)
 *   store, statements
 *   context(verb)             the context of a statement
 *   judge(newest, told, time) what to say now about a result: [[verb, result], ...]
 *   lastly(newest, told, time)   and what only at the end
 * `told` is what was said before, kept with the place; both may write into it.
 */
export class StoreChannel implements Channel {
  learner = "";
  notice = "";
  returnAddress = "";
  isLost = false;
  #standard: string;
  #begin: () => Promise<Sitting>;
  #sitting: Sitting | null = null;
  #isLate = false;
  #place: string | null = null;
  #told: Told = {};
  #newest: Standing | null = null;
  #hasDecided = false; // in this sitting; who only looked is not judged once more
  #waiting: Statement[] = []; // statements about the course, made and not yet taken
  #progress = -1;
  #started = Date.now();

  constructor(standard: string, begin: () => Promise<Sitting>) {
    this.#standard = standard;
    this.#begin = begin;
  }

  /** Make the channel and start the sitting; where that fails, `notice` says so. */
  static async open(standard: string, begin: () => Promise<Sitting>) {
    const channel = new StoreChannel(standard, begin);
    try {
      await channel.#open();
    } catch (error) {
      channel.notice = channel.#sentence(error);
      channel.#isLate = true;
    }
    return channel;
  }

  get name() { return this.#sitting ? this.#standard : "none"; }

  get looksOnly() { return this.#sitting?.records === false; }

  place() { return this.#place; }

  async send(decisions: readonly Decision[], newest: Standing | null): Promise<Sent> {
    const taken: Sent["taken"] = new Set();
    try {
      const sitting = await this.#open();
      if (!sitting.records) return { taken: new Set<Decision | Standing | null>([...decisions, newest]), message: "" };
      const parcel = this.#parcel(sitting, decisions, newest);
      if (parcel.length) await sitting.store.add(parcel);
      for (const one of decisions) taken.add(one);
      this.#waiting = this.#waiting.filter((one) => !parcel.includes(one));
      const mayKeep = !(this.#isLate && this.#place);
      if (newest && mayKeep) await this.#keep(sitting, newest);
      taken.add(newest);
      this.isLost = false;
      return { taken, message: mayKeep ? "" : WORDS.kept };
    } catch (error) {
      return { taken, message: this.#sentence(error) };
    }
  }

  async end() {
    try {
      await this.#sitting?.store.add(this.#last(this.#sitting, [], null));
      return "";
    } catch (error) {
      return this.#sentence(error);
    }
  }

  leave(decisions: readonly Decision[], newest: Standing | null) {
    const sitting = this.#sitting;
    if (!sitting) return;
    // Requests that outlive the page; the one way left once a window closes.
    const more = { keepalive: true };
    sitting.store.add(this.#last(sitting, decisions, newest), more).catch(() => {});
    if (newest && sitting.records) this.#keep(sitting, newest, more).catch(() => {});
  }

  async #open(): Promise<Sitting> {
    if (this.#sitting) return this.#sitting;
    const sitting = await this.#begin();
    const saved = (await sitting.store.read(DOCUMENT)) as { place?: string; told?: Told } | null;
    this.#first ??= sitting.statements.about("initialized", sitting.context("initialized"));
    await sitting.store.add([this.#first]);
    this.#place = saved?.place ?? null;
    this.#told = saved?.told ?? {};
    this.#sitting = sitting;
    this.learner = sitting.learner;
    this.returnAddress = sitting.returnAddress;
    this.notice = sitting.records ? "" : WORDS.looking;
    return sitting;
  }

  #first: Statement | null = null; // the same statement at every try

  #parcel(sitting: Sitting, decisions: readonly Decision[], newest: Standing | null): Statement[] {
    const { statements, context } = sitting;
    this.#hasDecided ||= decisions.length > 0;
    const answers = decisions.map((one) => statements.answered(one, context("answered")));
    if (newest) {
      this.#newest = newest;
      this.#say(sitting, sitting.judge(newest, this.#told, this.#time()));
      this.#sayProgress(sitting, newest);
    }
    return [...answers, ...this.#waiting];
  }

  #last(sitting: Sitting, decisions: readonly Decision[], newest: Standing | null): Statement[] {
    const { statements, context, records } = sitting;
    const parcel = records ? this.#parcel(sitting, decisions, newest) : [];
    this.#waiting = [];
    if (records && this.#newest && this.#hasDecided) this.#say(sitting, sitting.lastly(this.#newest, this.#told, this.#time()));
    const end = statements.about("terminated", context("terminated"), { duration: this.#time() });
    return [...parcel, ...this.#waiting, end];
  }

  #say({ statements, context }: Sitting, verdicts: readonly Verdict[]) {
    for (const [verb, result] of verdicts) {
      this.#waiting.push(statements.about(verb, context(verb), result));
    }
  }

  #sayProgress({ statements, context }: Sitting, { progress, complete }: Standing) {
    const percent = Math.round(progress * 100);
    if (complete || percent === this.#progress) return;
    this.#progress = percent;
    this.#waiting.push(statements.progressed(progress, context("progressed")));
  }

  #keep({ store }: Sitting, { state }: Standing, more?: { keepalive: boolean }) {
    return store.write(DOCUMENT, { place: state, told: this.#told }, more);
  }

  #time() {
    return duration((Date.now() - this.#started) / 1000);
  }

  #sentence(error: unknown): string {
    this.isLost = error instanceof Lost;
    return error instanceof StoreError ? error.message : WORDS.noReach;
  }
}
