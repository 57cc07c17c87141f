// Makes the two lines for a portal from what was chosen, and shows what they do.

const form = document.querySelector(".snippet");
const picture = document.querySelector(".snippet-picture coordination-checklist");
const lines = document.querySelector(".highlight code");
const said = document.querySelector(".snippet-said");
const copy = document.querySelector(".snippet-copy");
const script = new URL("../embed/coordination-checklist.js", import.meta.url).href;
const COLORS = ["accent", "accent-dark"];
const REFUSED = {
  "theme-refused": "is no color that the checklist takes. Write it as #5b2a91.",
  "theme-contrast": "does not stand out enough from what is around it, so the checklist keeps its own.",
};

function chosen() {
  const { edition, theme, compact, ...colors } = Object.fromEntries(new FormData(form));
  const attributes = { edition, ...(theme === "auto" ? {} : { theme }), ...(compact ? { compact: "" } : {}) };
  return { attributes, colors: Object.entries(colors).filter(([, value]) => /^[^<>{};]{1,60}$/.test(value.trim())) };
}

function show() {
  const { attributes, colors } = chosen();
  const written = Object.entries(attributes).map(([name, value]) => (value ? ` ${name}="${value}"` : ` ${name}`)).join("");
  const style = colors.map(([name, value]) => `  --coordination-${name}: ${value.trim()};`).join("\n");
  lines.textContent = `<script type="module" src="${script}"></script>\n<coordination-checklist${written}></coordination-checklist>\n`
    + (style ? `\n/* and in your style sheet: */\ncoordination-checklist {\n${style}\n}\n` : "");
  said.textContent = "";
  for (const name of COLORS) picture.style.removeProperty(`--coordination-${name}`);
  for (const [name, value] of colors) picture.style.setProperty(`--coordination-${name}`, value.trim());
  for (const name of ["edition", "theme", "compact"]) {
    if (!(name in attributes)) picture.removeAttribute(name);
    else if (picture.getAttribute(name) !== attributes[name]) picture.setAttribute(name, attributes[name]);
  }
  picture.restyle?.();
}

picture.addEventListener("error", ({ detail: { code, name } }) => {
  const field = name && form.elements[name];
  if (field && code in REFUSED) said.textContent = `${field.labels[0].textContent.split(",")[0]}: “${field.value}” ${REFUSED[code]}`;
});
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
copy.hidden = false;
copy.querySelector("button").addEventListener("click", async () => {
  const told = copy.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(lines.textContent);
    told.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(lines);
    told.textContent = "This browser copies nothing by itself: the lines are marked, press Ctrl+C.";
  }
});
show();
