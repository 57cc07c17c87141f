// A file of the engine on its way: it can be seen how far it is, what came over a line that broke
// is kept, and it is handed out only as it was built.

/** Who hears of a file: that more of it is here, or that it cannot be had as things are. */
export interface Watcher {
  more(): void;
  failed(error: unknown): void;
}

const TRIES = 2; // in a row that bring nothing, before a line counts as cut
const PAUSE = 1_000; // ms before the next of them

type Bytes = Uint8Array<ArrayBuffer>;

const here = new URL(".", import.meta.url).href;

// To a sandboxed frame our own files come from elsewhere, where to ask for a part is not always allowed.
const canGoOn = self.origin !== "null";

// Over plain http no script can reckon a digest; there the browser checks what it fetches.
const canReckon = Boolean(globalThis.crypto?.subtle);

const ask = self.fetch.bind(self); // the runtime gets another one

/** One file, by the name it was built under; it is asked for at once. */
export class Arriving {
  /** The whole file. It waits as long as it takes: what goes wrong meanwhile is the watcher's to say. */
  readonly whole: Promise<Bytes>;
  /** A copy of the first answer while it still comes, for who can begin with a part of it. */
  readonly first: Promise<Response>;
  readonly size: number;
  arrived = 0;
  requests = 0;
  readonly #name: string;
  readonly #watcher: Watcher;
  readonly #bytes: Bytes;
  #line = new AbortController();
  #cache: RequestCache = "default";
  #done: (whole: Bytes) => void = () => {};
  #begun: (answer: Response) => void = () => {};

  constructor(name: string, watcher: Watcher) {
    this.#name = name;
    this.#watcher = watcher;
    this.size = ENGINE_SIZES[name] ?? 0;
    this.#bytes = new Uint8Array(this.size);
    this.whole = new Promise((done) => (this.#done = done));
    this.first = new Promise((begun) => (this.#begun = begun));
    this.goOn();
  }

  /** Ask for what is not here yet, also where an earlier request still hangs. */
  goOn() {
    this.#line.abort();
    this.#line = new AbortController();
    const { signal } = this.#line;
    this.#complete(signal).catch((error) => signal.aborted || this.#watcher.failed(error));
  }

  // What was kept in between may be damaged too, and stays so for a year: the second time the
  // server itself is asked.
  async #complete(signal: AbortSignal) {
    await this.#fill(signal);
    let right = await this.#checked();
    if (!right) {
      this.arrived = 0;
      this.#cache = "reload";
      await this.#fill(signal);
      right = await this.#checked();
    }
    if (right) return this.#done(right);
    this.arrived = 0;
    throw new Error(`${this.#name} is not as it was built`);
  }

  async #fill(signal: AbortSignal) {
    for (let vain = 0; this.arrived < this.size; ) {
      const before = this.arrived;
      let broken: unknown = new Error(`${this.#name} ended early`);
      await this.#take(signal).catch((error) => (broken = error));
      vain = this.arrived > before ? 0 : vain + 1;
      if (signal.aborted || vain === TRIES) throw broken;
      if (vain) await new Promise((then) => setTimeout(then, PAUSE));
    }
  }

  async #take(signal: AbortSignal) {
    const isRest = canGoOn && this.arrived > 0;
    const headers: HeadersInit = isRest ? { Range: `bytes=${this.arrived}-` } : {};
    this.requests += 1;
    const answer = await ask(here + this.#name, { headers, signal, cache: this.#cache, priority: "low" });
    if (!answer.ok) throw new Error(`${this.#name}: ${answer.status}`);
    if (answer.status !== 206) this.arrived = 0; // all of it, from its beginning
    if (this.requests === 1) this.#begun(answer.clone());
    const reader = answer.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      if (signal.aborted) return;
      this.#bytes.set(part.value.subarray(0, Math.max(0, this.size - this.arrived)), Math.min(this.arrived, this.size));
      this.arrived += part.value.length;
      this.#watcher.more();
    }
  }

  async #checked(): Promise<Bytes | null> {
    if (this.arrived !== this.size) return null;
    const digest = ENGINE_DIGESTS[this.#name] ?? "";
    if (!canReckon) return this.#askChecked(digest);
    const reckoned = new Uint8Array(await crypto.subtle.digest("SHA-384", this.#bytes));
    return `sha384-${btoa(String.fromCharCode(...reckoned))}` === digest ? this.#bytes : null;
  }

  // Once more, now that it is in the browser's cache: such an answer is held back until it is
  // whole, so it says nothing of a line.
  async #askChecked(digest: string): Promise<Bytes | null> {
    this.requests += 1;
    const options: RequestInit = { integrity: digest, cache: "force-cache" };
    const again = await ask(here + this.#name, options).catch(() => null);
    return again && new Uint8Array(await again.arrayBuffer());
  }
}
