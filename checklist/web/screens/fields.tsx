// Fields that somebody types into.
import type { InputHTMLAttributes, TextareaHTMLAttributes } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { written } from "../case/clock.ts";
import { WORDS } from "../words/checklist.ts";

/**
 * What every field for free text needs: some browsers send what is written to be checked or
 * completed elsewhere, or keep it to offer it again, unless the field says no.
 */
export const PRIVATE = { autocomplete: "off", spellcheck: false, writingsuggestions: "false" };

/** Whether a date or number was written that does not exist or is out of bounds. */
export function isUnreadable({ validity }: Pick<HTMLInputElement, "validity">) {
  return validity.badInput || validity.rangeUnderflow || validity.rangeOverflow || validity.stepMismatch;
}

/** The bounds of a day: beyond them a year was mistyped. */
export const [FIRST_DAY, LAST_DAY] = ["1900-01-01", "2199-12-31"];

/** What is wrong with a day as it was written, or nothing. */
export function wrongDay(field: Pick<HTMLInputElement, "validity" | "min">) {
  const { badInput, rangeUnderflow, rangeOverflow } = field.validity;
  if (rangeUnderflow && field.min !== FIRST_DAY) return tooEarly(field.min);
  if (rangeUnderflow || rangeOverflow) return WORDS.badYear;
  return badInput ? WORDS.badDate : "";
}

/** What is wrong with a day before the one on which something was asked for. */
export function tooEarly(day: string) {
  return WORDS.tooEarly(written(day));
}

/** One line to type into. */
export function Typed({ value, ...more }: InputHTMLAttributes & { value: string }) {
  return <input ref={useValue<HTMLInputElement>(value)} {...more} />;
}

/** Several lines to type into. */
export function TypedLines({ value, ...more }: TextareaHTMLAttributes & { value: string }) {
  return <textarea ref={useValue<HTMLTextAreaElement>(value)} {...more} />;
}

// Writing to a date that is being typed, or was mistyped, would throw away what stands there.
function useValue<Field extends HTMLInputElement | HTMLTextAreaElement>(value: string) {
  const field = useRef<Field>(null);
  const wasUnreadable = Boolean(field.current && isUnreadable(field.current)); // with other bounds it may not be now
  useLayoutEffect(() => {
    const { current } = field;
    if (current && current.value !== value && current !== document.activeElement && !wasUnreadable && !isUnreadable(current)) current.value = value;
  });
  return field;
}
