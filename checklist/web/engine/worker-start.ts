// How the engine's worker is started, and by whom first: the page may begin with it while the browser
// still reads the page, and the page's scripts then take it over.
import type { Event as EngineEvent, Reply } from "messages";

/** What a worker says. */
export type Said = MessageEvent<Reply | EngineEvent> | ErrorEvent;

/** A worker that runs before anybody listens, and what it said so far. */
export interface Early {
  worker: Worker;
  said: Said[];
}

declare global {
  /** Absent until somebody started a worker; undefined once it was taken over, or none is wanted. */
  var coordguideEarly: Early | undefined;
}

const WORKER = new URL("worker.js", import.meta.url).href;

/** Start a worker. */
export function makeWorker() {
  if (self.origin !== "null") return new Worker(WORKER, { type: "module" });
  // A sandboxed frame has no origin, so the only script of its origin is one it makes
  // itself; and Chromium starts no module worker from there, only a plain script that loads one.
  const script = `import(${JSON.stringify(WORKER)}).catch((error) => setTimeout(() => { throw error; }));`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
}

/** Start a worker for scripts that come later, unless they were here first. */
export function startEarly() {
  if ("coordguideEarly" in globalThis) return;
  const early: Early = { worker: makeWorker(), said: [] };
  early.worker.onmessage = early.worker.onerror = (said: Said) => early.said.push(said);
  globalThis.coordguideEarly = early;
}

/** Take the early worker over, or start one; from then on none is started early. */
export function takeOver(): Early {
  const early = globalThis.coordguideEarly ?? { worker: makeWorker(), said: [] };
  globalThis.coordguideEarly = undefined;
  return early;
}
