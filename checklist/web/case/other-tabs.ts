// The same case in two places: a browser that copies a tab copies what it keeps, and a portal may show
// one case twice. Pages tell each other only the key of a case, which is made by chance, or the name
// that a portal gave it.
import { caseName } from "./case-name.ts";

const NAME = "coordguide";

/** Tell `found` when another page of this browser has this page's case. */
export function watchOtherTabs(app: { readonly case: { readonly key: string } }, found: () => void): () => void {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(NAME);
  } catch {
    return () => {}; // a frame that may keep nothing has no copies either
  }
  const id = () => caseName || app.case.key;
  channel.onmessage = ({ data }: MessageEvent<{ key: string; asks?: true }>) => {
    if (data.key !== id()) return;
    if (data.asks) channel.postMessage({ key: id() });
    found();
  };
  return () => channel.postMessage({ key: id(), asks: true });
}
