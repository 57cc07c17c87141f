// Text from outside (a portal's label, a file, a learning system's name for somebody) as it is shown:
// made of what can be seen. The engine does the same: src/coordguide/protocol/label.py.

// What turns the direction of a line, ends it, or shows nothing at all. What joins letters or the
// parts of a picture (U+200C, U+200D) is not among it: there it can be seen.
const UNSEEN = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u009f" // control characters, line ends and tabs among them
    + "\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb"
    + "\\u{e0000}-\\u{e007f}"
    + "\\ud800-\\udfff]", // halves of a character
  "gu",
);

/** A text without what cannot be seen, which could also turn around what stands beside it. */
export function plainText(text: string) {
  return text.replaceAll(UNSEEN, "");
}

/** The same, and where it is longer than `most` characters, its beginning. */
export function plainShort(text: string, most: number) {
  const all = [...plainText(text)];
  return all.length > most ? `${all.slice(0, most).join("")}…` : all.join("");
}
