// How far the engine's files are: a line that changes in place for the eye, and at a few points a
// word for who cannot see it.
import { h } from "./dom.js";
import { arrivedOf } from "../words/engine.js";

const APART = 10_000; // ms from one word to the next
const PARTS = 4; // a word at each quarter, at the most

/** Follow one start; `announce` speaks. `take` a progress event, then draw `line()`. */
export function followArrival(announce) {
  let text = "";
  let part = 0;
  let lastWord = performance.now();
  return {
    take({ arrived, of }) {
      text = arrived < of ? arrivedOf(megabytes(arrived), megabytes(of)) : "";
      const reached = Math.floor((PARTS * arrived) / of);
      if (!text || reached <= part || performance.now() - lastWord < APART) return;
      part = reached;
      lastWord = performance.now();
      announce(text);
    },
    // Its surroundings are read out whenever they change; this line would never stop.
    line: () => text && h("p", { class: "cl-arrived", "aria-live": "off" }, text),
  };
}

function megabytes(bytes) {
  return (bytes / 1_000_000).toFixed(1);
}
