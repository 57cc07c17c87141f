// The shell's end of the worker: requests with ids, late replies dropped.

const PATIENCE = 20_000;

/** The rule engine behind its worker; one instance per attempt to start it. */
export class Engine {
  #worker = null;
  #timer = 0;
  #lastId = 0;
  #waiting = new Map();
  #newest = new Map();

  /** `on` has: progress(stage), ready(reply of load), failed(reason); waits `patience` ms. */
  constructor(on, patience = PATIENCE) {
    this.on = on;
    this.patience = patience;
  }

  /** Start the worker; exactly one of `ready` and `failed` follows. */
  start() {
    this.#timer = setTimeout(() => this.#fail("time-out"), this.patience);
    try {
      this.#worker = makeWorker();
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "worker-error");
    };
  }

  /** Ask something; `then` gets the reply unless a newer request for the same went out. */
  ask(type, body, then) {
    const id = ++this.#lastId;
    const what = [type, body.document, body.as, body.contact].join(" ");
    this.#newest.set(what, id);
    this.#waiting.set(id, { what, then });
    this.#worker.postMessage({ v: 1, id, type, ...body });
  }

  #receive(message) {
    if (message.type === "event") {
      this.#hear(message);
      return;
    }
    const { what, then } = this.#waiting.get(message.id) ?? {};
    this.#waiting.delete(message.id);
    if (then && this.#newest.get(what) === message.id) then(message);
  }

  #hear({ event, stage, reason, loaded }) {
    if (event === "progress") this.on.progress(stage);
    if (event === "failed") this.#fail(reason);
    if (event === "ready" && this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.on.ready(loaded);
    }
  }

  // Also for an engine that dies later: the page then says so and keeps the answers.
  #fail(reason) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#worker?.terminate();
    if (this.#worker) this.#worker.onmessage = null;
    this.on.failed(reason);
  }
}

function makeWorker() {
  const { href } = new URL("worker.js", import.meta.url);
  if (self.origin !== "null") return new Worker(href, { type: "module" });
  // A sandboxed frame has no origin, so the only script of its origin is one it makes
  // itself; and Chromium starts no module from there, only a plain script that loads one.
  const script = `import(${JSON.stringify(href)}).catch((error) => setTimeout(() => { throw error; }));`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
}
