// What a page holds of one case and its screen. Both are made anew together, so that nothing of
// an erased case can stay behind; what serves every case alike is not among it.
import type {
  AskedQuestion, Case, Catalogue, ContactView, DocumentOffer, DocumentReply, ErrorReply, ExplainReply, MainAct, View,
} from "messages";
import type { LockedFile } from "../case/encryption.ts";
import type { Removed } from "../case/state.ts";

/** The engine's answer to a case, with every contact in it. */
export interface WholeView extends Omit<View, "contacts"> {
  contacts: ContactView[];
}

/** What was taken out of an answer, and how to put it back into the rows of now. */
export interface RemovedRow {
  label: string;
  /** Whether the rows of now still have room for it. */
  fits(rows: readonly unknown[]): boolean;
  putBack(rows: readonly unknown[]): unknown[];
}

/** A note or document as the engine wrote it, and the turn of the case that it is of. */
export interface Made extends Omit<DocumentReply, "v" | "id" | "type"> {
  name: string;
  turn: number;
  /** What came of the last press on one of its buttons. */
  said?: { text: string; turn: number };
}

/** A document that is open: what it was offered as, and what was written once it is there. */
export interface OpenDocument {
  key: string;
  offer: DocumentOffer;
  made: Made | null;
}

/** A case that can be put in the place of another. */
export interface OtherCase {
  case: Case;
  label: string;
  key: string;
}

/** One that was on the page, with what can still be undone in it. */
export interface CaseBefore extends OtherCase, Pick<CaseOnPage, "lastNumber" | "removed" | "removedRows" | "blanks"> {
  /** The day on which it went from the page. */
  day: string;
}

/** One case: the answers, what the engine made of them, and what was said about them. */
export interface CaseOnPage {
  state: Case;
  label: string;
  key: string;
  view: WholeView | null;
  /** How often an answer changed; what the engine made of the case carries the turn it is of. */
  turn: number;
  /** Whether facts changed since the view was asked for. */
  isBehind: boolean;
  /** Of the engine's reply that is on screen. */
  answerId: number | null;
  ask: AskedQuestion[];
  catalogue: Catalogue | null;
  note: Made | null;
  copied: string;
  /** What was written to find an answer, by the name of its control. */
  searched: Map<string, string>;
  /** What is wrong with an answer, by the name of its control. */
  wrong: Map<string, string>;
  /** Of these, what the browser itself could not read. */
  unreadable: Map<string, string>;
  generalError: string;
  /** What would change the answer, by contact. */
  explained: Map<string, ExplainReply | ErrorReply>;
  /** Contacts that were taken out and can be put back, the newest last. */
  removed: (Removed & { label: string })[];
  /** Rows and days that were taken out of an answer, by the name of its question, the newest last. */
  removedRows: Map<string, RemovedRow[]>;
  /** The highest number that a removed contact had; none is given twice. */
  lastNumber: number;
  /** How many reminders the calendar file would hold. */
  reminders: number;
  /** The documents that help now. */
  documents: DocumentOffer[];
  /** The one thing to do next about each contact, and the turn of the case that it is of. */
  acts: { turn: number; all: readonly MainAct[] };
  openDocument: OpenDocument | null;
  /** What was filled into documents; never kept anywhere. */
  blanks: Map<string, string>;
  /** An edition that an address or a portal named beside the case's own. */
  proposed: string;
  /** The cases that were on the page before this one was opened, the next to be brought back last. */
  before: CaseBefore[];
  /** What there is to say about the page and what it kept. */
  news: string[];
  /** Of a case that came from a file: what is different since it was saved. */
  opened: readonly string[];
  /** The dialog that is open, and what is wrong with what was given to it. */
  dialog: "" | "save" | "open";
  refused: string;
  /** That the case was saved as it is now. */
  saved: string;
  /** A locked file that waits for its passphrase. */
  locked: LockedFile | null;
  /** For the file to be saved; never kept anywhere. */
  passphrase: string;
  /** What was kept of it, as text, until the engine has read it. */
  recalled: string | null;
  /** What was kept and cannot be read, as text. */
  damaged: string;
}

/** What is open on screen. */
export interface Shown {
  place: string;
  current: string;
  /** The place of the newest answer, until the page was drawn. */
  answeredIn: string | null;
  /** Disclosures that were opened. */
  open: Set<string>;
  /** Places that were reached or opened. */
  opened: Set<string>;
  /** Places whose answers stand in a line each. */
  folded: Set<string>;
  wantsFocus: string | null;
  /** One question at a time: the stop on screen, and whether the person has left it. */
  at: string;
  isLeaving: boolean;
  /** Questions that were put off. */
  skipped: Set<string>;
  /** Answers and ends of steps that were read. */
  passed: Set<string>;
  /** Runs of questions that are asked one by one, not confirmed together. */
  askedSingly: Set<string>;
}

/** The two parts of a page that change with a case. */
export interface PageState {
  case: CaseOnPage;
  shown: Shown;
}

/** Make both parts for a case. */
export function newPage(state: Case, label: string, key: string): PageState {
  return {
    case: {
      state, label, key,
      view: null, turn: 0, isBehind: false, answerId: null, ask: [], catalogue: null,
      note: null, copied: "", searched: new Map(), wrong: new Map(), unreadable: new Map(), generalError: "",
      explained: new Map(), removed: [], removedRows: new Map(), lastNumber: 0, reminders: 0,
      documents: [], acts: { turn: 0, all: [] }, openDocument: null, blanks: new Map(),
      proposed: "", before: [], news: [], opened: [], dialog: "", refused: "", saved: "",
      locked: null, passphrase: "", recalled: null, damaged: "",
    },
    shown: {
      place: "start", current: state.contacts[0]?.id ?? "", answeredIn: null,
      open: new Set(), opened: new Set(), folded: new Set(), wantsFocus: null,
      at: "", isLeaving: false, skipped: new Set(), passed: new Set(), askedSingly: new Set(),
    },
  };
}

/** Whether something was made from the answers as they are now; nothing else is handed out. */
export function isOfNow({ case: one }: PageState, made: { turn: number }) {
  return !one.isBehind && made.turn === one.turn;
}
