// One question at a time: what is asked now, the way on and back, and what was said so far.
import { Documents } from "../documents/documents.tsx";
import { factsOf, nameOf } from "../case/state.ts";
import { WORDS } from "../words/checklist.ts";
import { valueInWords } from "./answers-in-words.tsx";
import { type App, useApp } from "./app.ts";
import { AddByName } from "./contact-choice.tsx";
import { isAnswered, isDecided, questionsLeft, type Stop, stopBefore, stopsOf } from "./pace.ts";
import { Panel } from "./panel.tsx";
import { type Entry, type Place, STEP_COUNT } from "./places.ts";
import { askedOf, Confirm, Question } from "./questions.tsx";
import { Results } from "./results.tsx";
import { Disclosure } from "./sources.tsx";
import { Summary } from "./summary.tsx";
import { Team } from "./team.tsx";
import { Afterwards, Waiting } from "./waiting.tsx";

interface AtStop {
  stop: Stop;
  all: readonly Place[];
}

/** What fills the screen at one stop. */
export function OneByOne({ stop, all }: AtStop) {
  const Body = stop.kind === "answer" ? TheAnswer : Here;
  return <Body key={stop.key} stop={stop} all={all} />;
}

function Here({ stop, all }: AtStop) {
  const app = useApp();
  const { kind, place, entries, run = kind === "confirm" ? entries : [] } = stop;
  const { id, number, title } = place;
  const isOfContact = id !== "start" && id !== "summary";
  const titleId = `cl-title-${id}`;
  return (
    <section id={`cl-place-${id}`} class="cl-place cl-one" data-place={id} data-open="true" data-stop={stop.key} aria-labelledby={titleId}>
      <h2 id={titleId} tabindex={-1}>
        {number && <span class="cl-step-of">{WORDS.stepOf(number, STEP_COUNT)}: </span>}{title}
        {isOfContact && app.case.state.contacts.length > 1 && <span class="cl-for">{app.label(app.shown.current)}</span>}
      </h2>
      {kind === "waiting" && <p class="cl-muted">{WORDS.waiting}</p>}
      {kind === "questions" && entries.map((entry) => <Question key={nameOf(entry.contact, entry.question)} entry={entry} />)}
      {run.length > 0 && <Confirm run={run} form={entries.find((entry) => askedOf(app, entry)?.kind === "elements")} />}
      {kind !== "confirm" && (id === "summary" ? <Summary /> : SAYS_MORE.has(id) && <Results place={place} />)}
      {kind === "end" && <Documents place={id} />}
      <Ways stop={stop} all={all} />
    </section>
  );
}

// What the engine says of these steps is read while one answers.
const SAYS_MORE = new Set(["method", "records", "notify"]);

// With several contacts the team comes first: each has an answer of its own.
function TheAnswer({ stop, all }: AtStop) {
  const { case: { state } } = useApp();
  const { place } = stop;
  const isTeam = state.contacts.length > 1;
  const team = (
    <section key="team" class="cl-place" data-place="contact" data-open="true" aria-labelledby="cl-title-contact">
      <h2 id="cl-title-contact" tabindex={-1}>{WORDS.contacts}</h2>
      <Team asTable={isTeam} />
      <AddByName />
    </section>
  );
  return (
    <div class="cl-two">
      <div>
        {isTeam && team}
        <Panel key="panel" />
        {["start", "contact", "release"].map((step) => <Documents key={step} place={step} />)}
      </div>
      <div>
        <section key="next" id={`cl-place-${place.id}`} class="cl-place cl-one" data-place={place.id} data-open="true" data-stop={stop.key} aria-labelledby="cl-title-next">
          <h2 id="cl-title-next" tabindex={-1}>{WORDS.afterAnswer}</h2>
          <Ways stop={stop} all={all} />
        </section>
        <Afterwards key="afterwards" />
        <Waiting key="waiting" />
        {!isTeam && team}
        <SaidSoFar stop={stop} all={all} />
      </div>
    </div>
  );
}

function Ways({ stop, all }: AtStop) {
  const app = useApp();
  const { actions, case: { view } } = app;
  const before = stopBefore(app, all, stop);
  const isAsked = stop.entries.length > 0;
  const left = questionsLeft(app, all, stop);
  // Where the answer waits for a question, the way on is the button below it.
  const isWaiting = stop.kind === "waiting" || (stop.kind === "answer" && !isDecided(app));
  const canGoOn = isAsked ? stop.kind === "questions" && !stop.run : !isWaiting && stop.place.id !== "summary";
  return (
    <>
      <p class="cl-actions cl-ways">
        {canGoOn && (
          <button type="button" class={isAsked ? "cl-button cl-primary" : "cl-button"} data-act="continue" onClick={() => actions.goOn(stop)}>
            {isAsked ? WORDS.goOn : WORDS.goOnTo(titleAfter(app, all, stop))}
          </button>
        )}
        {(stop.kind === "confirm" || stop.run) && <button type="button" class="cl-button" data-act="singly" onClick={() => actions.askSingly(stop)}>{WORDS.askSingly}</button>}
        {before && <button type="button" class="cl-button" data-act="back" onClick={() => actions.goBack(stop)}>{WORDS.back}</button>}
        {isAsked && view && <button type="button" class="cl-link" data-act="put-off" onClick={() => actions.putOff(stop)}>{WORDS.putOff}</button>}
      </p>
      {isAsked && <p class="cl-muted">{left > 1 && WORDS.questionsLeft(left)} {isChoice(app, stop) && WORDS.howToGoOn}</p>}
    </>
  );
}

function isChoice(app: App, { entries: [first, ...more] }: Stop) {
  return first && !more.length && askedOf(app, first)?.kind === "choice";
}

function titleAfter(app: App, all: readonly Place[], stop: Stop) {
  const stops = stopsOf(app, all);
  return stops[stops.findIndex(({ key }) => key === stop.key) + 1]?.place.title ?? WORDS.summary;
}

/** Every answer, with the way back to it. */
export function SaidSoFar({ stop, all }: AtStop) {
  const app = useApp();
  const here = new Set(stop.entries);
  const said = stopsOf(app, all).flatMap(({ entries }) => entries).filter((entry) => !here.has(entry) && wordsOf(app, entry));
  if (!said.length) return null;
  return (
    <div class="cl-said-so-far">
      <Disclosure name="said-so-far" label={WORDS.saidSoFar(said.length)}>
        {() => <ul class="cl-list">{said.map((entry) => <Said key={nameOf(entry.contact, entry.question)} entry={entry} />)}</ul>}
      </Disclosure>
    </div>
  );
}

function Said({ entry }: { entry: Entry }) {
  const app = useApp();
  const ask = askedOf(app, entry)?.ask ?? "";
  return (
    <li data-fact={entry.question}>
      {ask} <strong>{wordsOf(app, entry)}</strong>{" "}
      <button type="button" class="cl-link" data-act="change" onClick={() => app.actions.changeAnswer(entry)}>
        {WORDS.change}<span class="cl-vh">{WORDS.whyFor(ask)}</span>
      </button>
    </li>
  );
}

function wordsOf(app: App, entry: Entry) {
  const { catalogue, state } = app.case;
  const value = entry.question === "edition" ? state.edition : factsOf(state, entry.contact)[entry.question];
  if (value === undefined || !isAnswered(app, entry)) return "";
  const label = askedOf(app, entry)?.values.find((one) => one.value === value)?.label;
  return label ?? (catalogue ? valueInWords(catalogue, entry.question, value) : "");
}
