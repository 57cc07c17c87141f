// Questions answered with rows: records that were asked for, people who were told.
import type { Answer, RecordRow, ToldRow } from "messages";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { written } from "../case/clock.ts";
import { newKey, questionOf } from "../case/state.ts";
import { WORDS } from "../words/checklist.ts";
import { type App, useApp } from "./app.ts";
import { FIRST_DAY, isUnreadable, LAST_DAY, tooEarly, Typed, wrongDay } from "./fields.tsx";
import type { CaseOnPage, RemovedRow } from "./page-state.ts";
import { type Field, idOf, type Value } from "./questions.tsx";
import { Disclosure } from "./sources.tsx";

type RowsField<Row> = Omit<Field, "value"> & { value: readonly Row[] | undefined };

/** How one kind of rows is written. */
interface Shape<Row> {
  values: readonly Value[];
  add: string;
  none: string;
  kindOf(row: Row): string;
  start(kind: string): Row;
  /** Which cell of a new row gets the focus. */
  firstCell: string;
  cells(row: Row, name: string, change: (row: Row) => void, takeOut: TakeOut<Row>): ComponentChildren;
}

/** Tell what was taken out of a row, so that it can be put back. */
type TakeOut<Row> = (label: string, fits: (row: Row) => boolean, putBack: (row: Row) => Row) => void;

/** Records requested of one contact. */
export function RecordRows(field: RowsField<RecordRow>) {
  const { case: { catalogue, state } } = useApp();
  return (
    <Rows
      field={field} shape={{
        values: labelled(catalogue?.records), add: WORDS.addRecord, none: WORDS.noRecords,
        kindOf: ({ kind }) => kind,
        start: (kind) => ({ kind, "asked-on": state.today, id: newKey() }),
        firstCell: "asked-on",
        cells: (row, name, change, takeOut) => (
          <>
            <Cell label={WORDS.askedOn} name={name + "asked-on"} value={row["asked-on"]} />
            <AskedAgain name={name + "asked-again"} row={row} set={change} takeOut={takeOut} />
            <Cell label={WORDS.followUp} name={name + "follow-up-on"} value={row["follow-up-on"]} after={row["asked-on"]} />
            <Cell label={WORDS.receivedOn} name={name + "received-on"} value={row["received-on"]} after={row["asked-on"]} />
            <Pick label={WORDS.reviewed} name={name + "reviewed"} values={[{ value: "no", label: WORDS.no }, { value: "yes", label: WORDS.yes }]} value={row.reviewed} />
          </>
        ),
      }}
    />
  );
}

/** Who was told, when and by which channel. */
export function ToldRows(field: RowsField<ToldRow>) {
  const { case: { catalogue, state } } = useApp();
  return (
    <Rows
      field={field} shape={{
        values: field.asked.values, add: WORDS.addNotified, none: WORDS.nobodyYet,
        kindOf: ({ who }) => who,
        start: (who) => ({ who, on: state.today }),
        firstCell: "on",
        cells: (row, name) => (
          <>
            <Cell label={WORDS.toldOn} name={name + "on"} value={row.on} />
            <Pick label={WORDS.channel} name={name + "channel"} values={labelled(catalogue?.methods)} value={row.channel} />
          </>
        ),
      }}
    />
  );
}

function labelled(texts: Readonly<Record<string, { label: string }>> = {}): Value[] {
  return Object.entries(texts).map(([value, { label }]) => ({ value, label }));
}

// What tells the rows of a question apart, as long as the case is on the page: a date that is half
// typed stands in the field alone, and must not move to another row when one is taken out.
const keysOf = new WeakMap<CaseOnPage, Map<string, string[]>>();
let lastKey = 0;

function nextKey() {
  return `row:${++lastKey}`;
}

function keysFor(one: CaseOnPage, name: string, count: number) {
  const all = keysOf.get(one) ?? new Map<string, string[]>();
  keysOf.set(one, all);
  const keys = all.get(name) ?? [];
  while (keys.length < count) keys.push(nextKey());
  keys.length = count;
  all.set(name, keys);
  return keys;
}

// What is wrong in a row goes with it, unless another row has something wrong too.
function forgetWrong({ case: one }: App, name: string, row: Element | null) {
  const fields = [...row?.closest(".cl-rows")?.querySelectorAll("input") ?? []];
  if (fields.some((field) => !row?.contains(field) && isUnreadable(field))) return;
  one.unreadable.delete(name);
  one.wrong.delete(name);
}

function Rows<Row extends RecordRow | ToldRow>({ field: { contact, id, name, value }, shape }: { field: RowsField<Row>; shape: Shape<Row> }) {
  const app = useApp();
  const rows = value ?? [];
  const keys = keysFor(app.case, name, rows.length);
  const label = (row: Row) => shape.values.find((one) => one.value === shape.kindOf(row))?.label ?? shape.kindOf(row);
  const answer = (list: readonly Row[] | undefined) => app.actions.answer(contact, id, list as Answer | undefined);
  const add = (kind: string) => {
    answer([...rows, shape.start(kind)]);
    app.focusAfter(`[name="${name}.${rows.length}.${shape.firstCell}"]`);
  };
  const takeOut = (one: Pick<RemovedRow, "label"> & { fits(list: readonly Row[]): boolean; putBack(list: readonly Row[]): Row[] }) => {
    app.case.removedRows.set(name, [...app.case.removedRows.get(name) ?? [], one as RemovedRow]);
    app.announce(WORDS.removed(one.label));
  };
  const takeOutOf = (index: number): TakeOut<Row> => (taken, fits, putBack) => takeOut({
    label: taken,
    fits: (list) => list[index] !== undefined && fits(list[index]),
    putBack: (list) => list.map((one, at) => (at === index ? putBack(one) : one)),
  });
  const remove = (row: Row, index: number) => ({ currentTarget, detail }: MouseEvent) => {
    if (detail > 1) return; // the second press of a double click falls on the next row
    forgetWrong(app, name, (currentTarget as Element).closest(".cl-row"));
    keys.splice(index, 1);
    takeOut({
      label: label(row),
      fits: (list) => list.length < app.mostRows,
      putBack: (list) => {
        keys.splice(index, 0, nextKey());
        return [...list.slice(0, index), row, ...list.slice(index)];
      },
    });
    answer(rows.length > 1 ? rows.filter((_, at) => at !== index) : undefined);
    app.focusAfter(`[data-key="${name}"] .cl-add button`);
  };
  const offers = () => shape.values.map((one) => (
    <button key={one.value} type="button" class="cl-chip" onClick={() => add(one.value)}><span aria-hidden="true">+ </span>{one.label}</button>
  ));
  return (
    <div class="cl-rows">
      {rows.map((row, index) => (
        <div key={keys[index]} class="cl-row" role="group" aria-label={label(row)}>
          <p class="cl-row-head">{label(row)}</p>
          {shape.cells(row, `${name}.${index}.`, (changed) => answer(rows.map((one, at) => (at === index ? changed : one))), takeOutOf(index))}
          <button type="button" class="cl-link cl-row-remove" aria-label={WORDS.removeRow(label(row))} onClick={remove(row, index)}>✕</button>
        </div>
      ))}
      <Undo key="undo" name={name} rows={rows} answer={(list) => answer(list as Row[])} />
      <div key="add" class="cl-add" role="group" aria-label={shape.add}>
        {/* Not offered beside rows: one press must not throw away what was entered. */}
        {!rows.length && (
          <button type="button" class="cl-chip" aria-pressed={Boolean(value)} onClick={() => answer([])}>{value ? "✓ " : ""}{shape.none}</button>
        )}
        {rows.length < app.mostRows
          ? (rows.length > 0 && app.pace === "one" ? <Disclosure name={"add:" + name} label={shape.add}>{offers}</Disclosure> : offers())
          : <p class="cl-muted">{WORDS.mostRows(app.mostRows)}</p>}
      </div>
    </div>
  );
}

// What was taken out last stands by the rows until it is put back, or the page is left.
function Undo({ name, rows, answer }: { name: string; rows: readonly unknown[]; answer: (rows: unknown[]) => void }) {
  const app = useApp();
  const taken = app.case.removedRows.get(name) ?? [];
  const last = taken.at(-1);
  if (!last) return null;
  const undo = () => {
    app.case.removedRows.set(name, taken.slice(0, -1));
    app.announce(WORDS.restored(last.label));
    app.focusAfter(`[data-key="${name}"] .cl-add button`);
    answer(last.putBack(rows));
  };
  return (
    <p class="cl-undo">
      {WORDS.removed(last.label)} {last.fits(rows) && <button type="button" class="cl-button" data-act="undo-row" onClick={undo}>{WORDS.undo}</button>}
    </p>
  );
}

// Each later time has its day, so that a letter can say when. A case of before may hold a number alone.
function AskedAgain({ name, row, set, takeOut }: { name: string; row: RecordRow; set: (row: RecordRow) => void; takeOut: TakeOut<RecordRow> }) {
  const app = useApp();
  const days = row["asked-again"] ?? [];
  const keys = keysFor(app.case, name, days.length);
  const times = row.attempts ?? 0;
  const add = () => {
    set({ ...row, "asked-again": [...days, app.case.state.today] });
    app.focusAfter(`[name="${name}.${days.length}"]`);
  };
  const remove = (day: string | null, index: number) => ({ currentTarget, detail }: MouseEvent) => {
    if (detail > 1) return;
    forgetWrong(app, name.split(".").slice(0, 2).join("."), (currentTarget as Element).closest(".cl-again"));
    keys.splice(index, 1);
    takeOut(
      day ? `${WORDS.askedAgain} ${written(day)}` : WORDS.askedAgain,
      (one) => (one["asked-again"]?.length ?? 0) < app.mostTimes,
      (one) => ({ ...one, "asked-again": [...one["asked-again"]?.slice(0, index) ?? [], day, ...one["asked-again"]?.slice(index) ?? []] }),
    );
    set({ ...row, "asked-again": days.filter((_, at) => at !== index) });
    app.focusAfter(`[data-add="${name}"]`); // it is there again: one day fewer
  };
  return (
    <>
      {days.map((day, index) => (
        <div key={keys[index]} class="cl-again">
          <Cell label={WORDS.askedAgain} name={`${name}.${index}`} value={day} after={row["asked-on"]} />
          <button type="button" class="cl-link" aria-label={WORDS.removeAskedAgain(index + 1)} onClick={remove(day, index)}>✕</button>
        </div>
      ))}
      {times > days.length + 1 && <p class="cl-muted">{WORDS.askedInAll(times)}</p>}
      {days.length < app.mostTimes
        ? <button type="button" class="cl-chip" data-add={name} onClick={add}><span aria-hidden="true">+ </span>{WORDS.addAskedAgain}</button>
        : <p class="cl-muted">{WORDS.noMoreTimes}</p>}
    </>
  );
}

interface CellOf {
  label: string;
  name: string;
  value: string | null | undefined;
  /** The day that cannot be after this one. */
  after?: string | null | undefined;
}

// What is wrong with a day stands at its own field: a row has several.
function Cell({ label, name, value, after }: CellOf) {
  const { case: { unreadable } } = useApp();
  const cell = useRef<HTMLDivElement>(null);
  const field = cell.current?.querySelector("input");
  // Once the person has left it. The day that it comes after may also have been changed since.
  const isOutOfOrder = Boolean(value && after && value < after);
  const wrong = (field && unreadable.has(questionOf(name)) && wrongDay(field)) || (isOutOfOrder && tooEarly(after ?? ""));
  const id = idOf(name);
  // It was refused for a day beside it that has been corrected since.
  useLayoutEffect(() => {
    if (field && !value && field.value && field !== document.activeElement && !isUnreadable(field)) {
      queueMicrotask(() => field.dispatchEvent(new Event("change", { bubbles: true })));
    }
  });
  return (
    <div ref={cell} class="cl-cell">
      <label for={id}>{label}</label>
      <Typed
        id={id} type="date" name={name} value={value ?? ""} min={after || FIRST_DAY} max={LAST_DAY}
        aria-invalid={wrong ? "true" : undefined} aria-describedby={wrong ? id + "-wrong" : undefined}
      />
      {wrong && <span id={id + "-wrong"} class="cl-wrong"><span aria-hidden="true">⚠ </span>{wrong}</span>}
    </div>
  );
}

function Pick({ label, name, values, value }: { label: string; name: string; values: readonly Value[]; value: string | null | undefined }) {
  return (
    <label class="cl-cell">
      <span>{label}</span>
      <select name={name} value={value ?? ""}>
        <option value="">{WORDS.notSaid}</option>
        {values.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
      </select>
    </label>
  );
}
