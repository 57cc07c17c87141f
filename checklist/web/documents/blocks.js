// How the blocks of a document are drawn: on screen with fields for its blanks, and
// on the printed sheet with what was filled in, or a line to write on.
import { h, PRIVATE } from "../screens/dom.js";
import { DOCUMENT_WORDS } from "../words/documents.js";

/**
 * The blocks of a document; `blanks` holds what was filled in, `fill` takes it (none: for print), and
 * `marks` writes who says so (none: a sheet of paper does not show it).
 */
export function drawBlocks(blocks, blanks, { fill = null, level = 3, marks = () => null } = {}) {
  return blocks.map((block, place) =>
    BLOCKS[block.kind]?.({ block, blanks, fill, level, place, said: () => marks(block.cites) }));
}

const BLOCKS = {
  heading: ({ block, level }) => h(`h${level + block.level - 1}`, null, block.text),
  paragraph: ({ block, said }) => h("p", null, block.text, said()),
  list: ({ block, said }) => h("ul", null, items(block, said)),
  boxes: ({ block, said }) => h("ul", { class: "cl-boxes cl-column" }, items(block, said)),
  table: ({ block }) => table(block),
  blank: (part) => blank(part),
  signature: ({ block }) => h("div", { class: "cl-sign" }, h("p", null, block.text),
    block.items.map((item) => line(item))),
  page: ({ fill }) => h("hr", { class: fill ? null : "cl-new-page" }),
  note: ({ block }) => h("p", { class: "cl-small-print" }, block.text),
  advice: ({ block, fill, said }) => fill && h("div", { class: "cl-advice" },
    h("p", { class: "cl-small-head" }, DOCUMENT_WORDS.forYou), h("ul", null, items(block, said))),
};

// What is said of all of them stands behind the last.
function items({ items }, said) {
  return items.map((item, place) => h("li", null, item, place === items.length - 1 && said()));
}

function table({ columns, rows }) {
  return h("div", { class: "cl-table" }, h("table", null,
    h("thead", null, h("tr", null, columns.map((column) => h("th", { scope: "col" }, column)))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((cell) => h("td", null, cell || "\u00a0")))))));
}

function blank({ block, blanks, fill, place }) {
  const value = blanks.get(block.id) ?? "";
  if (!fill) return line(block.text, value, block.lines);
  const id = `cl-blank-${place}-${block.id}`;
  return h("p", { class: "cl-fill" }, h("label", { for: id }, block.text, ":"),
    h(block.lines > 1 ? "textarea" : "input", {
      id, "data-blank": block.id, value, ...PRIVATE, rows: block.lines > 1 ? block.lines : null,
      oninput: ({ target }) => fill(block.id, target.value),
    }));
}

function line(label, value = "", lines = 1) {
  return h("p", { class: "cl-write" }, h("span", null, label, ":"),
    value ? h("span", { class: "cl-filled" }, value) : Array.from({ length: lines }, () => h("span", { class: "cl-line" })));
}

/** A written document as one text, with what was filled into its blanks. */
export function fillIn(parts, blanks, encode = (text) => text) {
  return parts.map(({ text, blank }) => (blanks.has(blank) ? encode(blanks.get(blank)) : text)).join("");
}

/** Text as it stands inside an HTML element. */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
