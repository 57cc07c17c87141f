/*! coordguide, for portals. Apache-2.0: LICENSE.txt beside this file. Nothing of others is in it. */
// <coordination-checklist>: frames the checklist in a portal's page, gives it the
// height of its content, and tells the portal what the frame says. Nothing else
// of the page is read or touched.
import { isMessage } from "../web/embed/fits.ts";
import { plainText } from "../web/words/plain.ts";

const NS = "coordination-checklist";
const HERE = new URL("./", import.meta.url);
const VALUES = Object.keys(MESSAGES.settings?.properties?.values?.properties ?? {});
const PATIENCE = 20_000; // ms until a frame that says nothing counts as not there
const CLEARED_WITHIN = 5_000; // ms until a frame that does not say so counts as not cleared

/** What the frame is asked for: see `messages.schema.json`. */
interface Settings {
  sizes: boolean;
  values: Record<string, string>;
  edition?: string;
  lang?: string;
  theme?: string;
}

class CoordinationChecklist extends HTMLElement {
  static observedAttributes = ["edition", "lang", "theme", "label", "sandbox", "case"];

  #root = this.attachShadow({ mode: "open" });
  #frame: HTMLIFrameElement | null = null;
  #isLoaded = false;
  #seen = "";
  #timer: ReturnType<typeof setTimeout> | 0 = 0;
  #clearing = new Map<number, (isDone: boolean) => void>(); // what a portal waits for
  #lastId = 0;
  #gone: AbortController | null = null; // ends what listens, when the element leaves the page

  connectedCallback() {
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    const frame = document.createElement("iframe");
    this.#frame = frame;
    this.#name(frame);
    Object.assign(frame.style, { display: "block", width: "100%", height: "40rem", border: "0" });
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
      if (!this.#case && this.getAttribute("case")) this.#send("error", { code: "case-refused" });
    });
    frame.src = this.#address();
    this.#root.replaceChildren(frame);
    addEventListener("message", (event) => this.#hear(event), { signal });
    for (const kind of ["scroll", "resize"]) addEventListener(kind, () => this.#look(), { signal, passive: true, capture: true });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle(), { signal });
    this.#timer = setTimeout(() => this.#giveUp(), PATIENCE);
  }

  disconnectedCallback() {
    for (const end of this.#clearing.values()) end(false);
    clearTimeout(this.#timer);
    this.#gone?.abort();
    this.#isLoaded = false;
    this.#frame = null;
    this.#root.replaceChildren();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null) {
    if (!this.#frame || before === now) return;
    if (name === "label") this.#name(this.#frame);
    else if (name === "sandbox" || name === "case") this.#again();
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
      this.#clearing.set(id, end);
      this.#tell("clear", { id, every });
    });
  }

  // A sandbox counts from the next page in it on, and another case begins with a page that knows nothing.
  #again() {
    this.disconnectedCallback();
    this.connectedCallback();
  }

  #name(frame: HTMLIFrameElement) {
    frame.title = plainText(this.getAttribute("label") ?? "").trim() || "Coordination checklist";
  }

  // Only a whole name is one: cut or mended it could be another member's.
  get #case() {
    const name = this.getAttribute("case") ?? "";
    return isMessage(message("case", { name }), "portal") ? name : "";
  }

  // The name of the case stands where no server is sent it.
  #address() {
    const address = new URL(HERE);
    if (this.#case) address.hash = `case=${this.#case}`;
    const { edition, lang, theme } = this.#settings();
    for (const [name, value] of Object.entries({ edition, lang, theme })) if (value) address.searchParams.set(name, value);
    return address.href;
  }

  // What does not have the right shape is left out, so that one bad value does not cost the others.
  #settings(): Settings {
    let settings: Settings = { sizes: true, values: {} };
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
    if (this.#isLoaded) this.#frame?.contentWindow?.postMessage(message(type, more), this.#isSandboxed ? "*" : HERE.origin);
  }

  #hear({ source, origin, data }: MessageEvent<unknown>) {
    if (!this.#frame || source !== this.#frame.contentWindow) return;
    if (origin !== (this.#isSandboxed ? "null" : HERE.origin) || !isMessage(data, "frame")) return;
    clearTimeout(this.#timer);
    const { ns: _ns, v: _v, from: _from, type, ...detail } = data;
    if (type === "resize") {
      this.#frame.style.height = `${(detail as { height: number }).height}px`;
      this.#look();
    }
    if (type === "cleared") this.#clearing.get((detail as { id: number }).id)?.(true);
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
  #giveUp() {
    this.disconnectedCallback();
    this.#root.replaceChildren(document.createElement("slot"));
    this.#send("error", { code: "no-answer" });
  }
}

function message(type: string, more: object) {
  return { ns: NS, v: 1, from: "portal", type, ...more };
}

customElements.define(NS, CoordinationChecklist);
