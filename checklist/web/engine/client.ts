// The shell's end of the worker: requests with ids, late replies dropped.
import type { Event as EngineEvent, FailedEvent, LoadReply, ProgressEvent, Reply, Request } from "messages";

const PATIENCE = 20_000; // for each part of the start, and for each answer

const WORKER = new URL("worker.js", import.meta.url).href;

/** What went wrong, for the sentence that says what to do: see `WORDS.advice`. */
const LATE = "late";
const STOPPED = "stopped";

/** Why an engine stopped, as the worker or this side says it. */
export type FailureCode = FailedEvent["code"];

/** Who hears of the start: of each part of it, of its end, and of a stop at any time. */
export interface Listener {
  progress(stage: ProgressEvent["stage"]): void;
  ready(loaded: LoadReply): void;
  failed(code: FailureCode, reason: string): void;
}

interface Waiting {
  what: string;
  then: (reply: Reply) => void;
}

/** The rule engine behind its worker; one instance per attempt to start it. */
export class Engine {
  readonly on: Listener;
  readonly patience: number;
  #worker: Worker | null = null;
  #timer: ReturnType<typeof setTimeout> | 0 = 0;
  #watchdog: ReturnType<typeof setTimeout> | 0 = 0;
  #lastId = 0;
  #waiting = new Map<number, Waiting>();
  #newest = new Map<string, number>();

  /** `on` has: progress(stage), ready(reply of load), failed(code, reason); waits `patience` ms. */
  constructor(on: Listener, patience = PATIENCE) {
    this.on = on;
    this.patience = patience;
  }

  /** Start the worker; one of `ready` and `failed` follows, and `failed` also where it dies later. */
  start() {
    this.#expectLife();
    try {
      this.#worker = makeWorker();
    } catch (error) {
      this.#fail(STOPPED, String(error));
      return;
    }
    arriveWhole().catch((error) => this.#timer && this.#fail("damaged", String(error)));
    this.#worker.onmessage = ({ data }: MessageEvent<Reply | EngineEvent>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(STOPPED, event.message || "worker-error");
    };
  }

  // A slow computer is not a stuck one: each part of the start that is done gives it the same time again.
  #expectLife() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(LATE, "time-out"), this.patience);
  }

  /** Ask something; `then` gets the reply unless a newer request for the same went out. */
  ask(type: Request["type"], body: Readonly<Record<string, unknown>>, then: (reply: Reply) => void) {
    const id = ++this.#lastId;
    const what = [type, body.document, body.as, body.contact].join(" ");
    this.#newest.set(what, id);
    this.#waiting.set(id, { what, then });
    this.#worker?.postMessage({ v: 1, id, type, ...body });
    this.#watch();
  }

  // A worker that was killed says nothing: nobody but the one who waits can notice.
  #watch() {
    clearTimeout(this.#watchdog);
    if (this.#waiting.size) this.#watchdog = setTimeout(() => this.#fail(STOPPED, "no answer"), PATIENCE);
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
      this.on.progress(message.stage);
    }
    if (message.event === "failed") this.#fail(message.code, message.reason);
    if (message.event === "ready" && this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.on.ready(message.loaded);
    }
  }

  // Also for an engine that dies later: the page then says so and keeps the answers.
  #fail(code: FailureCode, reason: string) {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#timer = 0;
    this.#worker?.terminate();
    if (this.#worker) this.#worker.onmessage = null;
    this.on.failed(code, reason);
  }
}

// The worker checks what it loads, but who checks the worker? The script that starts it. A
// worker's first script cannot be given a digest, so it is asked for once more, from the cache.
async function arriveWhole() {
  await fetch(WORKER, { integrity: SCRIPT_DIGESTS["worker.js"] ?? "" });
}

function makeWorker() {
  if (self.origin !== "null") return new Worker(WORKER, { type: "module" });
  // A sandboxed frame has no origin, so the only script of its origin is one it makes
  // itself; and Chromium starts no module from there, only a plain script that loads one.
  const script = `import(${JSON.stringify(WORKER)}).catch((error) => setTimeout(() => { throw error; }));`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
}
