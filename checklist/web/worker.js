// The engine's room: the Python runtime, started here so that the page never
// waits for it. It relays messages to `coordguide.protocol.handle` and knows
// nothing else.
import { loadPyodide, version } from "./pyodide.js";

const here = new URL(".", import.meta.url).href;

// Nothing is installed at run time, so the lock names no package; the runtime
// refuses one whose ABI is not its own.
const LOCK = { info: { abi_version: "2025_0", arch: "wasm32", version }, packages: {} };

const WASM = "application/wasm";

let handle = null;
const early = [];

self.onmessage = ({ data }) => (handle ? relay(data) : early.push(data));

start().catch((error) => tell("failed", { reason: String(error?.message ?? error) }));

async function start() {
  tell("progress", { stage: "runtime" });
  refuseWhereBlocked();
  acceptAnyType();
  const content = fetch(here + "content.json").then(readJson);
  content.catch(() => {}); // reported below, once the runtime had its turn
  const python = await loadPyodide({
    indexURL: here,
    stdLibURL: here + "stdlib.zip",
    lockFileContents: LOCK,
  });
  tell("progress", { stage: "engine" });
  const answer = python.pyimport("coordguide.protocol").handle;
  const load = { v: 1, id: 0, type: "load", content: await content };
  const loaded = JSON.parse(answer(JSON.stringify(load)));
  if (loaded.type === "error") throw new Error(loaded.message);
  handle = answer;
  tell("ready", { loaded });
  early.forEach(relay);
}

// loadPyodide never settles where a policy forbids WebAssembly; the smallest
// module there is fails at once instead.
function refuseWhereBlocked() {
  new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
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

async function readJson(response) {
  if (!response.ok) throw new Error(`content.json: ${response.status}`);
  return response.json();
}

function relay(message) {
  self.postMessage(JSON.parse(handle(JSON.stringify(message))));
}

function tell(event, more) {
  self.postMessage({ v: 1, type: "event", event, ...more });
}
