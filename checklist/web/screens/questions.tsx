// One question on screen, for each kind of question the content knows.
import type { Answer, ElementView, FormParts, QuestionWords, RecordRow, SaidAtOnce, ToldRow, ValueWords } from "messages";
import type { ComponentChildren } from "preact";
import { factsOf, nameOf } from "../case/state.ts";
import { EDITIONS, FIRST, REGIMES, WORDS } from "../words/checklist.ts";
import { AnswersInWords, valueInWords } from "./answers-in-words.tsx";
import { type App, useApp } from "./app.ts";
import { Offered } from "./contact-choice.tsx";
import { FIRST_DAY, LAST_DAY, Typed } from "./fields.tsx";
import { confirmedTogether, goesOn, standingAlone } from "./pace.ts";
import { EDITION, type Entry } from "./places.ts";
import { RecordRows, ToldRows } from "./rows.tsx";
import { CiteList, CiteMarks, Disclosure } from "./sources.tsx";

/** A value that can be chosen, and its words. */
export type Value = Pick<ValueWords, "value" | "label"> & Partial<ValueWords>;

/** The words of a question; some are asked before there is a catalogue to ask from. */
export type Asked = Pick<QuestionWords, "kind" | "ask"> & Partial<Omit<QuestionWords, "values">> & { values: readonly Value[] };

/** A question, its answer, and what its control is called. */
export interface Field {
  contact: string | null;
  id: string;
  name: string;
  asked: Asked;
  value: Answer | undefined;
  wrong: string | undefined;
  /** What is usually so, as long as nothing is answered. */
  usual: string | undefined;
  /** What one press may say in full, with what would be asked next. */
  atOnce: readonly SaidAtOnce[];
  /** The ids of its help and of what is wrong. */
  describedBy: string | undefined;
}

/** The id of a control or message that belongs to `name`. */
export function idOf(name: string, part = "") {
  return `cl-${name.replaceAll(".", "-")}${part && "-" + part}`;
}

/** The words of a question, with the values that make sense now. */
export function askedOf({ case: { catalogue } }: App, { question, values }: Entry): Asked | null {
  if (question === EDITION.question) {
    return { kind: "choice", ask: WORDS.edition, values: EDITIONS.map(({ id, plan }) => ({ value: id, label: plan })) };
  }
  const first = FIRST.find(({ id }) => id === question);
  const asked: Asked | null = catalogue?.questions[question] ?? (first ? { kind: "choice", ...first } : null);
  // Not every answer makes sense in every case; the engine says which do.
  return asked && values ? { ...asked, values: asked.values.filter(({ value }) => values.includes(value)) } : asked;
}

// One question at a time, what was said of the contact before can be said again.
function isAgain(app: App, entry: Entry) {
  return app.pace === "one" && entry["as-before"] !== undefined;
}

function fieldOf(app: App, entry: Entry): Field | null {
  const { contact, question: id } = entry;
  const asked = askedOf(app, entry);
  if (!asked) return null;
  const { state, wrong: allWrong } = app.case;
  const name = nameOf(contact, id);
  const wrong = allWrong.get(name);
  const help = asked.help && !isAgain(app, entry) && idOf(name, "help");
  const describedBy = [help, wrong && idOf(name, "wrong")].filter(Boolean).join(" ") || undefined;
  const value = id === EDITION.question ? state.edition : factsOf(state, contact)[id];
  return { contact, id, name, asked, value, wrong, usual: entry.only, atOnce: entry["at-once"] ?? [], describedBy };
}

/** All questions of one place, with a button that confirms several `together`. */
export function Questions({ entries, together = true }: { entries: readonly Entry[]; together?: boolean }) {
  const alone = standingAlone(entries);
  const runs = together ? confirmedTogether(alone) : new Map<Entry, readonly Entry[]>();
  return (
    <>
      {alone.flatMap((entry) => {
        const run = runs.get(entry);
        const name = nameOf(entry.contact, entry.question);
        return [run && <Confirm key={"confirm:" + name} run={run} />, <Question key={name} entry={entry} />];
      })}
    </>
  );
}

/** Draw one question with its help, its controls, what is wrong, and why it is asked. */
export function Question({ entry }: { entry: Entry }) {
  const app = useApp();
  const field = fieldOf(app, entry);
  if (!field) return null;
  const isOfBefore = isAgain(app, entry);
  const { id, name, asked, describedBy } = field;
  const isSaidInRow = ROWS.has(asked.kind) && app.case.unreadable.has(name); // at the day it is about
  const wrong = isSaidInRow ? undefined : field.wrong;
  const Control = CONTROLS[asked.kind];
  const about = { class: "cl-question", "data-key": name, "data-question": id, "data-wrong": field.wrong ? "yes" : undefined };
  const body = (
    <>
      {/* The content's own Markdown, which the build turned into HTML. */}
      {asked.help && !isOfBefore && <div class="cl-help" id={idOf(name, "help")} dangerouslySetInnerHTML={{ __html: asked.help }} />}
      {isOfBefore && entry["as-before"] && <AsBefore contact={entry.contact} answers={entry["as-before"]} />}
      {isByDay(app, field, entry)
        ? <><Beside field={field} entry={entry} /><Disclosure name={"other:" + name} label={WORDS.noDay}>{() => <Control {...field} />}</Disclosure></>
        : <><Control {...field} /><Beside field={field} entry={entry} /></>}
      {/* Its help was read for the contact before. */}
      {asked.help && isOfBefore && <Disclosure name={"help:" + name} label={WORDS.helpAgain} about={asked.ask}>{() => <div class="cl-help" dangerouslySetInnerHTML={{ __html: asked.help ?? "" }} />}</Disclosure>}
      {wrong && <p id={idOf(name, "wrong")} class="cl-wrong"><span aria-hidden="true">⚠ </span>{wrong}</p>}
      {entry.cites && entry.cites.length > 0 && (
        <Disclosure name={"q:" + name} label={WORDS.why} about={asked.ask}>{() => <CiteList cites={entry.cites ?? []} />}</Disclosure>
      )}
    </>
  );
  if (asked.kind === "date") return <div {...about}><label for={idOf(name)} class="cl-legend">{asked.ask}</label>{body}</div>;
  return <fieldset {...about} aria-describedby={describedBy}><legend>{asked.ask}</legend>{body}</fieldset>;
}

const CONTROLS: Readonly<Record<QuestionWords["kind"], (field: Field) => ComponentChildren>> = {
  choice: Choice, several: Several, date: Day, elements: Elements,
  records: ({ value, ...field }) => <RecordRows {...field} value={value as RecordRow[] | undefined} />,
  notified: ({ value, ...field }) => <ToldRows {...field} value={value as ToldRow[] | undefined} />,
};

const ROWS: ReadonlySet<QuestionWords["kind"]> = new Set(["records", "notified"]);

// One question at a time the day is asked for first, since it mostly is one: it chooses its answer.
function isByDay({ pace }: App, { value, wrong }: Field, { beside }: Entry) {
  return pace === "one" && beside && !wrong && (value === undefined || value === beside.value);
}

// A day that is written chooses the answer it belongs to: the two stand as one question.
function Beside({ field: { contact, value }, entry: { beside } }: { field: Field; entry: Entry }) {
  const { pace } = useApp();
  if (!beside || (value !== undefined && value !== beside.value)) return null;
  return (
    <div class="cl-partner">
      <Question key={beside.question} entry={{ contact, question: beside.question, cites: beside.cites }} />
      {value === undefined && pace === "whole" && <p class="cl-muted">{WORDS.orWrite}</p>}
    </div>
  );
}

function Choice(field: Field) {
  const { name, asked, value } = field;
  const app = useApp();
  if (asked.offers && asked.groups) return <Offered field={field} offers={asked.offers} groups={asked.groups} />;
  return (
    <div class="cl-choices">
      {app.pace === "one" && <AtOnce field={field} />}
      {asked.values.map((one) => <Option key={one.value} type="radio" name={name} value={one} checked={value === one.value} />)}
    </div>
  );
}

// One more contact for the same reason: what was said of the one before, each answer in full.
function AsBefore({ contact, answers }: { contact: string | null; answers: NonNullable<Entry["as-before"]> }) {
  const app = useApp();
  const give = () => {
    app.actions.answerTogether(contact, answers);
    goesOn(app);
  };
  return (
    <div class="cl-confirm">
      <p>{WORDS.asBeforeIntro}</p>
      <AnswersInWords facts={answers} />
      <button type="button" class="cl-button" onClick={give}>{WORDS.asBefore}</button>
    </div>
  );
}

// What is most often so takes one press and not two; all that it says stands on the button.
function AtOnce({ field: { contact, name, atOnce } }: { field: Field }) {
  const app = useApp();
  const give = (answers: SaidAtOnce["answers"]) => {
    app.actions.answerTogether(contact, answers);
    goesOn(app);
  };
  return atOnce.map(({ label, answers }) => (
    <button key={`${name}:${label}`} type="button" class="cl-button cl-only" onClick={() => give(answers)}>{label}</button>
  ));
}

function Several({ contact, id, name, asked, value, usual }: Field) {
  const app = useApp();
  const chosen = (value ?? []) as readonly string[];
  const only = app.pace === "one" ? asked.values.find((one) => one.value === usual) : undefined;
  const give = () => {
    app.actions.answer(contact, id, [usual as string]);
    goesOn(app);
  };
  return (
    <div class="cl-choices">
      {/* Several are ticked and sent on with a press of its own; the usual one alone needs only one. */}
      {only && <button type="button" class="cl-button cl-only" onClick={give}>{WORDS.only(only.label)}</button>}
      {asked.values.map((one) => <Option key={one.value} type="checkbox" name={name} value={one} checked={chosen.includes(one.value)} />)}
    </div>
  );
}

/** One answer to choose. */
export function Option({ type, name, value: { value, label, alone }, checked }: { type: "radio" | "checkbox"; name: string; value: Value; checked: boolean }) {
  return (
    <label class="cl-choice">
      <input type={type} name={name} value={value} checked={checked} autocomplete="off" data-alone={alone ? "true" : undefined} />
      <span>{label}</span>
    </label>
  );
}

function Day({ name, value, wrong, describedBy }: Field) {
  return (
    <Typed
      type="date" id={idOf(name)} name={name} value={typeof value === "string" ? value : ""} min={FIRST_DAY} max={LAST_DAY}
      aria-invalid={wrong ? "true" : undefined} aria-describedby={describedBy}
    />
  );
}

interface Group {
  regime: string;
  name: string;
  parts: readonly ElementView[];
}

function Elements({ contact, name, id, value }: Field) {
  const app = useApp();
  const given = (value ?? {}) as FormParts;
  const asked = app.case.view?.contacts.find((one) => one.id === contact)?.roi.elements ?? [];
  const duties = asked.filter((element) => element.duty);
  const rows = () => duties.map((element) => <ElementRow key={element.id} of={name} element={element} status={given[element.id]} words={WORDS.besideForm} />);
  const groups: Group[] = Object.keys(REGIMES)
    .map((regime) => ({ regime, name: `${name}:${regime}`, parts: asked.filter((one) => !one.duty && one.regime === regime) }))
    .filter(({ parts }) => parts.length > 0);
  const give = (some: readonly Group[]) => {
    for (const one of some) app.shown.open.delete(one.name);
    const parts = some.flatMap((group) => group.parts);
    app.actions.answer(contact, id, { ...given, ...Object.fromEntries(parts.map((element) => [element.id, "present" as const])) });
    app.focusAfter(`[data-group="${some[0]?.name}"] button`);
  };
  return (
    <div class="cl-elements">
      {groups.length > 1 && !groups.every(({ parts }) => areAllThere(parts, given))
        && <button type="button" class="cl-button" onClick={() => give(groups)}>{WORDS.everyList}</button>}
      {groups.map((group) => <ElementGroup key={group.name} of={name} group={group} given={given} give={() => give([group])} />)}
      {duties.length > 0 && (
        <div key="duties" class="cl-group" role="group" aria-labelledby={idOf(name, "duties")}>
          <h4 id={idOf(name, "duties")}>{WORDS.duties}</h4>
          {app.pace === "one" ? <Disclosure name={"duties:" + name} label={WORDS.showDuties(duties.length)}>{rows}</Disclosure> : rows()}
        </div>
      )}
    </div>
  );
}

function areAllThere(parts: readonly ElementView[], given: FormParts) {
  return parts.every((element) => given[element.id] === "present");
}

// Once every part is there the list folds; it stays open where the parts were ticked by hand.
function ElementGroup({ of, group: { regime, name, parts }, given, give }: { of: string; group: Group; given: FormParts; give: () => void }) {
  const app = useApp();
  const { open } = app.shown;
  const isComplete = areAllThere(parts, given);
  // One question at a time the parts are read as a list first; what is missing is said part by part.
  const isBrief = app.pace === "one" && !isComplete && !open.has(name) && parts.every(({ id }) => given[id] === undefined);
  const isShown = (!isComplete && !isBrief) || open.has(name);
  const toggle = () => {
    if (!open.delete(name)) open.add(name);
    app.redraw();
  };
  return (
    <div class="cl-group" role="group" data-group={name} aria-labelledby={idOf(of, regime)}>
      <h4 id={idOf(of, regime)}>{REGIMES[regime]}</h4>
      {isComplete
        ? <p key="complete" class="cl-complete"><span>✓ {WORDS.allThere}</span> <button type="button" class="cl-link" aria-expanded={isShown} onClick={toggle}>{isShown ? WORDS.hideParts : WORDS.showParts}</button></p>
        : <button key="give" type="button" class="cl-button" onClick={give}>{WORDS.allPresent}</button>}
      {isBrief && <button key="each" type="button" class="cl-button" onClick={toggle}>{WORDS.notAllPresent}</button>}
      {isBrief && <ul class="cl-list cl-parts">{parts.map((element) => <li key={element.id}>{element.label}</li>)}</ul>}
      {isBrief && <Disclosure name={"parts:" + name} label={WORDS.sources} about={REGIMES[regime]}>{() => <CiteList cites={parts.flatMap(({ cites }) => cites)} />}</Disclosure>}
      {isShown && parts.map((element) => <ElementRow key={element.id} of={of} element={element} status={given[element.id]} />)}
    </div>
  );
}

interface Row {
  of: string;
  element: ElementView;
  status: FormParts[string] | undefined;
  words?: Readonly<Record<string, string>>;
}

function ElementRow({ of, element, status, words = WORDS.element }: Row) {
  const part = `${of}.${element.id}`;
  return (
    <div class="cl-element" role="radiogroup" aria-labelledby={idOf(part, "label")}>
      <p id={idOf(part, "label")} class="cl-element-label">{element.label}<CiteMarks cites={element.cites} /></p>
      <div class="cl-choices cl-tight">
        {Object.entries(words).map(([value, label]) => <Option key={value} type="radio" name={part} value={{ value, label }} checked={status === value} />)}
      </div>
      {status && status !== "present" && element.fix && <p class="cl-fix">{element.fix}</p>}
    </div>
  );
}

// The parts of a form that stand as a list to be read, none of them answered or taken one by one.
function listedParts(app: App, { contact, question }: Entry): readonly ElementView[] {
  const name = nameOf(contact, question);
  const answered = factsOf(app.case.state, contact)[question];
  const isByHand = answered !== undefined || [...app.shown.open].some((open) => open.startsWith(`${name}:`));
  const parts = app.case.view?.contacts.find(({ id }) => id === contact)?.roi.elements ?? [];
  return isByHand ? [] : parts.filter(({ duty }) => !duty);
}

// What is not so on a card, where its few other answers do not stand below it: the question by itself.
function Differs({ entry, asked }: { entry: Entry; asked: Asked | null }) {
  const { actions } = useApp();
  const about = <span class="cl-vh">{WORDS.whyFor(asked?.ask ?? "")}</span>;
  if (entry.others) return null;
  return <button type="button" class="cl-link" data-act="singly-this" onClick={() => actions.askThisSingly(entry)}>{WORDS.askThisSingly}{about}</button>;
}

// The few other answers to a question on a card. Each says that the rest is so: all of it stands above.
function othersOf(app: App, entry: Entry) {
  return askedOf(app, entry)?.values.filter(({ value }) => entry.others?.includes(value)) ?? [];
}

/** The answers that one press gives to several questions, spelled out before it; to the parts of a `form` above too. */
export function Confirm({ run, form }: { run: readonly Entry[]; form?: Entry | undefined }) {
  const app = useApp();
  const { actions } = app;
  const parts = form ? listedParts(app, form) : [];
  // In whole steps, and beside a form, each of them stands by itself close by.
  const canDiffer = app.pace === "one" && !form;
  const give = (other?: { entry: Entry; value: string }) => {
    if (form && parts.length) actions.answer(form.contact, form.question, Object.fromEntries(parts.map(({ id }) => [id, "present" as const])));
    for (const entry of run) actions.answer(entry.contact, entry.question, entry === other?.entry ? other.value : entry.confirm);
    if (goesOn(app)) return app.focusAfter('[data-act="continue"]'); // where something is open still
    const [first] = run;
    if (first) app.focusAfter(`[data-key="${nameOf(first.contact, first.question)}"] input:checked`);
  };
  return (
    <div class="cl-confirm">
      <p>{WORDS.confirmIntro}</p>
      <ul class="cl-answers">
        {run.map((entry) => {
          const asked = askedOf(app, entry);
          return (
            <li data-fact={entry.question}>
              {asked?.ask} <strong>{app.case.catalogue && valueInWords(app.case.catalogue, entry.question, entry.confirm)}</strong>{" "}
              {canDiffer && <Differs entry={entry} asked={asked} />}
            </li>
          );
        })}
      </ul>
      {/* In whole steps each of these questions stands below, with its own sources. */}
      {app.pace === "one" && (
        <Disclosure name={"confirm:" + run[0]?.question} label={WORDS.why} about={WORDS.confirmIntro}>{() => <CiteList cites={run.flatMap(({ cites = [] }) => cites)} />}</Disclosure>
      )}
      <button type="button" class={canDiffer ? "cl-button cl-primary" : "cl-button"} onClick={() => give()}>{parts.length ? WORDS.confirmForm(run.length) : WORDS.confirm(run.length)}</button>
      {canDiffer && run.map((entry) => othersOf(app, entry).map(({ value, label }) => (
        <button key={value} type="button" class="cl-button cl-other" onClick={() => give({ entry, value })}>{run.length > 1 ? WORDS.restIsSo(label) : WORDS.orElse(label)}</button>
      )))}
    </div>
  );
}
