// How a portal may dress the frame: plain colors, fonts of a list, and lengths.
// A color that would make words hard to read is refused, and so are all other values.

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
const LENGTHS = { "text-size": [14, 22], radius: [0, 16] };

/** Light or dark; `auto` is what the person's system says. */
export function setScheme(theme) {
  const isDark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.mdColorScheme = isDark ? "slate" : "default";
}

/** Take over the values that may be; returns the refused ones, each with its reason. */
export function dress(root, values) {
  for (const own of Object.values(NAMES)) root.style.removeProperty(own);
  const refused = [];
  for (const name of Object.keys(NAMES)) {
    if (!values[name]) continue;
    const { value: kept, code } = check(root, name, values[name]);
    if (kept) root.style.setProperty(NAMES[name], kept);
    else refused.push({ code, name, value: values[name] });
  }
  return refused;
}

function check(root, name, written) {
  if (name === "font") return { value: fontsIn(written), code: "theme-refused" };
  if (name in LENGTHS) return { value: lengthIn(written, LENGTHS[name]), code: "theme-refused" };
  const color = colorIn(written);
  if (!color) return { code: "theme-refused" };
  const others = name === "background" ? INKS : SURFACES;
  const now = colorIn(valueOf(root, NAMES[name]));
  // Never more is asked than the checklist's own colors give.
  const isClear = others.map((other) => colorIn(valueOf(root, other)))
    .every((other) => contrast(color, other) >= Math.min(ENOUGH, contrast(now, other)));
  return isClear ? { value: `rgb(${color.join(" ")})` } : { code: "theme-contrast" };
}

function valueOf(root, name) {
  return getComputedStyle(root).getPropertyValue(name).trim();
}

function fontsIn(written) {
  const names = written.split(",").map((name) => name.trim().replace(/^(["'])(.*)\1$/, "$2").toLowerCase());
  const known = names.map((name) => FONTS.find((font) => font.toLowerCase() === name));
  return known.every(Boolean) && known.map((font) => (font.includes(" ") ? `"${font}"` : font)).join(", ");
}

function lengthIn(written, [least, most]) {
  const found = /^(\d{1,2}(?:\.\d{1,2})?)px$/.exec(written);
  return found && Number(found[1]) >= least && Number(found[1]) <= most && written;
}

function colorIn(written) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(written);
  if (short) return short.slice(1).map((digit) => parseInt(digit + digit, 16));
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(written);
  if (long) return long.slice(1).map((digits) => parseInt(digits, 16));
  const parts = /^rgb\((\d{1,3})[, ] *(\d{1,3})[, ] *(\d{1,3})\)$/.exec(written)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255) ? parts : null;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// WCAG 2.2, "relative luminance".
function luminance(color) {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
