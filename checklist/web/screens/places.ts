// The places of the page in their order: what comes before, who the contact is, the steps, the summary.
import type { AskedQuestion } from "messages";
import { FIRST, STEPS, WORDS } from "../words/checklist.ts";
import type { PageState } from "./page-state.ts";

/** A question at its place; before the engine is there nothing is known of it but its name. */
export type Entry = Pick<AskedQuestion, "contact" | "question"> & Partial<AskedQuestion>;

/** The edition is chosen like an answer, before there is a catalogue to ask from. */
export const EDITION: Entry = { contact: null, question: "edition" };

/** One place of the page. */
export interface Place {
  id: string;
  title: string;
  /** Of a step. */
  number: number | null;
  entries: readonly Entry[];
  reached: boolean;
  done: boolean;
  isOpen: boolean;
}

const NUMBERED = Object.entries(STEPS);

/** How many places are steps. */
export const STEP_COUNT = NUMBERED.length;

/** Every place of the page; one without questions opens when those before it are answered. */
export function places({ case: { view, ask }, shown }: PageState): Place[] {
  const mine = ask.filter((entry) => entry.contact === null || entry.contact === shown.current);
  const first = FIRST.map(({ id }) => ({ contact: null, question: id, done: false }));
  const titles = [
    ["start", WORDS.start, null],
    ["contact", WORDS.contact, null],
    ...NUMBERED.map(([id, title], index) => [id, title, index + 1] as const),
    ["summary", WORDS.summary, null],
  ] as const;
  let reached = Boolean(view);
  return titles.map(([id, title, number]) => {
    const entries: readonly Entry[] = view ? mine.filter((entry) => entry.section === id) : id === "start" ? first : [];
    const isReached = reached;
    const done = reached && id !== "summary" && entries.every((entry) => entry.done);
    reached &&= done;
    if (isReached) shown.opened.add(id);
    const isOpen = entries.length > 0 || shown.opened.has(id) || id === "start" || id === "contact";
    return { id, title, number, entries, reached: isReached, done, isOpen };
  });
}
