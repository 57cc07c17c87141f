// The types of <coordination-checklist>. `messages.d.ts` is made from the published schema.
import type { Complete, Error as Refusal, Note, Ready, Resize, Settings, Step } from "./messages.js";

type DetailOf<Message> = Omit<Message, "ns" | "v" | "from" | "type">;

/** What the element's `error` event says: the frame's own codes, and those of the element. */
export type ErrorDetail =
  | DetailOf<Refusal>
  | { code: "no-answer" | "no-site" | "case-refused" };

/** The element's events, by name. They do not bubble. */
export interface CoordinationChecklistEventMap {
  ready: CustomEvent<DetailOf<Ready>>;
  resize: CustomEvent<DetailOf<Resize>>;
  step: CustomEvent<DetailOf<Step>>;
  complete: CustomEvent<DetailOf<Complete>>;
  error: CustomEvent<ErrorDetail>;
  note: CustomEvent<DetailOf<Note>>;
}

/** The element's attributes, by name. */
export interface CoordinationChecklistAttributes {
  /** The address of the site with the checklist; this package does not know it. */
  site: string;
  edition?: string;
  theme?: NonNullable<Settings["theme"]>;
  lang?: string;
  /** The name of the frame for screen readers, and of the button where it is compact. */
  label?: string;
  /** A name for the case: 1 to 128 letters, digits, dots, hyphens, underscores or tildes. */
  case?: string;
  /** Puts the frame into a sandbox that allows what is named. */
  sandbox?: string;
  /** A button that opens the checklist over the page, for narrow places. */
  compact?: boolean | "";
}

export interface CoordinationChecklistElement extends HTMLElement {
  /** Read the custom properties anew, after the portal changed its own theme. */
  restyle(): void;
  /**
   * Erase the case in the frame and what this tab keeps of it; with `every`, of any case.
   * Resolves to whether the frame said that it is done.
   */
  clear(options?: { every?: boolean }): Promise<boolean>;
  addEventListener<Type extends keyof CoordinationChecklistEventMap>(
    type: Type,
    listener: (this: CoordinationChecklistElement, event: CoordinationChecklistEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Type extends keyof CoordinationChecklistEventMap>(
    type: Type,
    listener: (this: CoordinationChecklistElement, event: CoordinationChecklistEventMap[Type]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "coordination-checklist": CoordinationChecklistElement;
  }
}
