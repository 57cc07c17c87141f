/*! coordguide, for portals. Apache-2.0: LICENSE.txt beside this file. Nothing of others is in it. */
// <coordination-checklist>: frames the checklist in a portal's page, gives it the
// height of its content, and tells the portal what the frame says. Nothing else
// of the page is read or touched.
import { isMessage } from "../web/embed/fits.ts";
import { plainText } from "../web/words/outside/plain.ts";

const NS = "coordination-checklist";
// A package stands on the portal's own server, which says nothing of where the checklist is.
const BESIDE = IS_PACKAGE ? "" : new URL("./", import.meta.url).href;
const VALUES = Object.keys(MESSAGES.settings?.properties?.values?.properties ?? {});
const PATIENCE = 20_000; // ms until a frame that says nothing counts as not there
const CLEARED_WITHIN = 5_000; // ms until a frame that does not say so counts as not cleared
const NARROW = 600; // CSS pixels
// Until the frame says its own height it has the one it begins with, so that what is below stays.
const FIRST = { wide: "1536px", narrow: "2560px" };
const WORDS = { name: "Coordination checklist", close: "Close" };

/** What the frame is asked for: see `messages.schema.json`. */
interface Settings {
  sizes: boolean;
  values: Record<string, string>;
  edition?: string;
  lang?: string;
  theme?: string;
}

// A portal that draws its pages on a server imports this where there are no elements.
const Base = globalThis.HTMLElement ?? class {};

class CoordinationChecklist extends Base {
  static observedAttributes = ["edition", "lang", "theme", "label", "sandbox", "case", "site", "compact"];

  #root = this.attachShadow({ mode: "open" });
  #frame: HTMLIFrameElement | null = null;
  #dialog: HTMLDialogElement | null = null; // where there is little room, the frame stands in one
  #home: URL | null = null; // the folder of the page that is framed
  #stands = false; // whether it stands in a page
  #isLoaded = false;
  #seen = "";
  #timer: ReturnType<typeof setTimeout> | 0 = 0;
  #clearing = new Map<number, { every: boolean; end: (isDone: boolean) => void }>(); // what a portal waits for
  #lastId = 0;
  #gone: AbortController | null = null; // ends what listens, when the element leaves the page

  connectedCallback() {
    this.#stands = true;
    this.#home = this.#site();
    if (!this.#home) return this.#giveUp("no-site");
    if (this.hasAttribute("compact")) this.#root.replaceChildren(...this.#door());
    else this.#begin(this.#root);
  }

  #begin(place: ShadowRoot | HTMLDialogElement) {
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    const frame = document.createElement("iframe");
    this.#frame = frame;
    frame.title = this.#name;
    Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
    frame.style.height = this.#dialog ? "100%" : this.clientWidth < NARROW ? FIRST.narrow : FIRST.wide;
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "no-referrer";
    if (this.hasAttribute("sandbox")) {
      frame.setAttribute("sandbox", `allow-scripts ${this.getAttribute("sandbox") ?? ""}`.toLowerCase());
      frame.sandbox.remove("allow-same-origin"); // what is left then is no sandbox the frame could know of
    }
    frame.addEventListener("load", () => {
      this.#isLoaded = true;
      this.#seen = ""; // the page in there is a new one
      this.#tell("case", { name: this.#case });
      this.restyle();
      for (const [id, { every }] of this.#clearing) this.#tell("clear", { id, every });
      if (!this.#case && this.getAttribute("case")) this.#send("error", { code: "case-refused" });
    });
    frame.src = this.#address();
    place.append(frame);
    addEventListener("message", (event) => this.#hear(event), { signal });
    for (const kind of ["scroll", "resize"]) addEventListener(kind, () => this.#look(), { signal, passive: true, capture: true });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle(), { signal });
    this.#timer = setTimeout(() => this.#giveUp("no-answer"), PATIENCE);
  }

  // A button, and the dialog that it opens; the frame begins with the first opening and stays.
  #door() {
    const open = Object.assign(document.createElement("button"), { type: "button", textContent: this.#name });
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: WORDS.close });
    const dialog = document.createElement("dialog");
    this.#dialog = dialog;
    open.part.add("open");
    close.part.add("close");
    dialog.part.add("dialog");
    dialog.ariaLabel = this.#name;
    Object.assign(dialog.style, {
      boxSizing: "border-box", width: "100%", maxWidth: "64rem", height: "100%", maxHeight: "100%", margin: "auto", padding: "0.5rem", border: "0",
    });
    // Above the frame and not in it: who is lost in there finds the way out.
    Object.assign(close.style, { display: "block", margin: "0 0 0.5rem auto", minWidth: "4rem", minHeight: "2rem" });
    Object.assign(open.style, { minHeight: "2rem" });
    open.onclick = () => {
      // The size of a closed dialog's content is none; it is laid out before the frame begins.
      dialog.showModal();
      dialog.style.display = "grid";
      dialog.style.gridTemplateRows = "auto minmax(0, 1fr)";
      if (!this.#frame) this.#begin(dialog);
    };
    close.onclick = () => dialog.close();
    dialog.onclose = () => (dialog.style.display = "");
    dialog.append(close);
    return [open, dialog];
  }

  disconnectedCallback() {
    this.#stands = false;
    this.#end();
  }

  #end() {
    for (const { end } of this.#clearing.values()) end(false);
    clearTimeout(this.#timer);
    this.#gone?.abort();
    this.#isLoaded = false;
    this.#frame = null;
    this.#dialog = null;
    this.#root.replaceChildren();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null) {
    // What stood in the page before this script came is told of each attribute first.
    if (!this.#stands || before === now) return;
    if (name === "sandbox" || name === "case" || name === "site" || name === "compact") this.#again();
    else if (name === "label") this.#rename();
    else this.restyle();
  }

  /** Read the custom properties anew; a portal calls this after it changed its own theme. */
  restyle() {
    this.#tell("settings", this.#settings());
  }

  /**
   * Erase the case in the frame and what this tab keeps of it, without a way back; with `every`,
   * what this tab keeps of any case, as at a sign-out. Resolves to whether the frame said it is done.
   */
  clear({ every = false } = {}) {
    const id = ++this.#lastId;
    return new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => end(false), CLEARED_WITHIN);
      const end = (isDone: boolean) => {
        clearTimeout(timer);
        this.#clearing.delete(id);
        resolve(isDone);
      };
      this.#clearing.set(id, { every, end });
      if (this.#dialog && !this.#frame) this.#begin(this.#dialog); // another page may have kept something
      this.#tell("clear", { id, every });
    });
  }

  // A sandbox counts from the next page in it on, and another case begins with a page that knows nothing.
  #again() {
    this.#end();
    this.connectedCallback();
  }

  get #name() {
    return plainText(this.getAttribute("label") ?? "").trim() || WORDS.name;
  }

  #rename() {
    if (this.#frame) this.#frame.title = this.#name;
    const open = this.#root.querySelector("button");
    if (!this.#dialog || !open) return;
    open.textContent = this.#name;
    this.#dialog.ariaLabel = this.#name;
  }

  // Where the checklist is served from: the portal says so, or it is where this script came from.
  #site() {
    const said = this.getAttribute("site");
    if (!said) return BESIDE ? new URL(BESIDE) : null;
    try {
      const site = new URL(said.endsWith("/") ? said : `${said}/`, document.baseURI);
      return /^https?:$/.test(site.protocol) ? new URL("embed/", site) : null;
    } catch {
      return null; // no address at all
    }
  }

  // Only a whole name is one: cut or mended it could be another member's.
  get #case() {
    const name = this.getAttribute("case") ?? "";
    return isMessage(message("case", { name }), "portal") ? name : "";
  }

  // The name of the case stands where no server is sent it.
  #address() {
    const address = new URL(this.#home ?? "");
    if (this.#case) address.hash = `case=${this.#case}`;
    const { edition, lang, theme } = this.#settings();
    for (const [name, value] of Object.entries({ edition, lang, theme })) if (value) address.searchParams.set(name, value);
    return address.href;
  }

  // What does not have the right shape is left out, so that one bad value does not cost the others.
  #settings(): Settings {
    let settings: Settings = { sizes: !this.#dialog, values: {} };
    const keepIfRight = (tried: Settings) => {
      if (isMessage(message("settings", tried), "portal")) settings = tried;
    };
    for (const name of ["edition", "lang", "theme"] as const) {
      const value = this.getAttribute(name);
      if (value) keepIfRight({ ...settings, [name]: value });
    }
    const style = getComputedStyle(this);
    for (const name of VALUES) {
      const value = style.getPropertyValue(`--coordination-${name}`).trim();
      if (value) keepIfRight({ ...settings, values: { ...settings.values, [name]: value } });
    }
    return settings;
  }

  get #isSandboxed() {
    return Boolean(this.#frame?.hasAttribute("sandbox"));
  }

  // A sandboxed frame has no origin that could be named; nothing that is told to it is secret.
  #tell(type: string, more: object) {
    if (this.#isLoaded) this.#frame?.contentWindow?.postMessage(message(type, more), this.#isSandboxed ? "*" : this.#home?.origin ?? "");
  }

  #hear({ source, origin, data }: MessageEvent<unknown>) {
    if (!this.#frame || source !== this.#frame.contentWindow) return;
    if (origin !== (this.#isSandboxed ? "null" : this.#home?.origin) || !isMessage(data, "frame")) return;
    clearTimeout(this.#timer);
    const { ns: _ns, v: _v, from: _from, type, ...detail } = data;
    if (type === "resize" && !this.#dialog) {
      this.#frame.style.height = `${(detail as { height: number }).height}px`;
      this.#look();
    }
    if (type === "cleared") this.#clearing.get((detail as { id: number }).id)?.end(true);
    else this.#send(type, detail);
  }

  #send(type: string, detail: object) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // Which part of the frame is on screen.
  #look() {
    if (!this.#isLoaded || !this.#frame) return;
    const { top, bottom } = this.#frame.getBoundingClientRect();
    const height = Math.round(Math.min(innerHeight, bottom) - Math.max(0, top));
    const view = { top: Math.max(0, Math.round(-top)), height: Math.max(0, height) };
    if (this.#seen === JSON.stringify(view)) return;
    this.#seen = JSON.stringify(view);
    this.#tell("view", view);
  }

  // The portal's own words between the tags, such as a link, stand in for a frame that stays silent.
  #giveUp(code: string) {
    this.#end();
    this.#root.replaceChildren(document.createElement("slot"));
    // The page around it may listen only after this element stands in it.
    setTimeout(() => this.#send("error", { code }));
  }
}

function message(type: string, more: object) {
  return { ns: NS, v: 1, from: "portal", type, ...more };
}

// Two bundles of a portal, or a page that is loaded into itself, may each bring this along.
if (globalThis.customElements && !customElements.get(NS)) customElements.define(NS, CoordinationChecklist as unknown as CustomElementConstructor);
