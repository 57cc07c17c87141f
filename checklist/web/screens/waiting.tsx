// After the talk: what was asked for and has not come, or was not looked through yet, one line each.
// What happens most often takes one press; everything else about a request stands at its step.
import type { Contact, RecordRow } from "messages";
import { written } from "../case/clock.ts";
import { factsOf, localDate } from "../case/state.ts";
import { WORDS } from "../words/checklist.ts";
import { type App, useApp } from "./app.ts";

interface Request {
  contact: Contact;
  question: string;
  at: number;
  row: RecordRow;
}

/** Every request of the case that waits for something, with a button for what came of it today. */
export function Waiting() {
  const app = useApp();
  const requests = waitingFor(app);
  if (!requests.length) return null;
  return (
    <section class="cl-place" data-open="true" aria-labelledby="cl-title-waiting">
      <h2 id="cl-title-waiting" tabindex={-1}>{WORDS.waitingFor}</h2>
      <ul class="cl-waiting">{requests.map((one) => <Line key={one.row.id ?? `${one.contact.id}:${one.at}`} of={one} />)}</ul>
    </section>
  );
}

function waitingFor({ case: { ask, catalogue, state } }: App): Request[] {
  const asked = ask.filter(({ question }) => catalogue?.questions[question]?.kind === "records");
  return asked.flatMap(({ contact: id, question }) => {
    const contact = state.contacts.find((one) => one.id === id);
    const rows = (factsOf(state, id)[question] ?? []) as readonly RecordRow[];
    return contact ? rows.map((row, at) => ({ contact, question, at, row })).filter(({ row }) => !row["received-on"] || row.reviewed !== "yes") : [];
  });
}

function Line({ of: { contact, question, at, row } }: { of: Request }) {
  const app = useApp();
  const { actions, case: { catalogue, state }, mostTimes } = app;
  const label = catalogue?.records[row.kind]?.label ?? row.kind;
  const again = row["asked-again"] ?? [];
  const days = [row["asked-on"], ...again].filter((day) => day !== null && day !== undefined);
  const today = localDate(); // what happens today does so also in a case that is answered as of another day
  const change = (part: Partial<RecordRow>) => {
    const rows = (factsOf(state, contact.id)[question] ?? []) as readonly RecordRow[];
    app.focusAfter(".cl-waiting button, #cl-title-next");
    actions.answer(contact.id, question, rows.map((one, place) => (place === at ? { ...one, ...part } : one)));
  };
  const press = (says: string, part: Partial<RecordRow>) => (
    <button type="button" class="cl-chip" onClick={({ detail }) => detail < 2 && change(part)}>
      {says}<span class="cl-vh">{WORDS.whyFor(label)}</span>
    </button>
  );
  return (
    <li>
      <p>
        <strong>{label}</strong>{state.contacts.length > 1 && `, ${app.label(contact.id)}`}:{" "}
        {row["received-on"] ? WORDS.arrivedOn(written(row["received-on"])) : days.length > 0 && WORDS.askedOnDays(days.map(written))}
      </p>
      <p class="cl-actions">
        {row["received-on"]
          ? press(WORDS.lookedThrough, { reviewed: "yes" })
          : (
            <>
              {press(WORDS.arrivedToday, { "received-on": today })}
              {again.length < mostTimes && days.at(-1) !== today && press(WORDS.askedAgainToday, { "asked-again": [...again, today] })}
            </>
          )}
      </p>
    </li>
  );
}
