// Two tabs with the same case: a browser that copies a tab copies what it keeps. Tabs tell
// each other only the key of a case, which is made by chance and says nothing.

const NAME = "coordguide";

/** Tell `found` when another tab of this browser has the case with this page's key. */
export function watchOtherTabs(app: { readonly case: { readonly key: string } }, found: () => void): () => void {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(NAME);
  } catch {
    return () => {}; // a frame that may keep nothing has no copies either
  }
  channel.onmessage = ({ data }: MessageEvent<{ key: string; asks?: true }>) => {
    if (data.key !== app.case.key) return;
    if (data.asks) channel.postMessage({ key: app.case.key });
    found();
  };
  return () => channel.postMessage({ key: app.case.key, asks: true });
}
