// Remembers which edition a reader chose, and leads to it from pages for everybody.
// Without this script, or where nothing may be stored, the row of editions does the same by hand.

const KEY = "coordguide:edition";

function remembered() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function remember(edition) {
  try {
    if (edition) localStorage.setItem(KEY, edition);
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is refused, as in some frames: the choice then lasts as long as the links do.
  }
}

const home = new URL("..", document.currentScript.src);
const bar = document.querySelector(".edition-bar");
const here = bar?.querySelector("[aria-current]")?.dataset.edition;
if (here) remember(here);

/** Where a link should lead for the edition remembered; nothing where it is right as it is. */
function towards(link) {
  const edition = remembered();
  if (!edition || link.origin !== home.origin || !link.pathname.startsWith(home.pathname)) return null;
  const path = link.pathname.slice(home.pathname.length);
  const url = new URL(link.href);
  if (path.startsWith("guide/")) {
    url.pathname = `${home.pathname}editions/${edition}/${path.slice(6) || "guide/"}`;
  } else if (path === "checklist/" && !url.searchParams.has("edition")) {
    url.searchParams.set("edition", edition);
  } else return null;
  return url.href;
}

// In the capture phase, so that links the search has written are led as well.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  if ("edition" in link.dataset) remember(link.dataset.edition);
  else link.href = towards(link) ?? link.href;
}, true);

// A page for everybody, opened by its address: offer the edition, do not jump to it.
const chosen = here === "" && bar.querySelector(`[data-edition="${CSS.escape(remembered())}"]`);
if (chosen && remembered()) {
  const offer = document.createElement("p");
  offer.className = "edition-offer";
  const link = chosen.cloneNode(true);
  link.textContent = `Read this page for ${chosen.textContent}`;
  link.removeAttribute("aria-current");
  offer.append("You chose an edition before. ", link);
  bar.append(offer);
}
