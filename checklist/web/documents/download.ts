// Giving a file to the person: made in the page, sent nowhere.
import { isSandboxed, offerText } from "../embed/sandbox.ts";

/** Offer a blob as a download under a name. */
export function download(name: string, blob: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  if (isSandboxed) offerText(name, blob);
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
