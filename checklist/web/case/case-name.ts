// Which of several cases this page is for. A portal or a link names it behind the `#` of the address,
// which no server is sent. From there the name moves to the browser's history of this page, so that
// a link to a place within the page does not lose it, and to the tab, for who comes back from the guide.

const SHAPE = /^[A-Za-z0-9._~-]{1,128}$/;
const REFUSED = "!"; // stands for what was no name, and is none itself
const OF_TAB = "coordguide:name";

interface Entry {
  coordguideCase?: string;
}

/** Whether a page of somebody else is around this one. */
export const isFramed = parent !== self;

const named = fromAddress() ?? fromHistory() ?? fromTab() ?? "";
hold();

/** The name of the case that this page is for, "" where nobody named one, null where what was named is no name. */
export const caseName = named === REFUSED ? null : named;

/** Load this page anew for another case. */
export function openFor(name: string) {
  if (fromAddress() === name) location.reload();
  else location.replace(`#case=${name}`);
}

// Where only what is behind the `#` changes, a browser leaves the page as it is; where it goes back
// to an entry of another case, too.
for (const kind of ["hashchange", "popstate"]) {
  addEventListener(kind, () => ((fromAddress() ?? fromHistory() ?? named) === named ? hold() : location.reload()));
}

function fromAddress() {
  const name = new URLSearchParams(location.hash.slice(1)).get("case");
  return name && !SHAPE.test(name) ? REFUSED : name;
}

function fromHistory() {
  return (history.state as Entry | null)?.coordguideCase ?? null;
}

// A frame is always told its name; a tab goes on with the one it was last opened for.
function fromTab() {
  try {
    return isFramed ? null : sessionStorage.getItem(OF_TAB);
  } catch {
    return null;
  }
}

function hold() {
  if (self.origin === "null") return; // a sandbox, which keeps nothing anyway
  const isInAddress = fromAddress() !== null;
  if (!named && !isInAddress) return;
  const rest = isInAddress ? location.pathname + location.search : location.href;
  history.replaceState({ ...history.state, coordguideCase: named } satisfies Entry, "", rest);
  try {
    if (!isFramed) sessionStorage.setItem(OF_TAB, named);
  } catch {
    // Nothing is kept in this tab; the name stays with this page.
  }
}
