// Giving a text to the clipboard, also where a page may not ask for it by itself: in a frame that
// does not allow it, or over an address without https.
import { offerCopy, sameCase } from "../embed/sandbox.ts";

export { showNoMore } from "../embed/sandbox.ts";

/** Copy a text, and the same as HTML; where nothing works it is shown. Returns whether it was copied. */
export async function copyOut(text: string, html: string) {
  const parts = { "text/plain": text, "text/html": html };
  const isSame = sameCase(); // a browser that asks the person first may answer much later
  const isCopied = (await isWritten(parts)) || isTaken(parts);
  if (!isCopied && isSame()) offerCopy(text);
  return isCopied;
}

async function isWritten(parts: Readonly<Record<string, string>>) {
  try {
    const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return false; // no clipboard here, or not allowed
  }
}

// What a person does with Ctrl+C is allowed where the page's own wish is not.
function isTaken(parts: Readonly<Record<string, string>>) {
  let taken = false;
  const take = (event: ClipboardEvent) => {
    for (const [type, part] of Object.entries(parts)) event.clipboardData?.setData(type, part);
    event.preventDefault();
    taken = true;
  };
  document.addEventListener("copy", take);
  document.execCommand("copy");
  document.removeEventListener("copy", take);
  return taken;
}
