// What every reporter shares: reports wait in a line and go out together; what did
// not go out stays there for another try, and what is left goes out as the window closes.
import type { Channel, Decision, Outcome, Standing, Status } from "./channel.ts";
import { plainShort } from "../../words/outside/plain.ts";
import { WORDS } from "../../words/reporting.ts";

const MOST_NAME = 80; // as the field of the certificate takes
const OK: Outcome = Object.freeze({ ok: true });

/**
 * A reporter over one channel to a learning system. A channel has
 *   name                    what it is called, "none" while nothing is at its other end
 *   learner, notice         the trainee's name; what to tell at the start; "" where there is none
 *   returnAddress           where the learning system wants the trainee to go after the end, or ""
 *   looksOnly               whether the learning system records nothing of this sitting
 *   isLost                  whether no other try can succeed in this sitting
 *   place()                 the state kept last, or null
 *   send(decisions, newest) what it took, and what to tell: { taken: Set, message }
 *   end()                   closes the sitting; what to tell
 *   leave(decisions, newest)   the same and last, at once, as the window closes
 */
export class Reporter {
  #channel: Channel;
  #decisions: Decision[] = [];
  #newest: Standing | null = null;
  #isSaved = true;
  #sending: Promise<Outcome> = Promise.resolve(OK);
  #hasEnded = false;
  #farewell: Promise<Outcome> | null = null;

  constructor(channel: Channel, view: Window = window) {
    this.#channel = channel;
    view.addEventListener("pagehide", () => this.#leave());
    // A page that comes back from the browser's memory has closed its sitting: start anew.
    view.addEventListener("pageshow", ({ persisted }) => persisted && view.location.reload());
  }

  get name() { return this.#channel.name; }

  // It stands on the certificate, and a learning system, or a forged address, may say anything.
  get learner() {
    const { learner }: { learner: unknown } = this.#channel;
    return typeof learner === "string" ? plainShort(learner, MOST_NAME) : "";
  }

  get notice() { return this.#channel.notice; }
  get returnAddress() { return this.#channel.returnAddress; }
  get looksOnly() { return this.#channel.looksOnly; }

  /** Whether what was not reported can no longer be reported from this page. */
  get isLost() { return this.#hasEnded || this.#channel.isLost; }

  /** How many reports wait to be sent. */
  get pending() { return this.#decisions.length + (this.#isSaved ? 0 : 1); }

  /** The state that was saved last, or null. */
  async resume() {
    return this.#channel.place();
  }

  /** Take one decision; it goes out with the next save. */
  async decided(decision: Decision) {
    this.#decisions.push(decision);
    return OK;
  }

  /** Report place and status, with all decisions that wait. */
  save(state: string, status: Status) {
    this.#newest = { state, ...status };
    this.#isSaved = false;
    return this.retry();
  }

  /** Send what waits, once more where it failed. */
  retry() {
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  /** Send what waits and close the sitting. Where something cannot be sent it stays open. */
  async finish(): Promise<Outcome> {
    const sent = await this.retry();
    if (!sent.ok) return sent;
    this.#hasEnded = true;
    // A sitting is closed once; who asks again hears how that went.
    this.#farewell ??= Promise.resolve(this.#channel.end()).then(said);
    return this.#farewell;
  }

  async #send(): Promise<Outcome> {
    if (!this.pending) return OK;
    if (this.#hasEnded) return said(WORDS.ended);
    const newest = this.#newest;
    const { taken, message } = await this.#channel.send([...this.#decisions], newest);
    this.#decisions = this.#decisions.filter((decision) => !taken.has(decision));
    if (taken.has(newest) && newest === this.#newest) this.#isSaved = true;
    return said(message);
  }

  #leave() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#channel.leave(this.#decisions, this.#isSaved ? null : this.#newest);
  }
}

function said(message: string): Outcome {
  return message ? { ok: false, message } : OK;
}
