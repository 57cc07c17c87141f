// The engine's room: the Python runtime, started here so that the page never
// waits for it. It relays messages to `coordguide.protocol.handle` and knows
// nothing else.
import type { FailedEvent, LoadReply, ProgressEvent } from "messages";
import { loadPyodide, version } from "pyodide";

const here = new URL(".", import.meta.url).href;
const SCRIPTS = ["pyodide.js", "pyodide.asm.js"]; // imported, where no digest can be named

// Nothing is installed at run time, so the lock names no package; the runtime
// refuses one whose ABI is not its own.
const LOCK = JSON.stringify({ info: { abi_version: "2025_0", arch: "wasm32", version }, packages: {} });

type Without<Message> = Omit<Message, "v" | "type">;
type Told = Without<ProgressEvent> | Without<FailedEvent> | { event: "ready"; loaded: LoadReply };

const WASM = "application/wasm";

let handle: ((message: string) => string) | null = null;
const early: { id: number }[] = [];

self.onmessage = ({ data }) => (handle ? relay(data) : early.push(data));

start().catch((error) => fail(codeOf(error), error));

async function start() {
  tell({ event: "progress", stage: "runtime" });
  refuseWhereBlocked();
  fetchWhole();
  acceptAnyType();
  const scripts = Promise.all(SCRIPTS.map((name) => fetch(here + name)));
  const content = fetch(here + "content.json").then(readJson);
  for (const waiting of [scripts, content]) waiting.catch(() => {}); // reported below, once the runtime had its turn
  const python = await loadPyodide({
    indexURL: here,
    stdLibURL: here + "stdlib.zip",
    lockFileContents: LOCK,
  });
  await scripts;
  tell({ event: "progress", stage: "engine" });
  const answer = python.pyimport("coordguide.protocol").handle;
  const load = { v: 1, id: 0, type: "load", content: await content };
  const loaded = JSON.parse(answer(JSON.stringify(load)));
  if (loaded.type === "error") throw new Error(loaded.message);
  handle = answer;
  tell({ event: "ready", loaded });
  early.forEach(relay);
}

// loadPyodide never settles where a policy forbids WebAssembly; the smallest
// module there is fails at once instead.
function refuseWhereBlocked() {
  new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
}

// Every file of the engine is taken as it was built or not at all, whoever asks for it.
function fetchWhole() {
  const plain = self.fetch;
  self.fetch = (what, options) => {
    const name = (what instanceof Request ? what.url : String(what)).replace(here, "");
    const answer = plain(what, { ...options, integrity: ENGINE_DIGESTS[name] ?? "" });
    answer.catch((error) => fail("damaged", error)); // the runtime does not always say so itself
    return answer;
  };
}

// Some servers, those of learning systems above all, do not know WebAssembly and send it with
// a type that is refused. Where the type is right, the browser's own answer is left as it is:
// it keeps what it compiled for the next visit.
function acceptAnyType() {
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const answer = await source;
    const isKnown = answer.headers.get("Content-Type")?.startsWith(WASM);
    const typed = isKnown ? answer : new Response(answer.body, { headers: { "Content-Type": WASM } });
    return instantiateStreaming.call(WebAssembly, typed, imports);
  };
}

async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`content.json: ${response.status}`);
  return response.json();
}

function relay(message: { id: number }) {
  try {
    const reply = JSON.parse(handle?.(JSON.stringify(message)) ?? "null");
    // What is too deep to be read is refused before its number is known.
    self.postMessage({ ...reply, id: reply.id ?? message.id });
  } catch (error) {
    fail("stopped", error);
  }
}

function codeOf(error: unknown): FailedEvent["code"] {
  const isThere = typeof WebAssembly !== "undefined"; // some browsers can be started without it
  return !isThere || error instanceof WebAssembly.CompileError ? "blocked" : "stopped";
}

function fail(code: FailedEvent["code"], error: unknown) {
  tell({ event: "failed", code, reason: error instanceof Error ? error.message : String(error) });
}

function tell(told: Told) {
  self.postMessage({ v: 1, type: "event", ...told });
}
