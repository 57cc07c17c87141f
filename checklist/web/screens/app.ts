// The page as its parts know it: the case, what is open on screen, and what serves every case alike.
import type {
  DocumentReply, DocumentsReply, ErrorReply, EvaluateReply, ExplainReply, RecallReply, ReplayReply, SaveReply, TakeReply,
} from "messages";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Actions } from "./actions.ts";
import type { Pace } from "./pace.ts";
import type { OtherCase, PageState } from "./page-state.ts";

/** What the engine replies to, and with what. */
export interface Replies {
  evaluate: EvaluateReply;
  explain: ExplainReply;
  document: DocumentReply;
  documents: DocumentsReply;
  take: TakeReply;
  save: SaveReply;
  recall: RecallReply;
  replay: ReplayReply;
}

/** A reply, or what went wrong, and the turn of the case that it is of. */
export type Answered<Kind extends keyof Replies> = (Replies[Kind] | ErrorReply) & { turn: number };

/** What serves every case alike. */
export interface Services {
  readonly root: HTMLElement;
  readonly stage: HTMLElement;
  /** Where the site begins, seen from this page. */
  readonly siteRoot: string;
  readonly actions: Actions;
  /** In a case, once the engine has said so. */
  mostContacts: number;
  /** In a list, likewise. */
  mostRows: number;
  mostTimes: number;
  /** Of the engine and the content, once they are loaded. */
  versions: Record<"engine" | "content" | "sha256", string> | null;
  /** In a frame: where the note may be sent, and how. */
  portal: { origin: string; send: () => void } | null;
  /** After how many minutes without a sign of life the page clears itself. */
  idle: number;
  canKeep: boolean;
  /** Whether one question is on screen at a time, or a whole step. */
  pace: Pace;
  /** Whether the person may choose: not in the page for frames. */
  readonly hasPaces: boolean;
  /** A contact's number and kind, never a name. */
  label(id: string): string;
  announce(text: string): void;
  /** Say something about the page that stays until there is something newer to say. */
  tell(text: string): void;
  /** Keep the answers, and have them answered. */
  changed(): void;
  redraw(): void;
  /** Have the note written, where the page shows it. */
  writeNote(): void;
  /** The note as text, its blanks left open. */
  noteText(): string;
  request<Kind extends keyof Replies>(type: Kind, body: Readonly<Record<string, unknown>>, then: (reply: Answered<Kind>) => void): void;
  /** Put a saved case in the place of the one on screen, which can be brought back. */
  adopt(opened: OtherCase, news: string[]): void;
  /** Bring back the case that was there before; the one on screen can be brought back in its turn. */
  bringBack(): void;
  /** Take an edition for a case that was not begun, and ask about it else; says whether there is such a one. */
  proposeEdition(slug: string): boolean;
  useProposed(): void;
  /** Begin anew for the case of this name, if it is another than the page's. */
  beFor(name: string): void;
  /** Begin anew, with nothing of the case here left; with `every`, of no case that this tab kept for frames. */
  beginAnew(every: boolean): void;
  /** Begin anew with what was kept, and ask nobody about the rest. */
  loadAnew(): void;
  showFiles(): void;
  setLabel(label: string): void;
  setIdle(minutes: number): void;
  /** Give the focus to what this finds, once it is drawn. */
  focusAfter(selector: string): void;
  /** Take everything of the case from the screen. */
  clear(): void;
  /** For the page that frames this one. */
  onChange(): void;
}

/** The whole page. */
export type App = PageState & Services;

/** Where a part of the screen finds the page it is of. */
export const AppContext = createContext<App | null>(null);

/** The page that a part of the screen is of. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("A part of the screen was drawn outside of a page.");
  return app;
}
