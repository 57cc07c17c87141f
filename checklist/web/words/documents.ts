// The words of the interface around documents: forms and letters. What a document says
// comes from the engine.

export const DOCUMENT_WORDS = {
  offered: "Forms and letters for this step",
  open: (title: string) => `Open: ${title}`,
  close: "Close",
  about: (label: string) => `About ${label}`,
  forYou: "For you, not part of the document",
  long: "Long version, for an audit",
  restsOn: "This document rests on",
  fillIn: "Fill in names just before you print. They are not saved anywhere.",
  notYet: "The answer to your last change is not there yet, so nothing was copied, printed or saved. Try again in a moment.",
  print: "Print",
  copy: "Copy",
  copied: "Copied.",
  copyByHand: "Copying is not allowed here. The text is selected: press Ctrl+C (or ⌘C) to copy it.",
  text: "Download as text",
  docx: "Download for a word processor",
  making: "Making the file…",
  docxFailed: "The file could not be made. Print the document or download it as text; or reload the page, which keeps your answers, and try again.",
  noPrint: "The website around this checklist does not let it print. Copy the text, or open the checklist in a window of its own.",
  noLink: "The website around this checklist does not let it open other pages. Copy the address and open it yourself.",
  noFile: (name: string) => `If no file arrives, the website around this checklist does not let it save files. Then copy this text and keep it in a file named ${name}.`,
  noFileAtAll: (name: string) => `If ${name} does not arrive, the website around this checklist does not let it save files. Copy the text instead, or open the checklist in a window of its own.`,
  written: (name: string) => `Saved as ${name} in your downloads.`,
};
