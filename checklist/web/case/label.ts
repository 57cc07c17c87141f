// What a person calls a case: short, and made of what can be seen. The engine does the same for
// what comes from a file: src/coordguide/protocol/label.py.
import { plainText } from "../words/outside/plain.ts";

/** How long a label may be. */
export const MOST_LABEL = 20;

/** A label without what cannot be seen, cut to its length. */
export function plainLabel(text: string) {
  return [...plainText(text)].slice(0, MOST_LABEL).join("");
}
