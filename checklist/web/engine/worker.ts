// The engine's room: the Python runtime, started here so that the page never
// waits for it. It relays messages to `coordguide.protocol.handle` and knows
// nothing else.
import type { FailedEvent, LoadReply, ProgressEvent } from "messages";
import { loadPyodide, version } from "pyodide";
import { Arriving } from "./arriving.ts";

const here = new URL(".", import.meta.url).href;

// Nothing is installed at run time, so the lock names no package; the runtime
// refuses one whose ABI is not its own.
const LOCK = JSON.stringify({ info: { abi_version: "2025_0", arch: "wasm32", version }, packages: {} });

type Without<Message> = Omit<Message, "v" | "type">;
type Told = Without<ProgressEvent> | Without<FailedEvent> | { event: "ready"; loaded: LoadReply };

const WASM = "application/wasm";
const FETCH = self.fetch;
const OFTEN = 250; // ms from one word about how far the files are to the next

let handle: ((message: string) => string) | null = null;
const early: { id: number }[] = [];
let files: Arriving[] = [];
let stage: ProgressEvent["stage"] = "runtime";
let loaded: LoadReply | null = null;
let nextWord: ReturnType<typeof setTimeout> | 0 = 0;

self.onmessage = ({ data }) => {
  if (data.type === "go-on") goOn();
  else if (handle) relay(data);
  else early.push(data);
};

start().catch((error) => fail(codeOf(error), error));

async function start() {
  refuseWhereBlocked();
  const watcher = { more: tellHowFarSoon, failed: (error: unknown) => fail("damaged", error) };
  const script = new Arriving("pyodide.asm.js", watcher);
  const runtime = new Arriving("pyodide.asm.wasm", watcher);
  const library = new Arriving("stdlib.zip", watcher);
  const content = new Arriving("content.json", watcher);
  files = [script, runtime, library, content];
  tellHowFar();
  handOver(runtime, library);
  await script.whole;
  await run("pyodide.asm.js");
  const python = await loadPyodide({ indexURL: here, stdLibURL: here + "stdlib.zip", lockFileContents: LOCK });
  self.fetch = FETCH;
  stage = "engine";
  tellHowFar();
  const answer = python.pyimport("coordguide.protocol").handle;
  const load = { v: 1, id: 0, type: "load", content: JSON.parse(new TextDecoder().decode(await content.whole)) };
  const reply = JSON.parse(answer(JSON.stringify(load)));
  if (reply.type === "error") throw new Error(reply.message);
  handle = answer;
  loaded = reply as LoadReply;
  files = []; // what they hold is needed no more
  tell({ event: "ready", loaded });
  early.forEach(relay);
}

// loadPyodide never settles where a policy forbids WebAssembly; the smallest
// module there is fails at once instead.
function refuseWhereBlocked() {
  new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
}

// An import takes no bytes: it asks once more, out of the browser's cache where that has all of
// it. One that failed is remembered by its address.
async function run(script: string, tries = 3): Promise<void> {
  const address = `${here}${script}${tries < 3 ? `?${tries}` : ""}`;
  await import(address).catch((error) => {
    if (tries === 1) throw error;
    return run(script, tries - 1);
  });
}

// What the runtime would fetch by itself, it gets from here: whole, as it was built, and no sooner.
function handOver(runtime: Arriving, library: Arriving) {
  const compiled = compile(runtime);
  compiled.catch((error) => fail(codeOf(error), error)); // the runtime does not say so itself
  self.fetch = async (what) => new Response(String(what).endsWith(".zip") ? await library.whole : null);
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

// Compiled while it comes, run when all of it is here and right. Where its type is known the
// browser keeps what it compiled for the next visit; some servers, those of learning systems
// above all, send it with a type that is refused.
async function compile(runtime: Arriving): Promise<WebAssembly.Module> {
  const ahead = runtime.first.then((answer) => {
    const isKnown = answer.headers.get("Content-Type")?.startsWith(WASM);
    return WebAssembly.compileStreaming(isKnown ? answer : new Response(answer.body, { headers: { "Content-Type": WASM } }));
  });
  ahead.catch(() => {}); // it came in parts, or not as it was built, and is asked for again
  const whole = await runtime.whole;
  return runtime.requests === 1 ? ahead : WebAssembly.compile(whole);
}

// The page waits again, after it had given up and heard nothing of what came since.
function goOn() {
  if (loaded) return tell({ event: "ready", loaded });
  tellHowFar();
  for (const file of files) if (file.arrived < file.size) file.goOn();
}

// Soon, and once for all that came meanwhile; at once where nothing more is to come.
function tellHowFarSoon() {
  if (howFar().arrived >= howFar().of) return tellHowFar();
  nextWord ||= setTimeout(tellHowFar, OFTEN);
}

function tellHowFar() {
  clearTimeout(nextWord);
  nextWord = 0;
  tell({ event: "progress", stage, ...howFar() });
}

function howFar() {
  return { arrived: sum(files.map((file) => file.arrived)), of: sum(files.map((file) => file.size)) };
}

function sum(numbers: number[]) {
  return numbers.reduce((one, other) => one + other, 0);
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
