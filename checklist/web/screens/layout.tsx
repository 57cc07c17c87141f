// The page: top bar, place in the steps, sections with their questions, panel.
import { Documents } from "../documents/documents.tsx";
import { localDate } from "../case/state.ts";
import { WORDS } from "../words/checklist.ts";
import { Folded, fold } from "./answered-sections.tsx";
import { type App, useApp } from "./app.ts";
import { FIRST_DAY, LAST_DAY, Typed } from "./fields.tsx";
import { FileDialog, Opened } from "./file-dialogs.tsx";
import { Files, ToFiles } from "./files.tsx";
import { OneByOne, SaidSoFar } from "./one-by-one.tsx";
import { type Stop, settle, stopNow } from "./pace.ts";
import { Panel, ShortPanel, Verdicts } from "./panel.tsx";
import { EDITION, type Place, places, STEP_COUNT } from "./places.ts";
import { Question, Questions } from "./questions.tsx";
import { Results } from "./results.tsx";
import { CiteMarks } from "./sources.tsx";
import { Summary } from "./summary.tsx";
import { Team } from "./team.tsx";

/** The whole screen, as it should be now. */
export function Screen() {
  const app = useApp();
  const { view } = app.case;
  const all = places(app);
  const stop = app.pace === "one" ? stopNow(app, all) : null;
  if (stop) settle(app, stop);
  return (
    <>
      <FirstOfAll />
      <div key="top" class="cl-top">
        {/* What the status says is drawn by itself: it changes where the rest of the page waits. */}
        <div class="cl-status" role="status" />
        {view && !stop && <DayOfAnswer />}
      </div>
      {(!stop || stop.kind === "answer" || !view) && <Opened />}
      <div key="columns" class="cl-columns" data-kind={stop?.kind}>
        <div class="cl-main">
          <Progress all={all} />
          {stop ? <OneByOne stop={stop} all={all} /> : <Whole all={all} />}
          {view && (!stop || showsFiles(app, stop) ? <Files /> : <ToFiles />)}
        </div>
        {!stop && <Panel />}
        {stop && stop.kind !== "answer" && <ShortPanel hasAct={(stop.place.number ?? 0) > 1}><SaidSoFar stop={stop} all={all} /></ShortPanel>}
      </div>
      {view && stop && <div key="foot" class="cl-top cl-foot-bar"><DayOfAnswer /></div>}
      {!stop && <Bar />}
      <FileDialog />
    </>
  );
}

function Whole({ all }: { all: readonly Place[] }) {
  const app = useApp();
  const folded = fold(app, all);
  return all.map((place) => (app.case.view || place.id === "start") && <Section key={place.id} place={place} isFolded={folded.has(place)} />);
}

function showsFiles({ shown, case: { damaged } }: App, { kind, place }: Stop) {
  return (kind === "end" && place.id === "summary") || Boolean(damaged) || shown.open.has("files");
}

// What to read before anything else while somebody is in danger.
function FirstOfAll() {
  const { case: { view } } = useApp();
  if (!view?.first.length) return null;
  return (
    <section class="cl-first" aria-label={WORDS.first}>
      <p class="cl-first-title">{WORDS.first}</p>
      {view.first.map((one) => <p>{one.text}<CiteMarks cites={one.cites} /></p>)}
    </section>
  );
}

function DayOfAnswer() {
  const { case: { state, wrong: allWrong }, actions, pace, hasPaces } = useApp();
  const isToday = state.today === localDate();
  const wrong = allWrong.get("today");
  return (
    <>
      <div class="cl-asof">
        <label for="cl-today">{WORDS.asOf}</label>
        <Typed
          type="date" id="cl-today" name="today" value={state.today} min={FIRST_DAY} max={LAST_DAY} required
          aria-invalid={wrong ? "true" : undefined} aria-describedby="cl-today-note"
        />
        {!isToday && <button type="button" class="cl-link" onClick={actions.today}>{WORDS.today}</button>}
        <button type="button" class="cl-button" onClick={actions.startOver}>{WORDS.startOver}</button>
        {hasPaces && (
          <button type="button" class="cl-link" data-act="pace" onClick={() => actions.setPace(pace === "one" ? "whole" : "one")}>{WORDS.otherPace[pace]}</button>
        )}
      </div>
      <p id="cl-today-note" class={wrong ? "cl-wrong" : "cl-muted"} hidden={isToday && !wrong}>{wrong ?? (isToday ? "" : WORDS.otherDay)}</p>
    </>
  );
}

function Progress({ all }: { all: readonly Place[] }) {
  const { case: { view }, shown, actions } = useApp();
  const here = all.find((place) => place.id === shown.place) ?? all[0];
  return (
    <nav class="cl-steps" aria-label={WORDS.steps}>
      <p class="cl-here" aria-hidden="true">
        {here?.number && [<span>{WORDS.stepOf(here.number, STEP_COUNT)}</span>, ": "]}{here?.title}
      </p>
      <ol>
        {all.map((place) => place.number && (
          <li key={place.id}>
            {view
              ? <StepButton place={place} number={place.number} isHere={place === here} press={() => actions.goToStep(null, place.id)} />
              : <><span class="cl-step-number" aria-hidden="true">{place.number}</span> <span class="cl-step-title">{place.title}</span></>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepButton({ place, number, isHere, press }: { place: Place; number: number; isHere: boolean; press: () => void }) {
  const isMarked = place.done && place.entries.length > 0; // a step without questions is not one that was answered
  return (
    <button type="button" data-done={String(isMarked)} onClick={press} aria-current={isHere ? "step" : undefined}>
      <span class="cl-step-number" aria-hidden="true">{isMarked ? "✓" : String(number)}</span>
      <span class="cl-vh">{WORDS.stepOf(number, STEP_COUNT)}: </span>
      <span class="cl-step-title">{place.title}</span>
      {isMarked && <span class="cl-vh">, {WORDS.answered}</span>}
    </button>
  );
}

function Section({ place, isFolded }: { place: Place; isFolded: boolean }) {
  const app = useApp();
  const { id, number, title, isOpen } = place;
  const titleId = `cl-title-${id}`;
  return (
    <section
      id={`cl-place-${id}`} class="cl-place" data-place={id} data-open={String(isOpen)}
      data-folded={isFolded ? "true" : undefined} aria-labelledby={titleId}
    >
      <h2 id={titleId} tabindex={-1}>
        {number && <span class="cl-step-of">{WORDS.stepOf(number, STEP_COUNT)}: </span>}{title}
        {number && number < STEP_COUNT && app.case.state.contacts.length > 1 && <span class="cl-for">{app.label(app.shown.current)}</span>}
      </h2>
      {id === "contact" && <Team />}
      {isOpen ? (isFolded ? <Folded place={place} /> : <Body place={place} />) : <Closed place={place} />}
      {isOpen && <Documents place={id} />}
    </section>
  );
}

function Closed({ place }: { place: Place }) {
  const { actions } = useApp();
  return (
    <p class="cl-muted">
      {WORDS.notReached} <button type="button" class="cl-link" onClick={() => actions.goToStep(null, place.id)}>{WORDS.openStep(place.title)}</button>
    </p>
  );
}

function Body({ place }: { place: Place }) {
  if (place.id === "start") return <StartBody place={place} />;
  if (place.id === "contact") return <Questions entries={place.entries} />;
  if (place.id === "summary") return <Summary />;
  return (
    <>
      {place.entries.length === 0 && <p class="cl-muted">{WORDS.nothingAsked}</p>}
      <Questions entries={place.entries} />
      <Results place={place} />
    </>
  );
}

function StartBody({ place: { entries: [first, ...rest] } }: { place: Place }) {
  // The first question, about danger, stands above all others: it waits for no edition.
  return (
    <>
      {first && <Question key="first" entry={first} />}
      <Question key="edition" entry={EDITION} />
      {/* No card above questions that somebody may already be answering: the engine comes later. */}
      <Questions entries={rest} together={false} />
    </>
  );
}

// On a narrow screen the panel stands below the questions; this line keeps the answer in sight.
function Bar() {
  const app = useApp();
  const answer = app.case.view?.contacts.find((one) => one.id === app.shown.current);
  if (!answer) return null;
  return (
    <div class="cl-bar">
      <a href="#cl-panel" target="_self">
        <Verdicts answer={answer} />
        <span class="cl-muted">{app.case.state.contacts.length > 1 ? `${app.label(app.shown.current)} · ` : ""}{WORDS.seeAnswer}</span>
      </a>
    </div>
  );
}
