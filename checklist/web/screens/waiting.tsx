// After the talk: what was said, and below it what was asked for and has not come, or was not looked through yet, one line each.
// What happens most often takes one press; everything else about a request stands at its step.
import type { Contact, RecordRow } from "messages";
import { written } from "../case/clock.ts";
import { factsOf, localDate, nameOf } from "../case/state.ts";
import { Blank } from "../documents/blocks.tsx";
import { fill } from "../documents/documents.tsx";
import { WORDS } from "../words/checklist.ts";
import { valueInWords } from "./answers-in-words.tsx";
import { type App, useApp } from "./app.ts";
import { Question } from "./questions.tsx";
import { Disclosure } from "./sources.tsx";

/** What can be said only once a contact took place, and what was said there, for the contact at hand. */
export function Afterwards() {
  const app = useApp();
  const { case: { ask, blanks, catalogue, note, state }, shown } = app;
  const asked = ask.filter(({ afterwards, contact }) => afterwards && contact === shown.current);
  if (!asked.length) return null;
  const said = (note?.blocks ?? []).filter((block) => block.kind === "blank").filter(({ id }) => id.startsWith(`${shown.current}.`));
  return (
    <section class="cl-place" data-open="true" aria-labelledby="cl-title-afterwards">
      <h2 id="cl-title-afterwards" tabindex={-1}>
        {WORDS.afterwards}{state.contacts.length > 1 && <span class="cl-for">{app.label(shown.current)}</span>}
      </h2>
      {catalogue && asked.map(({ contact, question }) => {
        const value = factsOf(state, contact)[question];
        return value !== undefined && <p key={question}>{catalogue.questions[question]?.ask} <strong>{valueInWords(catalogue, question, value)}</strong></p>;
      })}
      {/* Nothing about it is asked before it took place. */}
      <Disclosure name={`afterwards:${shown.current}`} label={WORDS.writeAfterwards}>
        {() => (
          <>
            {asked.map((entry) => <Question key={nameOf(entry.contact, entry.question)} entry={entry} />)}
            {said.map((blank) => <Blank key={blank.id} blank={blank} value={blanks.get(blank.id) ?? ""} fill={(id, value) => fill(app, id, value)} place={0} />)}
            {said.length > 0 && <p class="cl-muted">{WORDS.afterwardsHelp}</p>}
          </>
        )}
      </Disclosure>
    </section>
  );
}

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
