// What a person calls a case: short, and made of what can be seen. The engine does the same for
// what comes from a file: src/coordguide/protocol/label.py.

/** How long a label may be. */
export const MOST_LABEL = 20;

// What turns the direction of a line, ends it, or shows nothing at all. What joins letters or the
// parts of a picture (U+200C, U+200D) is not among it: there it can be seen.
const UNSEEN = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u009f" // control characters, line ends and tabs among them
    + "\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb"
    + "\\u{e0000}-\\u{e007f}"
    + "\\ud800-\\udfff]", // halves of a character
  "gu",
);

/** A label without what cannot be seen, cut to its length. */
export function plainLabel(text: string) {
  return [...text.replaceAll(UNSEEN, "")].slice(0, MOST_LABEL).join("");
}
