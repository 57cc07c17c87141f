// The shell's end of the worker: requests with ids, late replies dropped.
import type { Event as EngineEvent, FailedEvent, GoOn, LoadReply, ProgressEvent, Reply, Request } from "messages";
import { type Said, takeOver } from "./worker-start.ts";

const PATIENCE = 20_000; // without a sign of life while it starts, and for each answer

/** What went wrong, for the sentence that says what to do: see `ADVICE`. */
const LATE = "late";
const DAMAGED = "damaged";
const STOPPED = "stopped";

/** Why an engine stopped, as the worker or this side says it. */
export type FailureCode = FailedEvent["code"];

/** Who hears of the start: how far it is, of its end, and of a stop at any time. */
export interface Listener {
  progress(event: ProgressEvent): void;
  ready(loaded: LoadReply): void;
  failed(code: FailureCode, reason: string): void;
}

interface Waiting {
  what: string;
  then: (reply: Reply) => void;
}

interface Started {
  worker: Worker;
  /** What it said before anybody listened. */
  said: Said[];
  /** Settles when it is known whether the worker is as it was built. */
  whole: Promise<unknown>;
}

// Counted over all engines of the page: an answer that names another by its id never means one that
// an engine before it gave.
let lastId = 0;

// Of an attempt that was given up while its files were on their way: the next goes on with them.
let halted: Started | null = null;

/** The rule engine behind its worker; one instance per attempt to start it. */
export class Engine {
  readonly on: Listener;
  #isFetching = false;
  #started: Started | null = null;
  #timer: ReturnType<typeof setTimeout> | 0 = 0;
  #watchdog: ReturnType<typeof setTimeout> | 0 = 0;
  #waiting = new Map<number, Waiting>();
  #newest = new Map<string, number>();

  /** `on` has: progress(how far), ready(reply of load), failed(code, reason). */
  constructor(on: Listener) {
    this.on = on;
  }

  /** Start the worker; one of `ready` and `failed` follows, and `failed` also where it dies later. */
  start() {
    this.#expectLife();
    try {
      this.#started = goOn() ?? startAnew();
    } catch (error) {
      this.#fail(STOPPED, String(error));
      return;
    }
    const { worker, said, whole } = this.#started;
    whole.catch((error) => this.#timer && this.#fail(DAMAGED, String(error)));
    worker.onmessage = worker.onerror = (one: Said) => this.#take(one);
    for (const one of said.splice(0)) if (this.#timer) this.#take(one); // none after it was given up
  }

  #take(said: Said) {
    if ("data" in said) return this.#receive(said.data);
    said.preventDefault();
    this.#fail(STOPPED, said.message || "worker-error");
  }

  // A slow computer is not a stuck one, nor is a slow line: each sign of life gives it the same time again.
  #expectLife() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(LATE, "time-out", this.#isFetching), PATIENCE);
  }

  /** Ask something; `then` gets the reply unless a newer request for the same went out. */
  ask(type: Request["type"], body: Readonly<Record<string, unknown>>, then: (reply: Reply) => void) {
    const id = ++lastId;
    const what = [type, body.document, body.as, body.contact].join(" ");
    this.#newest.set(what, id);
    this.#waiting.set(id, { what, then });
    this.#started?.worker.postMessage({ v: 1, id, type, ...body });
    if (!this.#watchdog) this.#watch(); // to ask is no sign of life
  }

  // A worker that was killed says nothing: nobody but the one who waits can notice.
  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = this.#waiting.size ? setTimeout(() => this.#fail(STOPPED, "no answer"), PATIENCE) : 0;
  }

  #receive(message: Reply | EngineEvent) {
    if (message.type === "event") {
      this.#hear(message);
      return;
    }
    const id = typeof message.id === "number" ? message.id : NaN; // a reply without one is to no question of ours
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#watch();
    if (waiting && this.#newest.get(waiting.what) === id) waiting.then(message);
  }

  #hear(message: EngineEvent) {
    if (message.event === "progress") {
      this.#expectLife();
      this.#isFetching = message.arrived < message.of;
      this.on.progress(message);
    }
    if (message.event === "failed") this.#fail(message.code, message.reason, message.code === DAMAGED);
    // A worker that was changed could say anything: it is believed once it is known as it was built.
    if (message.event === "ready") this.#started?.whole.then(() => this.#timer && this.#begin(message.loaded), () => {});
  }

  #begin(loaded: LoadReply) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.on.ready(loaded);
  }

  // Also for an engine that dies later: the page then says so and keeps the answers.
  #fail(code: FailureCode, reason: string, isKept = false) {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#watchdog = 0;
    this.#timer = 0;
    if (this.#started) this.#started.worker.onmessage = null;
    if (isKept) halted = this.#started;
    else this.#started?.worker.terminate();
    this.on.failed(code, reason);
  }
}

function goOn() {
  const started = halted;
  halted = null;
  started?.worker.postMessage({ v: 1, type: "go-on" } satisfies GoOn);
  return started;
}

function startAnew(): Started {
  return { ...takeOver(), whole: arriveWhole() };
}

function address(name: string) {
  return new URL(name, import.meta.url).href;
}

// The worker checks what it fetches, but who checks the worker, and the script that it begins
// with? The script that starts them. Neither can be given a digest where it is started, so both
// are asked for once more, from the cache.
async function arriveWhole() {
  const begun = ["worker.js", "pyodide.js"];
  await Promise.all(begun.map((name) => fetch(address(name), { integrity: FETCHED_DIGESTS[name] ?? "" })));
}
