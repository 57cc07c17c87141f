// The answers: one dictionary per case and per contact, keyed by question id.
// Nothing is ever dropped because a question went out of sight: the engine
// ignores what it does not ask, and the answer is there when it asks again.

import type { Answer, Case, Contact, FormParts } from "messages";

/** A control that answers: `name` says what, and `value` or `checked` how. */
export type Control = Pick<HTMLInputElement, "name" | "type" | "value" | "checked" | "dataset" | "ownerDocument">;

/** A contact that was taken out, and the place it had. */
export interface Removed {
  contact: Contact;
  index: number;
}

/** The calendar date on this computer, as year-month-day. */
export function localDate(date = new Date()) {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A key made by chance, which tells what it names from others and says nothing: a case, a request. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A case with one contact and no answers. */
export function newCase(edition = ""): Case {
  return { edition, today: localDate(), facts: {}, contacts: [{ id: "contact-1", facts: {} }] };
}

/** Whether anything was answered, beside the edition. */
export function isBegun({ facts, contacts }: Case) {
  return [facts, ...contacts.map((contact) => contact.facts)].some((answered) => Object.keys(answered).length > 0);
}

const MOST_NUMBER = 9_000; // and room behind it for those that are added: a number has four digits

/** Whether a contact has a number that this page could have given. */
export function isNumbered({ id }: { readonly id: string }) {
  return /^contact-\d{1,4}$/.test(id) && numberOf({ id }) <= MOST_NUMBER;
}

/** The number of a contact, by which a person and a calendar know it; 0 where it has none. */
export function numberOf({ id }: { readonly id: string }) {
  return Number(/^contact-(\d+)$/.exec(id)?.[1] ?? 0);
}

/** Add an empty contact; returns it. `last` is the highest number that was given before and is not given again. */
export function addContact(state: Case, last = 0): Contact {
  const contact = { id: `contact-${Math.max(last, ...state.contacts.map(numberOf)) + 1}`, facts: {} };
  state.contacts.push(contact);
  return contact;
}

/** Take a contact out; returns what `putBack` needs to undo it. */
export function removeContact(state: Case, id: string): Removed | null {
  const index = state.contacts.findIndex((contact) => contact.id === id);
  const [contact] = index < 0 ? [] : state.contacts.splice(index, 1);
  return contact ? { contact, index } : null;
}

/** Undo `removeContact`. */
export function putBack(state: Case, { contact, index }: Removed) {
  state.contacts.splice(index, 0, contact);
}

/** The facts of the case, or of one contact. */
export function factsOf(state: Case, contactId: string | null | undefined): Case["facts"] {
  if (!contactId) return state.facts;
  return state.contacts.find((contact) => contact.id === contactId)?.facts ?? {};
}

/** Set one fact; `undefined` makes it unanswered again. */
export function setFact(state: Case, contactId: string | null | undefined, fact: string, value: Answer | undefined) {
  const facts = factsOf(state, contactId);
  if (value === undefined) delete facts[fact];
  else facts[fact] = value;
}

/** The name of a control: `fact`, or `contact-1.fact`. */
export function nameOf(contactId: string | null | undefined, fact: string) {
  return contactId ? `${contactId}.${fact}` : fact;
}

/** Where a control's answer belongs: its contact, its fact, and the path inside the answer. */
export function placeOf(name: string) {
  const parts = name.split(".");
  const contact = /^contact-\d+\./.test(name) ? parts.shift() : null;
  const [fact = "", ...path] = parts;
  return { contact, fact, path };
}

/** The name of the question that a control is of: a row of `contact-1.records-requested` has several. */
export function questionOf(name: string) {
  const { contact, fact } = placeOf(name);
  return nameOf(contact, fact);
}

/** Take the answer of one control into the case; its `name` says where it belongs. */
export function takeAnswer(state: Case, input: Control) {
  put(state, input, input.value || undefined);
}

/** Make what one control answered unanswered again. */
export function forgetAnswer(state: Case, input: Control) {
  put(state, input, undefined);
}

function put(state: Case, input: Control, value: string | undefined) {
  const { contact, fact, path } = placeOf(input.name);
  const before = factsOf(state, contact)[fact];
  const [first, field, at] = path;
  const set = (answer: unknown) => setFact(state, contact, fact, answer as Answer | undefined); // the engine checks it
  if (first !== undefined && field !== undefined && at !== undefined) set(withDay(before as Row[] | undefined, Number(first), field, Number(at), value));
  else if (first !== undefined && field !== undefined) set(withCell(before as Row[] | undefined, Number(first), field, value));
  else if (first !== undefined) set({ ...(before as FormParts | undefined), [first]: value });
  else if (input.type === "checkbox") set(withChoice(before as string[] | undefined, input));
  else set(value);
}

type Row = Record<string, unknown>;

function withCell(rows: readonly Row[] = [], index: number, field: string, value: unknown) {
  return rows.map((row, at) => (at === index ? { ...row, [field]: value } : row));
}

// A cell may hold several days; one that was emptied keeps its place until it is taken out.
function withDay(rows: readonly Row[] = [], index: number, field: string, at: number, value: unknown) {
  const days = rows[index]?.[field] as readonly unknown[] | undefined ?? [];
  return withCell(rows, index, field, days.map((day, place) => (place === at ? value ?? null : day)));
}

// Some values stand alone: ticking one clears the others, ticking another clears it.
function withChoice(before: readonly string[] = [], input: Control) {
  const others = before.filter((value) => value !== input.value);
  if (!input.checked) return others.length ? others : undefined;
  if (input.dataset.alone) return [input.value];
  const alone = [...input.ownerDocument.getElementsByName(input.name)]
    .filter((one): one is HTMLInputElement => one instanceof HTMLInputElement && Boolean(one.dataset.alone));
  return [...others.filter((value) => !alone.some((one) => one.value === value)), input.value];
}
