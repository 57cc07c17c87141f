// What the engine says about one step, drawn beneath its questions.
import type { ContactView, MethodView, NotifyView, Sentence } from "messages";
import type { ComponentChildren } from "preact";
import { STATUS_MARKS, WORDS } from "../words/checklist.ts";
import { useApp } from "./app.ts";
import type { WholeView } from "./page-state.ts";
import type { Place } from "./places.ts";
import { CiteMarks, Disclosure, RuleSaid } from "./sources.tsx";

/** The engine's words for a step and the contact in view; nothing where it has none. */
export function Results({ place: { id, entries } }: { place: Place }) {
  const { case: { view }, shown } = useApp();
  const answer = view?.contacts.find((one) => one.id === shown.current);
  if (!view || !answer) return null;
  // Where nothing is asked nothing is done; but whom not to tell holds all the same.
  if (!entries.length) return id === "notify" ? <Notices told={view.notify} groups={["must-not"]} /> : null;
  const Result = RESULTS[id];
  return Result ? <Result answer={answer} view={view} /> : null;
}

const RESULTS: Readonly<Record<string, (about: { answer: ContactView; view: WholeView }) => ComponentChildren>> = {
  release: Release, method: Methods, records: Records, notify: Notify,
};

function List<Item extends { cites: readonly string[] }>({ items, draw }: { items: readonly Item[]; draw: (item: Item) => ComponentChildren }) {
  return <ul class="cl-list">{items.map((item) => <li>{draw(item)}<CiteMarks cites={item.cites} /></li>)}</ul>;
}

function Sentences({ said }: { said: readonly Sentence[] }) {
  return <List items={said} draw={(item) => item.text} />;
}

function Block({ name, title, children }: { name: string; title: string; children: ComponentChildren }) {
  return <div class="cl-result" data-key={"result:" + name}><h3>{title}</h3>{children}</div>;
}

function Release({ answer }: { answer: ContactView }) {
  const { says, problems } = answer.roi;
  return (
    <Block name="form" title={WORDS.releaseIs(says)}>
      {problems.length > 0 && (
        <ul class="cl-list">
          {problems.map((one) => <li data-rule={one.rule}><RuleSaid rule={one} />{one.fix && <p class="cl-fix">{one.fix}</p>}</li>)}
        </ul>
      )}
    </Block>
  );
}

function Methods({ answer: { methods } }: { answer: ContactView }) {
  if (!methods.length) return null;
  return (
    <Block name="methods" title={WORDS.methods}>
      <ol class="cl-methods">{methods.map((one) => <Method key={one.id} method={one} />)}</ol>
    </Block>
  );
}

function Method({ method: { label, available, reasons, safeguards, ...method } }: { method: MethodView }) {
  return (
    <li data-available={String(available)}>
      <strong>{label}</strong>
      {!available && <span class="cl-tag">{WORDS.unavailable}</span>}
      {!method["in-edition"] && <span class="cl-tag">{WORDS.added}</span>}
      {reasons.map((why) => <span class="cl-method-why"> {why.text}<CiteMarks cites={why.cites} /></span>)}
      {available && safeguards.length > 0 && <><p class="cl-small-head">{WORDS.safeguards}</p><Sentences said={safeguards} /></>}
    </li>
  );
}

function Records({ answer: { records, resolution } }: { answer: ContactView }) {
  const { pace } = useApp();
  const lists = () => (
    <>
      {records["ask-for"].length > 0 && <Block name="ask-for" title={WORDS.askFor}><Sentences said={records["ask-for"]} /></Block>}
      {records["leave-out"].length > 0 && <Block name="leave-out" title={WORDS.leaveOut}><Sentences said={records["leave-out"]} /></Block>}
    </>
  );
  return (
    <>
      {pace === "one" ? <Disclosure name="what-to-ask" label={WORDS.whatToAsk}>{lists}</Disclosure> : lists()}
      {records.outstanding.length > 0 && (
        <Block name="to-come" title={WORDS.outstandingRecords}>
          <List
            items={records.outstanding} draw={(item) => (
              <>{item.says}{item["next-date"] && item.clock === "tool-default" && <span class="cl-muted"> ({WORDS.toolDefault})</span>}</>
            )}
          />
        </Block>
      )}
      {resolution.map((one) => (
        <Block key={one.finding} name={"resolution:" + one.finding} title={one.title}>
          <ol class="cl-list">{one.steps.map((step) => <li>{step.text}<CiteMarks cites={step.cites} /></li>)}</ol>
        </Block>
      ))}
    </>
  );
}

function Notify({ view: { notify } }: { view: WholeView }) {
  return (
    <div class="cl-notices">
      <Notices told={notify} groups={["must", "may", "must-not"]} />
      {([["say", WORDS.say], ["write-down", WORDS.writeDown]] as const).map(([group, title]) => notify[group].length > 0 && (
        <Block key={group} name={"notify:" + group} title={title}><Sentences said={notify[group]} /></Block>
      ))}
    </div>
  );
}

const TOLD = { must: WORDS.must, may: WORDS.may, "must-not": WORDS.mustNot };

function Notices({ told, groups }: { told: NotifyView; groups: readonly (keyof typeof TOLD)[] }) {
  return groups.map((group) => told[group].length > 0 && (
    <Block key={group} name={"notify:" + group} title={TOLD[group]}>
      <List items={told[group]} draw={(one) => <><strong>{one.label}:</strong> {one.says}</>} />
    </Block>
  ));
}

/** What is still to be done in the whole case, each with a way to get there. */
export function Outstanding() {
  const app = useApp();
  const open = app.case.view?.outstanding ?? [];
  if (!open.length && !app.case.view?.complete) return <p class="cl-muted">{WORDS.nothingYet}</p>;
  if (!open.length) return <p class="cl-all-done">{STATUS_MARKS.good} {WORDS.nothingOutstanding}</p>;
  return (
    <ul class="cl-outstanding">
      {open.map((item) => (
        <li>
          <span>{item.contact && app.case.state.contacts.length > 1 && <strong>{app.label(item.contact)}: </strong>}{item.text}</span>
          <button type="button" class="cl-link" onClick={() => app.actions.goToStep(item.contact, item.step)}>
            {WORDS.goThere}<span class="cl-vh">{WORDS.whyFor(item.text)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
