// Fields that somebody types into.
import type { InputHTMLAttributes, TextareaHTMLAttributes } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * What every field for free text needs: some browsers send what is written to be checked or
 * completed elsewhere, or keep it to offer it again, unless the field says no.
 */
export const PRIVATE = { autocomplete: "off", spellcheck: false, writingsuggestions: "false" };

/** Whether a date or number was written that does not exist or is out of bounds. */
export function isUnreadable({ validity }: Pick<HTMLInputElement, "validity">) {
  return validity.badInput || validity.rangeUnderflow || validity.rangeOverflow || validity.stepMismatch;
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
  useLayoutEffect(() => {
    const { current } = field;
    if (current && current.value !== value && current !== document.activeElement && !isUnreadable(current)) current.value = value;
  });
  return field;
}
