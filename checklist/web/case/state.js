// The answers: one dictionary per case and per contact, keyed by question id.
// Nothing is ever dropped because a question went out of sight: the engine
// ignores what it does not ask, and the answer is there when it asks again.

/** The calendar date on this computer, as year-month-day. */
export function localDate(date = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A case with one contact and no answers. */
export function newCase(edition = "") {
  return { edition, today: localDate(), facts: {}, contacts: [newContact([])] };
}

function newContact(contacts) {
  const numbers = contacts.map((contact) => Number(contact.id.split("-").at(-1)));
  return { id: `contact-${Math.max(0, ...numbers) + 1}`, facts: {} };
}

/** Add an empty contact; returns it. `gone` keeps numbers of removed contacts unused. */
export function addContact(state, gone = []) {
  const contact = newContact([...state.contacts, ...gone]);
  state.contacts.push(contact);
  return contact;
}

/** Take a contact out; returns what `putBack` needs to undo it. */
export function removeContact(state, id) {
  const index = state.contacts.findIndex((contact) => contact.id === id);
  const [contact] = state.contacts.splice(index, 1);
  return { contact, index };
}

/** Undo `removeContact`. */
export function putBack(state, { contact, index }) {
  state.contacts.splice(index, 0, contact);
}

/** The facts of the case, or of one contact. */
export function factsOf(state, contactId) {
  if (!contactId) return state.facts;
  return state.contacts.find((contact) => contact.id === contactId)?.facts ?? {};
}

/** Set one fact; `undefined` makes it unanswered again. */
export function setFact(state, contactId, fact, value) {
  const facts = factsOf(state, contactId);
  if (value === undefined) delete facts[fact];
  else facts[fact] = value;
}

/** The name of a control: `fact`, or `contact-1.fact`. */
export function nameOf(contactId, fact) {
  return contactId ? `${contactId}.${fact}` : fact;
}

/** Where a control's answer belongs: its contact, its fact, and the path inside the answer. */
export function placeOf(name) {
  const parts = name.split(".");
  const contact = /^contact-\d+$/.test(parts[0]) ? parts.shift() : null;
  const [fact, ...path] = parts;
  return { contact, fact, path };
}

/** Take the answer of one control into the case; its `name` says where it belongs. */
export function takeAnswer(state, input) {
  put(state, input, input.type === "number" ? numberIn(input) : input.value || undefined);
}

/** Make what one control answered unanswered again. */
export function forgetAnswer(state, input) {
  put(state, input, undefined);
}

function put(state, input, value) {
  const { contact, fact, path } = placeOf(input.name);
  const before = factsOf(state, contact)[fact];
  if (path.length === 2) setFact(state, contact, fact, withCell(before, path, value));
  else if (path.length === 1) setFact(state, contact, fact, { ...before, [path[0]]: value });
  else if (input.type === "checkbox") setFact(state, contact, fact, withChoice(before, input));
  else setFact(state, contact, fact, value);
}

function numberIn(input) {
  return input.value === "" ? undefined : Number(input.value);
}

function withCell(rows = [], [index, field], value) {
  return rows.map((row, at) => (at === Number(index) ? { ...row, [field]: value } : row));
}

// Some values stand alone: ticking one clears the others, ticking another clears it.
function withChoice(before = [], input) {
  const others = before.filter((value) => value !== input.value);
  if (!input.checked) return others.length ? others : undefined;
  if (input.dataset.alone) return [input.value];
  const alone = [...input.ownerDocument.getElementsByName(input.name)].filter((one) => one.dataset.alone);
  return [...others.filter((value) => !alone.some((one) => one.value === value)), input.value];
}
