// The checklist inside a page of somebody else. It answers only the page that
// frames it, only after that page spoke, and tells it steps and versions. What was
// answered leaves the frame in one case: the person presses the button, and the
// edition lists the portal.
import { isSandboxed, openLink } from "./sandbox.ts";
import { isOfNow } from "../screens/page-state.ts";
import { app } from "../screens/shell.tsx";
import { WORDS } from "../words/checklist.ts";
import { isMessage } from "./fits.ts";
import { dress, setScheme } from "./theme.ts";

/** What the portal asks for; `isMessage` has seen to its shape. */
interface Settings {
  theme?: string | null;
  lang?: string | null;
  edition?: string;
  sizes?: boolean;
  values?: Partial<Record<string, string | null>>;
}

/** Which part of the frame is on screen. */
interface Look {
  top: number;
  height: number;
}

type Told = "ready" | "resize" | "step" | "complete" | "error" | "note" | "cleared";

const HEIGHT_STEP = 512; // CSS pixels

const page = document.documentElement;
const given = new URLSearchParams(location.search);
const names = Object.keys(MESSAGES.settings?.properties?.values?.properties ?? {});
let settings: Settings = {
  theme: given.get("theme"),
  lang: given.get("lang"),
  values: Object.fromEntries(names.map((name) => [name, given.get(name)])),
};
let proposed = given.get("edition"); // the edition the portal last asked for
let portal = ""; // the origin of the page around this one, once it has spoken
// By edition, the origins a note may go to. The page carries the list: one that is fetched could be another.
const listed: Record<string, string[] | undefined> = JSON.parse(document.querySelector(".cl-portals")?.textContent ?? "{}");
const told = new Map<string, string>();

addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
  if (parent === self || source !== parent || !isMessage(data, "portal")) return;
  if (!portal) told.clear();
  portal = origin;
  if (data.type === "view") return look(data as unknown as Look);
  if (data.type === "case") return app.beFor((data as unknown as { name: string }).name);
  if (data.type === "clear") return clear(data as unknown as { id: number; every?: boolean });
  settings = data as Settings;
  page.toggleAttribute("data-sized", settings.sizes === true);
  // A message about looks says the edition again; that is no wish to change a case.
  if (settings.edition && settings.edition !== proposed) choose(settings.edition);
  wear();
  measure();
  app.onChange();
});

function wear() {
  setScheme(settings.theme);
  for (const { code, name, value } of dress(app.root, settings.values ?? {})) tell("error", { code, name }, `${name}: ${value}`);
  const spoken = page.lang;
  if (settings.lang && settings.lang.split("-")[0]?.toLowerCase() !== spoken) tell("error", { code: "language-unknown" }, settings.lang);
}

function clear({ id, every = false }: { id: number; every?: boolean }) {
  app.beginAnew(every);
  // A sandbox reaches nothing that was kept outside of it, and cannot say that it did.
  if (!every || !isSandboxed) post("cleared", { id });
}

function choose(slug: string) {
  proposed = slug;
  if (!app.proposeEdition(slug)) tell("error", { code: "edition-unknown" }, slug);
}

// Each thing is told once; a height or a step again when it is another one.
function tell(type: Told, more: object, about: string = type) {
  if (!portal || told.get(about) === JSON.stringify(more)) return;
  told.set(about, JSON.stringify(more));
  post(type, more);
}

function post(type: Told, more: object) {
  const message = { ns: "coordination-checklist", v: 1, from: "frame", type, ...more };
  // A sandboxed portal has no origin that could be named; a note is never sent to one.
  parent.postMessage(message, portal === "null" ? "*" : portal);
}

function versions() {
  return { edition: app.case.state.edition, ...app.versions };
}

app.onChange = () => {
  const { state } = app.root.dataset;
  offerPortal();
  if (state === "failed") tell("error", { code: "engine-failed" }, "engine-failed");
  if (state !== "ready") return;
  tell("ready", versions());
  tell("step", { step: app.shown.place });
  // A view of facts that changed since says nothing of the case as it is now; the next one does.
  if (app.case.isBehind) return;
  if (app.case.view?.complete) tell("complete", versions());
  else told.delete("complete");
};

function offerPortal() {
  const { edition } = app.case.state;
  const isListed = Object.hasOwn(listed, edition) && listed[edition]?.includes(portal);
  app.portal = isListed ? { origin: portal, send } : null;
}

function send() {
  offerPortal();
  if (!app.portal || !app.case.note || !isOfNow(app, app.case.note)) return;
  post("note", { ...versions(), text: app.noteText() });
  app.case.copied = WORDS.sent(portal);
  app.announce(app.case.copied);
  app.redraw();
}

// In steps, so that a height says less about which questions are on screen.
function measure() {
  tell("resize", { height: Math.ceil(document.body.getBoundingClientRect().height / HEIGHT_STEP) * HEIGHT_STEP });
}

// Links lead out of the frame, and a sandbox swallows them without a word.
if (isSandboxed) {
  app.root.addEventListener("click", (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || link.target === "_self") return;
    event.preventDefault();
    openLink(link.href);
  });
}

// A frame as tall as its content never scrolls: what should stay in sight is moved there.
function look({ top, height }: Look) {
  const columns = app.stage.querySelector(".cl-columns")?.getBoundingClientRect();
  const panel = app.stage.querySelector<HTMLElement>(".cl-panel");
  const room = columns && panel ? columns.height - panel.offsetHeight : 0;
  const shift = columns ? Math.max(0, Math.min(room, top - columns.top - scrollY + 8)) : 0;
  for (const [name, value] of Object.entries({ top, height, shift })) page.style.setProperty(`--view-${name}`, `${value}px`);
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", wear);
new ResizeObserver(measure).observe(document.body);
wear();
