// How a portal may dress the frame: plain colors, fonts of a list, and lengths.
// A color that would make words hard to read is refused, and so are all other values.

/** A value that was refused, and why. */
export interface Refused {
  code: "theme-refused" | "theme-contrast";
  name: Name;
  value: string;
}

type Name = keyof typeof NAMES | "accent-dark";
type Color = readonly [red: number, green: number, blue: number];
type Checked = { value: string } | { code: Refused["code"] };

const NAMES = {
  background: "--md-default-bg-color",
  text: "--md-default-fg-color",
  accent: "--md-typeset-a-color",
  font: "--frame-font",
  "text-size": "--frame-size",
  radius: "--cl-radius",
};

const TONES = ["go", "wait", "stop", "ask", "act", "open"];
const INKS = [NAMES.text, `${NAMES.text}--light`, NAMES.accent, ...TONES.map((tone) => `--cl-${tone}`)];
const SURFACES = [NAMES.background, "--cl-soft", "--cl-chosen", ...TONES.map((tone) => `--cl-${tone}-soft`)];
const ENOUGH = 4.5; // WCAG 2.2, 1.4.3

const FONTS = ["system-ui", "sans-serif", "serif", "Arial", "Helvetica", "Verdana", "Tahoma", "Trebuchet MS", "Segoe UI", "Roboto", "Noto Sans", "Open Sans", "Georgia", "Times New Roman"];
const LENGTHS: Partial<Record<keyof typeof NAMES, readonly [least: number, most: number]>> = { "text-size": [14, 22], radius: [0, 16] };

const SCHEME = document.documentElement.dataset;

/** Light or dark; `auto` is what the person's system says. */
export function setScheme(theme: string | null | undefined) {
  const isDark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  SCHEME.mdColorScheme = isDark ? "slate" : "default";
}

/**
 * Take over the values that may be; returns the refused ones, each with its reason. In dark
 * colors an accent of their own goes before the one for both.
 */
export function dress(root: HTMLElement, values: Readonly<Partial<Record<string, string | null>>>): Refused[] {
  for (const own of Object.values(NAMES)) root.style.removeProperty(own);
  const refused: Refused[] = [];
  for (const own of Object.keys(NAMES) as (keyof typeof NAMES)[]) {
    const isDark = own === "accent" && SCHEME.mdColorScheme === "slate" && values["accent-dark"];
    const name = isDark ? "accent-dark" : own;
    const value = values[name];
    if (!value) continue;
    const checked = check(root, own, value);
    if ("value" in checked) root.style.setProperty(NAMES[own], checked.value);
    else refused.push({ code: checked.code, name, value });
  }
  return refused;
}

function check(root: HTMLElement, name: keyof typeof NAMES, written: string): Checked {
  const limits = LENGTHS[name];
  if (name === "font" || limits) {
    const value = limits ? lengthIn(written, limits) : fontsIn(written);
    return value ? { value } : { code: "theme-refused" };
  }
  const color = colorIn(written);
  if (!color) return { code: "theme-refused" };
  const others = name === "background" ? INKS : SURFACES;
  const now = colorOf(root, NAMES[name]);
  // Never more is asked than the checklist's own colors give.
  const isClear = others.map((other) => colorOf(root, other))
    .every((other) => contrast(color, other) >= Math.min(ENOUGH, contrast(now, other)));
  return isClear ? { value: `rgb(${color.join(" ")})` } : { code: "theme-contrast" };
}

// The checklist's own colors are all written in a way that `colorIn` reads.
function colorOf(root: HTMLElement, name: string): Color {
  const written = getComputedStyle(root).getPropertyValue(name).trim();
  const color = colorIn(written);
  if (!color) throw new Error(`${name}: ${written}`);
  return color;
}

function fontsIn(written: string): string {
  const names = written.split(",").map((name) => name.trim().replace(/^(["'])(.*)\1$/, "$2").toLowerCase());
  const known = names.map((name) => FONTS.find((font) => font.toLowerCase() === name));
  const fonts = known.filter((font) => font !== undefined);
  if (fonts.length < known.length) return "";
  return fonts.map((font) => (font.includes(" ") ? `"${font}"` : font)).join(", ");
}

function lengthIn(written: string, [least, most]: readonly [number, number]): string {
  const found = /^(\d{1,2}(?:\.\d{1,2})?)px$/.exec(written);
  return found && Number(found[1]) >= least && Number(found[1]) <= most ? written : "";
}

function colorIn(written: string): Color | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(written);
  if (short) return three(short.slice(1).map((digit) => parseInt(digit + digit, 16)));
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(written);
  if (long) return three(long.slice(1).map((digits) => parseInt(digits, 16)));
  const parts = /^rgb\((\d{1,3})[, ] *(\d{1,3})[, ] *(\d{1,3})\)$/.exec(written)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255) ? three(parts) : null;
}

function three([red = 0, green = 0, blue = 0]: readonly number[]): Color {
  return [red, green, blue];
}

function contrast(one: Color, other: Color): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

// WCAG 2.2, "relative luminance".
function luminance([red, green, blue]: Color): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
