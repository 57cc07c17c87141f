// What is said of the engine's start, on every page that starts one.
import type { FailedEvent } from "messages";

/** How much of the engine's files is here, in megabytes. */
export const arrivedOf = (arrived: string, of: string) => `${arrived} of ${of}\u00a0MB are here.`;

/** What to do about each way in which it can fail. */
export const ADVICE: Readonly<Record<FailedEvent["code"], string>> = {
  late: "It took too long to arrive. What has arrived is kept. Try again when the connection is better.",
  damaged: "A part of it did not arrive, or not whole. Try again. If that does not help, reload the page; then tell whoever runs this site.",
  blocked: "WebAssembly, which it needs, is switched off or forbidden in this browser. Another browser may do.",
  stopped: "Try again. If that does not help, reload the page.",
};
