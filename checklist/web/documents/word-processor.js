// A document for a word processor. Loaded only when somebody asks for one, since the
// library is larger than the whole checklist.
import * as word from "docx";

const HEADINGS = [word.HeadingLevel.HEADING_1, word.HeadingLevel.HEADING_2, word.HeadingLevel.HEADING_3];

// What a file of XML cannot hold, whoever wrote it: control characters, halves of a character,
// and places that stand for none.
const FORBIDDEN = /[^\t\n\r\u0020-\u{10ffff}]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

function clean(text) {
  return text.replace(FORBIDDEN, "\ufffd");
}

/** Make a .docx blob of a document, with what was filled into its blanks. */
export function makeDocx({ title, blocks, size, line }, written) {
  const blanks = new Map(Array.from(written, ([id, text]) => [id, clean(text)]));
  const children = blocks.flatMap((block) => BLOCKS[block.kind]?.(block, { blanks, size, line }) ?? []);
  const points = size || 11;
  const document = new word.Document({
    title, creator: "", lastModifiedBy: "", description: "",
    styles: { default: stylesFor(points) },
    numbering: { config: [bullets("list", "•"), bullets("boxes", "☐")] },
    sections: [{ properties: { page: { size: LETTER, margin: MARGIN } }, children }],
  });
  return word.Packer.toBlob(document);
}

const LETTER = { width: 12240, height: 15840 }; // in twentieths of a point
const MARGIN = { top: 1080, right: 1080, bottom: 1080, left: 1080 };

// Every heading at least as large as the type a law asks for. A heading's level is said
// besides its style, which alone makes LibreOffice take it for a plain paragraph.
function stylesFor(points) {
  const heading = (outlineLevel, more) => ({
    run: { font: "Arial", size: (points + more) * 2, bold: true, color: "000000" },
    paragraph: { spacing: { before: 200, after: 80 }, outlineLevel },
  });
  return {
    document: { run: { font: "Arial", size: points * 2 }, paragraph: { spacing: { after: 120 } } },
    heading1: heading(0, 5), heading2: heading(1, 2), heading3: heading(2, 0),
  };
}

function bullets(reference, text) {
  const style = { paragraph: { indent: { left: 360, hanging: 360 } } };
  return { reference, levels: [{ level: 0, format: word.LevelFormat.BULLET, text, style }] };
}

const BLOCKS = {
  heading: ({ level, text }) => new word.Paragraph({ text, heading: HEADINGS[level - 1], keepNext: true }),
  paragraph: ({ text }) => new word.Paragraph(text),
  list: ({ items }) => items.map((text) => new word.Paragraph({ text, numbering: { reference: "list", level: 0 } })),
  boxes: ({ items }) => items.map((text) => new word.Paragraph({ text, numbering: { reference: "boxes", level: 0 } })),
  table: (block) => [table(block), new word.Paragraph("")],
  blank: ({ id, text, lines }, { blanks, line }) => blank(text, blanks.get(id), lines, line),
  signature: ({ text, items }, { line }) => [new word.Paragraph({ text, keepNext: true }), ...items.map((item) => blank(item, "", 1, line)[0])],
  page: () => new word.Paragraph({ pageBreakBefore: true }),
  note: ({ text }, { size }) => new word.Paragraph({ children: [new word.TextRun({ text, size: size ? size * 2 : 16 })] }),
};

function blank(label, value, lines, line) {
  if (value) return value.split("\n").map((part, place) => new word.Paragraph(place ? part : `${label}: ${part}`));
  return Array.from({ length: lines }, (_, place) => new word.Paragraph(place ? line : `${label}: ${line}`));
}

function table({ columns, rows }) {
  const cell = (text, bold) => new word.TableCell({
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    children: [new word.Paragraph({ children: [new word.TextRun({ text, bold })] })],
  });
  return new word.Table({
    width: { size: 100, type: word.WidthType.PERCENTAGE },
    columnWidths: columns.map(() => Math.floor(9000 / columns.length)),
    rows: [
      new word.TableRow({ tableHeader: true, children: columns.map((text) => cell(text, true)) }),
      ...rows.map((row) => new word.TableRow({ children: row.map((text) => cell(text, false)) })),
    ],
  });
}
