// The panel that always says, for each contact, what may be done now and why.
import type { Contact, Contradiction, ContactView, KindView, Layers, MainAct, Reason, Sentence, Tone } from "messages";
import type { ComponentChildren } from "preact";
import { openOffered } from "../documents/documents.tsx";
import { written } from "../case/clock.ts";
import { factsOf } from "../case/state.ts";
import { LAYERS, STATUS_MARKS, TONES, WORDS } from "../words/checklist.ts";
import { askOf } from "./answers-in-words.tsx";
import { type App, useApp } from "./app.ts";
import { Explanation } from "./explanation.tsx";
import { copyNote } from "./note.tsx";
import { isDecided } from "./pace.ts";
import { isOfNow, type PageState } from "./page-state.ts";
import { CiteList, CiteMarks, Disclosure, Outside, ReasonSaid, RuleSaid } from "./sources.tsx";

const EVERY_LAYER = Object.entries(LAYERS) as [keyof Layers, string][];

/** "Contact 2: School or community": its number and its kind, never a name. */
export function labelOf({ case: { view } }: PageState, contact: Pick<Contact, "id">) {
  const answer = view?.contacts.find((one) => one.id === contact.id);
  return WORDS.contactLabel(contact.id.split("-").at(-1) ?? "", answer?.label);
}

/** The mark and title of a decision: shape, words and color together. */
export function Verdict({ of: { tone, title } }: { of: { tone: Tone; title: string } }) {
  const [mark, color] = TONES[tone];
  return <p class="cl-verdict" data-tone={color}><span class="cl-mark" aria-hidden="true">{mark}</span><strong>{title}</strong></p>;
}

/** One verdict, or where the kinds of information differ one for each: none hides another. */
export function Verdicts({ answer }: { answer: ContactView }) {
  if (!doKindsDiffer(answer)) return <Verdict of={answer} />;
  return (
    <div class="cl-kind-verdicts">
      {Object.values(answer["by-information"]).map((part) => <div><span>{part.label}</span><Verdict of={part} /></div>)}
    </div>
  );
}

function doKindsDiffer(answer: ContactView) {
  return new Set(Object.values(answer["by-information"]).map((part) => part.decision)).size > 1;
}

/** The whole panel. */
export function Panel() {
  const app = useApp();
  const { view, state, generalError, catalogue } = app.case;
  const here = state.contacts.find(({ id }) => id === app.shown.current);
  const answer = view?.contacts.find(({ id }) => id === here?.id);
  return (
    <aside id="cl-panel" class="cl-panel" aria-labelledby="cl-panel-title" tabindex={-1}>
      <h2 id="cl-panel-title">{WORDS.panel}</h2>
      {generalError && <p class="cl-wrong" role="alert">{WORDS.error} {generalError}</p>}
      {!answer && <p class="cl-muted">{WORDS.panelEmpty}</p>}
      {view?.problems.map((problem) => <Problem key={`${problem.contact}:${problem.facts}`} problem={problem} />)}
      {here && answer && <Card key={here.id} contact={here} answer={answer} />}
      <RuleList title={WORDS.notes} rules={view?.notes} />
      {catalogue?.disclaimer && <p class="cl-disclaimer">{catalogue.disclaimer}</p>}
      {view && (
        <p class="cl-disclaimer cl-decided">
          {WORDS.decidedWith(view.engine, view.content.version, view.content.sha256.slice(0, 12), written(view.today))}
        </p>
      )}
    </aside>
  );
}

/** One question at a time: how the answer stands, in a line, and what keeps it from being given. */
export function ShortPanel({ hasAct, children }: { hasAct: boolean; children: ComponentChildren }) {
  const app = useApp();
  const { view, generalError } = app.case;
  const answer = view?.contacts.find(({ id }) => id === app.shown.current);
  const isTeam = app.case.state.contacts.length > 1;
  return (
    <aside id="cl-panel" class="cl-panel" aria-labelledby="cl-panel-title" tabindex={-1} data-contact={answer?.id} data-decision={answer?.decision}>
      <h2 id="cl-panel-title">{WORDS.panel}</h2>
      {generalError && <p class="cl-wrong" role="alert">{WORDS.error} {generalError}</p>}
      {!answer && <p class="cl-muted">{WORDS.panelEmpty}</p>}
      {view?.problems.map((problem) => <Problem key={`${problem.contact}:${problem.facts}`} problem={problem} />)}
      {answer && <Verdicts answer={answer} />}
      {answer && hasAct && <Act contact={answer} />}
      {answer && (isTeam || answer.tone !== "open") && (
        <p><button type="button" class="cl-link" data-act="to-answer" onClick={app.actions.toAnswer}>{isTeam ? WORDS.contacts : WORDS.seeAnswer}</button></p>
      )}
      {children}
    </aside>
  );
}

function Problem({ problem }: { problem: Contradiction }) {
  const app = useApp();
  const { actions } = app;
  const places = problem.facts.map((fact) => whereAsked(app, problem.contact, fact)).filter((one) => one !== null);
  return (
    <div class="cl-problem">
      <p><strong>{WORDS.conflict}</strong> {problem.text}<CiteMarks cites={problem.cites} /></p>
      <ul class="cl-list">
        {places.map(({ owner, fact, isAsked, ask }) => (
          <li>
            <button type="button" class="cl-link" onClick={() => (isAsked ? actions.goTo(owner ?? problem.contact, fact) : actions.forget(owner, fact))}>
              {isAsked ? WORDS.changeThis(ask) : WORDS.forget(ask)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

// An answer whose question went out of sight can only be taken back from here.
function whereAsked(app: App, contact: string | null, fact: string) {
  const { catalogue, ask, state } = app.case;
  const owner = catalogue?.questions[fact]?.scope === "case" ? null : contact;
  const isAsked = ask.some((entry) => entry.question === fact && entry.contact === owner);
  if (!isAsked && factsOf(state, owner)[fact] === undefined) return null;
  return { owner, fact, isAsked, ask: askOf(app, fact) ?? "" };
}

function Card({ contact, answer }: { contact: Contact; answer: ContactView }) {
  const app = useApp();
  const label = labelOf(app, contact);
  const differ = doKindsDiffer(answer);
  return (
    <article class="cl-card" data-contact={contact.id} data-decision={answer.decision}>
      <h3>{label}</h3>
      {differ ? <Kinds answer={answer} /> : <Answer of={answer} />}
      <Act contact={contact} />
      {!differ && <Says of={answer} />}
      <SaidBeside answer={answer} />
      <RuleList title={WORDS.cautions} rules={answer.cautions} />
      <OpenQuestions contact={contact} />
      {!differ && <EachLayer name={contact.id} about={label} layers={answer.layers} />}
      <p class="cl-roi-line">{WORDS.releaseIs(answer.roi.says)}</p>
      <RuleList title={WORDS.formProblems} rules={answer.roi.problems} />
      <Explanation answer={answer} label={label} />
      {/* The guide explains each answer at an anchor of the decision's own name. */}
      <p class="cl-more"><Outside href={`${app.siteRoot}editions/${app.case.state.edition}/answers/#${answer.decision}`}>{WORDS.readMore}</Outside></p>
      <Disclosure name={"card:" + contact.id} label={WORDS.why} about={label}>{() => <WhyDecision answer={answer} />}</Disclosure>
    </article>
  );
}

// What goes with an answer that somebody else decides or that a law asks for, and what to say to who calls.
const SAID_BESIDE = [["who-decides", WORDS.whoDecides], ["extent", WORDS.extent], ["meanwhile", WORDS.meanwhile], ["phone", WORDS.phone]] as const;

function SaidBeside({ answer }: { answer: ContactView }) {
  return SAID_BESIDE.map(([part, title]) => answer[part].length > 0 && (
    <div key={part} class="cl-said" data-said={part}>
      <p class="cl-small-head">{title}</p>
      {answer[part].map((one) => <p>{one.text}<CiteMarks cites={one.cites} /></p>)}
    </div>
  ));
}

// Each kind of information beside the other, since one may go while the other must stay.
function Kinds({ answer }: { answer: ContactView }) {
  return (
    <>
      <p class="cl-small-head">{WORDS.kinds}</p>
      <ul class="cl-kinds">
        {Object.entries(answer["by-information"]).map(([kind, part]) => (
          <li key={kind} data-kind={kind} data-decision={part.decision}>
            <h4>{part.label}</h4>
            <Answer of={part} />
            <Says of={part} />
            <EachLayer name={`${answer.id}:${kind}`} about={part.label} layers={part.layers} />
          </li>
        ))}
      </ul>
    </>
  );
}

function reasonsIn(layers: Layers): Reason[] {
  return Object.values(layers).flatMap((layer) => layer.because);
}

// The decision in a word, with its mark, and in one sentence.
function Answer({ of: part }: { of: ContactView | KindView }) {
  return <div class="cl-answer"><Verdict of={part} /><p class="cl-answer-says">{part.answer.text}<CiteMarks cites={addedBy(part)} /></p></div>;
}

// What the first line of why does not cite.
function addedBy({ answer, says }: ContactView | KindView) {
  const first = new Set(says[0]?.cites);
  return answer.cites.filter((cite) => !first.has(cite));
}

/** The one thing to do next about a contact, of the answers as they are now. */
export function actAbout(app: PageState, { id }: Pick<Contact, "id">) {
  const { acts } = app.case;
  return isOfNow(app, acts) ? acts.all.find(({ about }) => about === id) : undefined;
}

function Act({ contact }: { contact: Pick<Contact, "id"> }) {
  const app = useApp();
  const { copied } = app.case;
  const act = actAbout(app, contact);
  if (!act) return null;
  return (
    <p class="cl-act">
      <button type="button" class="cl-button cl-primary" data-act="main" onClick={() => press(app, act)}>{act.says}</button>
      {act.press === "copy" && copied && <span class="cl-muted" aria-hidden="true">{copied}</span>}
    </p>
  );
}

/** Do it. */
export function press(app: App, act: MainAct) {
  if (act.press === "copy") return copyNote(app);
  const offer = app.case.documents.find(({ id, contact }) => id === act.document && contact === act.contact);
  return offer && openOffered(app, offer, act.press === "print");
}

const LINES_OF_WHY = 2;

// Two lines; all reasons stand under "Why". What is still open is named by the button below.
function Says({ of: answer }: { of: ContactView | KindView }) {
  const says = answer.says.slice(0, answer.tone === "open" ? 1 : LINES_OF_WHY);
  return <div class="cl-says"><AllSaid says={says} layers={answer.layers} /></div>;
}

function AllSaid({ says, layers }: { says: readonly Sentence[]; layers: Layers }) {
  const reasons = new Map(reasonsIn(layers).map((one) => [one.rule, one]));
  return says.map((said) => <OneSaid said={said} because={reasons.get(said.id)} />);
}

function OneSaid({ said, because }: { said: Sentence; because: Reason | undefined }) {
  if (because?.holds !== "yes") return <p>{said.text}<CiteMarks cites={said.cites} /></p>;
  // What else a rule says, such as who decides, stands under a heading of its own.
  if (because.says !== said.text) return null;
  return <><p><RuleSaid rule={because} /></p>{because.fix && <p class="cl-fix">{because.fix}</p>}</>;
}

function EachLayer({ name, about, layers }: { name: string; about: string; layers: Layers }) {
  return (
    <Disclosure name={"layers:" + name} label={WORDS.layers} about={about}>
      {() => (
        <dl class="cl-layers">
          {EVERY_LAYER.map(([layer, title]) => {
            const { status, tone, says } = layers[layer];
            return (
              <div data-layer={layer} data-status={status}>
                <dt>{title}</dt>
                <dd><span class="cl-status-mark" aria-hidden="true">{STATUS_MARKS[tone]}</span> {says}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </Disclosure>
  );
}

/** What is still to be answered about a contact, or about the case. */
export function openAbout({ case: { view } }: PageState, { id }: Pick<Contact, "id">) {
  return view?.next.filter(({ contact }) => contact === null || contact === id) ?? [];
}

function OpenQuestions({ contact }: { contact: Contact }) {
  const app = useApp();
  const { actions } = app;
  const open = openAbout(app, contact);
  const [first] = open;
  // One question at a time, what is open comes by itself, and stands as the way on below the answer.
  if (!first || (app.pace === "one" && isDecided(app))) return null;
  return (
    <p class="cl-next">
      {/* Where there is something to do, that is the one thing. */}
      <button type="button" class={actAbout(app, contact) ? "cl-link" : "cl-button cl-primary"} onClick={() => actions.goTo(contact.id, first.fact)}>{WORDS.goNext} →</button>
      <span class="cl-muted"> {WORDS.stillOpen(open.length)}</span>
    </p>
  );
}

function RuleList({ title, rules = [] }: { title: string; rules?: readonly Reason[] | undefined }) {
  if (!rules.length) return null;
  return (
    <div class="cl-cautions">
      <p class="cl-small-head">{title}</p>
      <ul class="cl-list">{rules.map((one) => <li data-rule={one.rule}><RuleSaid rule={one} />{one.fix && ` ${one.fix}`}</li>)}</ul>
    </div>
  );
}

function WhyDecision({ answer }: { answer: ContactView }) {
  const kinds = doKindsDiffer(answer) ? Object.values(answer["by-information"]) : [{ label: "", layers: answer.layers, says: answer.says }];
  const reasons = kinds.flatMap((part) => reasonsIn(part.layers));
  return (
    <>
      {kinds.map(({ label, layers, says }) => (
        <>{label && <h4 class="cl-why-kind">{label}</h4>}<AllSaid says={notIn(layers, says.slice(LINES_OF_WHY))} layers={layers} /><LayerReasons layers={layers} /></>
      ))}
      <CiteList cites={[answer.answer, ...answer.says, ...reasons].flatMap((one) => one.cites)} />
    </>
  );
}

// What no reason of a layer says, such as what an answer is limited to.
function notIn(layers: Layers, says: readonly Sentence[]) {
  const reasons = new Set(reasonsIn(layers).map(({ says }) => says));
  return says.filter(({ text }) => !reasons.has(text));
}

function LayerReasons({ layers }: { layers: Layers }) {
  return EVERY_LAYER.map(([layer, name]) => layers[layer].because.length > 0 && (
    <><h4>{name}</h4>{layers[layer].because.map((one) => <ReasonSaid reason={one} />)}</>
  ));
}
