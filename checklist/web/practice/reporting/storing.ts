// The channel of a reporter to a record store, for a plain xAPI launch and for cmi5.
import { duration } from "./duration.js";
import { StoreError } from "./store.js";
import { WORDS } from "../../words/reporting.js";

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
export class StoreChannel {
  learner = "";
  notice = "";
  returnAddress = "";
  #standard;
  #begin;
  #sitting = null;
  #isLate = false;
  #place = null;
  #told = {};
  #newest = null;
  #waiting = []; // statements about the course, made and not yet taken
  #progress = -1;
  #started = Date.now();

  constructor(standard, begin) {
    this.#standard = standard;
    this.#begin = begin;
  }

  /** Make the channel and start the sitting; where that fails, `notice` says so. */
  static async open(standard, begin) {
    const channel = new StoreChannel(standard, begin);
    try {
      await channel.#open();
    } catch (error) {
      channel.notice = sentence(error);
      channel.#isLate = true;
    }
    return channel;
  }

  get name() { return this.#sitting ? this.#standard : "none"; }

  place() { return this.#place; }

  async send(decisions, newest) {
    const taken = new Set();
    try {
      await this.#open();
      if (!this.#sitting.records) return { taken: new Set([...decisions, newest]), message: "" };
      const parcel = this.#parcel(decisions, newest);
      if (parcel.length) await this.#sitting.store.add(parcel);
      decisions.forEach((one) => taken.add(one));
      this.#waiting = this.#waiting.filter((one) => !parcel.includes(one));
      const mayKeep = !(this.#isLate && this.#place);
      if (newest && mayKeep) await this.#keep(newest);
      taken.add(newest);
      return { taken, message: mayKeep ? "" : WORDS.kept };
    } catch (error) {
      return { taken, message: sentence(error) };
    }
  }

  async end() {
    try {
      await this.#sitting?.store.add(this.#last([], null));
      return "";
    } catch (error) {
      return sentence(error);
    }
  }

  leave(decisions, newest) {
    if (!this.#sitting) return;
    // Requests that outlive the page; the one way left once a window closes.
    const more = { keepalive: true };
    this.#sitting.store.add(this.#last(decisions, newest), more).catch(() => {});
    if (newest && this.#sitting.records) this.#keep(newest, more).catch(() => {});
  }

  async #open() {
    if (this.#sitting) return;
    const sitting = await this.#begin();
    const saved = await sitting.store.read(DOCUMENT);
    this.#first ??= sitting.statements.about("initialized", sitting.context("initialized"));
    await sitting.store.add([this.#first]);
    this.#place = saved?.place ?? null;
    this.#told = saved?.told ?? {};
    this.#sitting = sitting;
    this.learner = sitting.learner;
    this.returnAddress = sitting.returnAddress;
    this.notice = sitting.records ? "" : WORDS.looking;
  }

  #first = null; // the same statement at every try

  #parcel(decisions, newest) {
    const { statements, context } = this.#sitting;
    const answers = decisions.map((one) => statements.answered(one, context("answered")));
    if (newest) {
      this.#newest = newest;
      this.#say(this.#sitting.judge(newest, this.#told, this.#time()));
      this.#sayProgress(newest);
    }
    return [...answers, ...this.#waiting];
  }

  #last(decisions, newest) {
    const { statements, context, records, lastly } = this.#sitting;
    const parcel = records ? this.#parcel(decisions, newest) : [];
    this.#waiting = [];
    if (records && this.#newest) this.#say(lastly(this.#newest, this.#told, this.#time()));
    const end = statements.about("terminated", context("terminated"), { duration: this.#time() });
    return [...parcel, ...this.#waiting, end];
  }

  #say(verdicts) {
    const { statements, context } = this.#sitting;
    for (const [verb, result] of verdicts) {
      this.#waiting.push(statements.about(verb, context(verb), result));
    }
  }

  #sayProgress({ progress, complete }) {
    const percent = Math.round(progress * 100);
    if (complete || percent === this.#progress) return;
    this.#progress = percent;
    const { statements, context } = this.#sitting;
    this.#waiting.push(statements.progressed(progress, context("progressed")));
  }

  #keep({ state }, more) {
    return this.#sitting.store.write(DOCUMENT, { place: state, told: this.#told }, more);
  }

  #time() {
    return duration((Date.now() - this.#started) / 1000);
  }
}

function sentence(error) {
  return error instanceof StoreError ? error.message : WORDS.noReach;
}
