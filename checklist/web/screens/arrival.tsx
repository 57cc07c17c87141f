// How far the engine's files are: a line that changes in place for the eye, and at a few points a
// word for who cannot see it.
import type { ProgressEvent } from "messages";
import { arrivedOf } from "../words/engine.ts";

const APART = 10_000; // ms from one word to the next
const PARTS = 4; // a word at each quarter, at the most

/** Follow one start; `announce` speaks. `take` a progress event, then draw `line()`. */
export function followArrival(announce: (text: string) => void) {
  let text = "";
  let part = 0;
  let lastWord = performance.now();
  return {
    take({ arrived, of }: ProgressEvent) {
      text = arrived < of ? arrivedOf(megabytes(arrived), megabytes(of)) : "";
      const reached = Math.floor((PARTS * arrived) / of);
      if (!text || reached <= part || performance.now() - lastWord < APART) return;
      part = reached;
      lastWord = performance.now();
      announce(text);
    },
    // Its surroundings are read out whenever they change; this line would never stop.
    line: () => text && <p class="cl-arrived" aria-live="off">{text}</p>,
  };
}

function megabytes(bytes: number) {
  return (bytes / 1_000_000).toFixed(1);
}
