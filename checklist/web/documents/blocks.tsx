// How the blocks of a document are drawn: on screen with fields for its blanks, and
// on the printed sheet with what was filled in, or a line to write on.
import type { BlankBlock, Block, Part, TableBlock } from "messages";
import { type ComponentChildren, h } from "preact";
import { PRIVATE, Typed, TypedLines } from "../screens/fields.tsx";
import { DOCUMENT_WORDS } from "../words/documents.ts";

interface Drawn {
  blocks: readonly Block[];
  /** What was filled in, by the blank's id. */
  blanks: ReadonlyMap<string, string>;
  /** Takes what is filled in; none where the document is only shown or printed. */
  fill?: (id: string, value: string) => void;
  /** Of the first heading. */
  level?: number;
  /** Writes who says so; none on a sheet of paper. */
  marks?: (cites: readonly string[]) => ComponentChildren;
}

/** The blocks of a document. */
export function Blocks({ blocks, ...drawn }: Drawn) {
  return blocks.map((block, place) => <OneBlock block={block} place={place} {...drawn} />);
}

function OneBlock({ block, place, blanks, fill, level = 3, marks }: Omit<Drawn, "blocks"> & { block: Block; place: number }) {
  const said = marks?.(block.cites);
  switch (block.kind) {
    case "heading": return h(`h${level + block.level - 1}`, null, block.text);
    case "paragraph": return <p>{block.text}{said}</p>;
    case "list": return <ul><Items items={block.items} said={said} /></ul>;
    case "boxes": return <ul class="cl-boxes cl-column"><Items items={block.items} said={said} /></ul>;
    case "table": return <Table table={block} />;
    case "blank": return fill
      ? <Blank blank={block} value={blanks.get(block.id) ?? ""} fill={fill} place={place} />
      : <Line label={block.text} value={blanks.get(block.id)} lines={block.lines} />;
    case "signature": return <div class="cl-sign"><p>{block.text}</p>{block.items.map((item) => <Line label={item} />)}</div>;
    case "page": return <hr class={fill ? undefined : "cl-new-page"} />;
    case "note": return <p class="cl-small-print">{block.text}</p>;
    case "advice": return fill
      ? <div class="cl-advice"><p class="cl-small-head">{DOCUMENT_WORDS.forYou}</p><ul><Items items={block.items} said={said} /></ul></div>
      : null;
  }
}

// What is said of all of them stands behind the last.
function Items({ items, said }: { items: readonly string[]; said: ComponentChildren }) {
  return items.map((item, place) => <li>{item}{place === items.length - 1 && said}</li>);
}

function Table({ table: { columns, rows } }: { table: TableBlock }) {
  return (
    <div class="cl-table">
      <table>
        <thead><tr>{columns.map((column) => <th scope="col">{column}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <tr>{row.map((cell) => <td>{cell || "\u00a0"}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** A blank of a document, to be filled in. */
export function Blank({ blank: { id, text, lines }, value, fill, place }: { blank: BlankBlock; value: string; fill: (id: string, value: string) => void; place: number }) {
  const field = {
    id: `cl-blank-${place}-${id}`, "data-blank": id, value, ...PRIVATE,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => fill(id, currentTarget.value),
  };
  return (
    <p class="cl-fill">
      <label for={field.id}>{text}:</label>
      {lines > 1 ? <TypedLines rows={lines} {...field} /> : <Typed {...field} />}
    </p>
  );
}

function Line({ label, value = "", lines = 1 }: { label: string; value?: string | undefined; lines?: number }) {
  return (
    <p class="cl-write">
      <span>{label}:</span>
      {value ? <span class="cl-filled">{value}</span> : Array.from({ length: lines }, () => <span class="cl-line" />)}
    </p>
  );
}

/** A written document as one text, with what was filled into its blanks. */
export function fillIn(parts: readonly Part[], blanks: ReadonlyMap<string, string>, encode = (text: string) => text) {
  return parts.map(({ text, blank }) => {
    const value = blank && blanks.get(blank);
    return value ? encode(value) : text;
  }).join("");
}

/** Text as it stands inside an HTML element. */
export function escaped(text: string) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
