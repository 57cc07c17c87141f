// Drawing: a wanted tree is compared with what is on screen and only the
// differences are made, so that focus, caret and scroll position survive.

/**
 * What every field for free text needs: some browsers send what is written to be checked or
 * completed elsewhere, or keep it to offer it again, unless the field says no.
 */
export const PRIVATE = { autocomplete: "off", spellcheck: "false", writingsuggestions: "false" };

/** One wanted element. `props.key` names it among its siblings. */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, children: children.flat(Infinity).filter(isShown) };
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

// What was drawn last, by node: comparing with this is cheaper than asking the document.
const drawn = new WeakMap();

// What is ours: all that was made here, and all that stood in a part of the page as built when
// it was first drawn. A password manager puts nodes of its own beside a field, and a translator
// puts `font` in the place of a text: the first stays and is passed over, the second goes.
const ours = new WeakSet();
const begun = new WeakSet();

/** Put nodes into `parent` in place of what was drawn there; the next drawing begins from them. */
export function replace(parent, nodes) {
  parent.replaceChildren(...nodes);
  begun.delete(parent);
}

/** Make the children of `parent` equal to `wanted` (elements of `h`, or strings). */
export function draw(parent, wanted) {
  drawChildren(parent, [wanted].flat(Infinity).filter(isShown));
}

function begin(parent) {
  if (begun.has(parent)) return;
  begun.add(parent);
  for (const node of parent.children) ours.add(node);
}

function isForeign(node) {
  return node.nodeType === Node.ELEMENT_NODE && !ours.has(node) && node.localName !== "font";
}

function ownFrom(node) {
  while (node && isForeign(node)) node = node.nextSibling;
  return node;
}

function drawChildren(parent, items) {
  begin(parent);
  const kept = keepNamed(parent, items);
  let place = ownFrom(parent.firstChild);
  for (const item of items) {
    const same = kept?.get(item.props?.key);
    place = clear(place, (leftover) => same ? leftover !== same : item.props && isBlank(leftover));
    const node = same ?? reusable(place, item) ?? create(item);
    if (node === place) place = ownFrom(place.nextSibling);
    else parent.insertBefore(node, place);
    update(node, item);
  }
  while (place) place = dropped(place);
}

// The next node of ours after one that goes.
function dropped(node) {
  const next = ownFrom(node.nextSibling);
  node.remove();
  return next;
}

// The named nodes that stay. The others go first: a node that stays is then never
// moved, and keeps its focus.
function keepNamed(parent, items) {
  let kept = null;
  let keys = null;
  for (let node = ownFrom(parent.firstChild), next; node; node = next) {
    next = ownFrom(node.nextSibling);
    const key = keyOf(node);
    if (!key) continue;
    keys ??= new Set(items.map((item) => item.props?.key));
    if (keys.has(key)) {
      kept ??= new Map();
      kept.set(key, node);
    } else node.remove();
  }
  return kept;
}

function keyOf(node) {
  const props = drawn.get(node);
  return props ? props.key : node.dataset?.key;
}

// Nameless leftovers before a node that stays are dropped (among them the line breaks
// of the page as built), rather than the node moved: a moved element loses its focus.
function clear(place, isLeftover) {
  while (place && !keyOf(place) && isLeftover(place)) place = dropped(place);
  return place;
}

function isBlank(node) {
  return node.nodeType === Node.TEXT_NODE && !node.data.trim();
}

function reusable(node, item) {
  if (!node || item.props?.key || keyOf(node)) return null;
  if (typeof item !== "object") return node.nodeType === Node.TEXT_NODE ? node : null;
  return node.nodeType === Node.ELEMENT_NODE && node.localName === item.tag ? node : null;
}

function create(item) {
  if (typeof item !== "object") return document.createTextNode(item);
  const node = document.createElement(item.tag);
  ours.add(node);
  return node;
}

function update(node, item) {
  if (typeof item !== "object") {
    if (node.data !== String(item)) node.data = item;
    return;
  }
  const { props } = item;
  const before = drawn.get(node);
  const names = before ? Object.keys(before) : [...node.attributes].map(({ name }) => name);
  for (const name of names) {
    if (isGone(props[name]) && !isLive(name) && name !== "data-key") remove(node, name);
  }
  if ("html" in props) drawHtml(node, props.html);
  else drawChildren(node, item.children);
  // After the children: the value of a <select> needs its options to exist.
  for (const [name, value] of Object.entries(props)) {
    if (isLive(name) || !before || before[name] !== value) set(node, name, value);
  }
  drawn.set(node, props);
}

function isGone(value) {
  return value === undefined || value === null || value === false;
}

function remove(node, name) {
  if (name.startsWith("on")) node[name] = null;
  else node.removeAttribute(name);
}

// What the person typed or chose lives in properties; their attributes are only defaults.
function isLive(name) {
  return name === "value" || name === "checked";
}

function set(node, name, value) {
  if (name === "key") node.dataset.key = value;
  else if (name === "html") return;
  else if (name.startsWith("on")) node[name] = value ?? null;
  else if (name === "checked") node.checked = Boolean(value);
  else if (name === "value") setValue(node, value);
  else if (value === true) node.toggleAttribute(name, true);
  else if (value !== undefined && value !== null && value !== false) {
    if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  }
}

function setValue(node, value) {
  if (node.localName === "option" || node.type === "radio" || node.type === "checkbox") {
    node.setAttribute("value", value ?? "");
    return;
  }
  // Writing to a date that is being typed, or was mistyped, would throw away what stands there.
  const isTyped = node.localName === "input" && (node === document.activeElement || isUnreadable(node));
  if (node.value !== (value ?? "") && !isTyped) node.value = value ?? "";
}

/** Whether a date or number was written that does not exist or is out of bounds. */
export function isUnreadable({ validity }) {
  return validity.badInput || validity.rangeUnderflow || validity.rangeOverflow || validity.stepMismatch;
}

const drawnHtml = new WeakMap();

// Only for the content's own Markdown, which the build turned into HTML.
function drawHtml(node, html) {
  if (drawnHtml.get(node) === html) return;
  drawnHtml.set(node, html);
  node.innerHTML = html ?? "";
}
