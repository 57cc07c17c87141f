// Drawing: a wanted tree is compared with what is on screen and only the
// differences are made, so that focus, caret and scroll position survive.

/** One wanted element. `props.key` names it among its siblings. */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, children: children.flat(Infinity).filter(isShown) };
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/** Make the children of `parent` equal to `wanted` (elements of `h`, or strings). */
export function draw(parent, wanted) {
  const items = [wanted].flat(Infinity).filter(isShown);
  const keys = new Set(items.map((item) => item.props?.key).filter(Boolean));
  const kept = new Map();
  for (const node of [...parent.childNodes]) {
    const key = node.dataset?.key;
    if (!key) continue;
    // Removed first: a node that stays is then never moved, and keeps its focus.
    if (keys.has(key)) kept.set(key, node);
    else node.remove();
  }
  let place = parent.firstChild;
  for (const item of items) {
    const same = kept.get(item.props?.key);
    place = clear(place, (leftover) => same ? leftover !== same : item.props && isBlank(leftover));
    const node = same ?? reusable(place, item) ?? create(item);
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
    update(node, item);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

// Nameless leftovers before a node that stays are dropped (among them the line breaks
// of the page as built), rather than the node moved: a moved element loses its focus.
function clear(place, isLeftover) {
  while (place && !place.dataset?.key && isLeftover(place)) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
  return place;
}

function isBlank(node) {
  return node.nodeType === Node.TEXT_NODE && !node.data.trim();
}

function reusable(node, item) {
  if (!node || node.dataset?.key || item.props?.key) return null;
  if (typeof item !== "object") return node.nodeType === Node.TEXT_NODE ? node : null;
  return node.nodeType === Node.ELEMENT_NODE && node.localName === item.tag ? node : null;
}

function create(item) {
  if (typeof item !== "object") return document.createTextNode(item);
  return document.createElement(item.tag);
}

function update(node, item) {
  if (typeof item !== "object") {
    if (node.data !== String(item)) node.data = item;
    return;
  }
  const { props } = item;
  for (const { name } of [...node.attributes]) {
    const gone = props[name] === undefined || props[name] === null || props[name] === false;
    if (gone && !(name === "data-key" && props.key) && !isLive(name)) node.removeAttribute(name);
  }
  if ("html" in props) drawHtml(node, props.html);
  else draw(node, item.children);
  // After the children: the value of a <select> needs its options to exist.
  for (const [name, value] of Object.entries(props)) set(node, name, value);
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
