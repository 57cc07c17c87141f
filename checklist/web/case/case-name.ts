// Which of several cases this page is for. A portal or a link names it behind the `#` of the address,
// which no server is sent. From there the name moves to the browser's history of this page, so that
// a link to a place within the page does not lose it.

const SHAPE = /^[A-Za-z0-9._~-]{1,128}$/;

interface Entry {
  coordguideCase?: string;
}

/** Whether a page of somebody else is around this one. */
export const isFramed = parent !== self;

const named = fromAddress() ?? (history.state as Entry | null)?.coordguideCase ?? "";
hold();

/** The name of the case that this page is for, "" where nobody named one, null where what was named is no name. */
export const caseName = !named || SHAPE.test(named) ? named : null;

/**
 * Begin this page anew for another case. A browser that goes back may bring a frame of the page of
 * another member.
 */
export function beFor(name: string) {
  if (name !== caseName) location.replace(`#case=${name}`);
}

// Where only what is behind the `#` changes, a browser leaves the page as it is.
addEventListener("hashchange", () => {
  if ((fromAddress() ?? named) === named) hold();
  else location.reload();
});

function fromAddress() {
  return new URLSearchParams(location.hash.slice(1)).get("case");
}

function hold() {
  if (self.origin === "null") return; // a sandbox, which keeps nothing anyway
  const isInAddress = fromAddress() !== null;
  if (!named && !isInAddress) return;
  const rest = isInAddress ? location.pathname + location.search : location.href;
  history.replaceState({ ...history.state, coordguideCase: named } satisfies Entry, "", rest);
}
