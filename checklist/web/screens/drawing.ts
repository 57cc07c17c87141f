// Drawing beside other programs. A translator puts elements of its own in the place of a text, an
// extension takes a field out and back: a library that compares with what it drew last would then
// write where nobody sees it. What others did to our nodes is undone before each drawing, so that no
// text of before stays beside a new one. What they only put beside ours, as a password manager
// does, is left to them.
import { type ComponentChild, render } from "preact";

const theirs = new WeakSet<Node>();
let changes: MutationRecord[] = [];
const watch = new MutationObserver((found) => changes.push(...found.filter(isOfOurs)));
const drawnInto = new WeakSet<Node>();

/** Make the children of `parent` what is wanted. */
export function draw(wanted: ComponentChild, parent: Element) {
  if (!drawnInto.has(parent)) begin(parent);
  changes.push(...watch.takeRecords().filter(isOfOurs));
  undo(changes);
  changes = [];
  render(wanted, parent);
  watch.takeRecords(); // these changes were ours
}

// The line breaks of a page as built are none of ours: what stands between two nodes moves them apart.
function begin(parent: Element) {
  drawnInto.add(parent);
  const texts = document.createTreeWalker(parent, NodeFilter.SHOW_TEXT);
  const blank: Text[] = [];
  while (texts.nextNode()) if (!(texts.currentNode as Text).data.trim()) blank.push(texts.currentNode as Text);
  for (const one of blank) one.remove();
  watch.observe(parent, { childList: true, characterDataOldValue: true, subtree: true });
}

// What goes on inside of what others put there is theirs. A node of ours that they move stays ours.
function isOfOurs({ target, addedNodes, removedNodes }: MutationRecord) {
  for (let node: Node | null = target; node && !moved.has(node); node = node.parentNode) if (theirs.has(node)) return false;
  for (const node of removedNodes) if (!theirs.has(node)) moved.add(node);
  for (const node of addedNodes) if (!moved.has(node)) theirs.add(node);
  return true;
}

const moved = new WeakSet<Node>();

// Newest first: every text, and every element that lost a node of ours.
function undo(found: readonly MutationRecord[]) {
  const disturbed = new Set(found.filter(({ removedNodes }) => [...removedNodes].some((node) => moved.has(node))).map(({ target }) => target));
  for (const { target, addedNodes, removedNodes, nextSibling, oldValue } of found.toReversed()) {
    if (target instanceof Text) target.data = oldValue ?? "";
    if (!disturbed.has(target)) continue;
    for (const node of addedNodes) if (node.parentNode === target) target.removeChild(node);
    const before = nextSibling?.parentNode === target ? nextSibling : null;
    for (const node of removedNodes) target.insertBefore(node, before);
  }
}
