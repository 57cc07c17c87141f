// Every word of the interface itself. What is said about care comes from the
// engine's catalogue; nothing here decides or explains a rule.

import type { Layer, StatusTone, Step, Tone } from "messages";

/** One of the first questions, which are asked before the engine is there. */
export interface FirstQuestion {
  id: string;
  ask: string;
  help: string;
  values: { value: string; label: string }[];
}

/** What the page as built tells its scripts. */
interface Built {
  steps: Record<Exclude<Step, "about">, string>;
  layers: Record<Layer, string>;
  regimes: Record<string, string>;
  page: Record<"start" | "first" | "edition" | "steps" | "panel" | "panelEmpty" | "duties", string>;
  editions: { id: string; title: string; plan: string }[];
  first: FirstQuestion[];
}

const built = JSON.parse(document.querySelector(".cl-words")?.textContent ?? "") as Built;

/** Titles that the page as built shows too; `coordguide.site.pages.checklist_page` is their one source. */
export const { steps: STEPS, layers: LAYERS, regimes: REGIMES } = built;

/** The editions, and the questions about the case that are asked of everybody, as the page as built shows them. */
export const { editions: EDITIONS, first: FIRST } = built;

/** The mark for each tone of a layer's status; the engine says the tone and the words beside it. */
export const STATUS_MARKS: Readonly<Record<StatusTone, string>> = { good: "✓", bad: "✕", alert: "!", due: "§", away: "⇢", none: "–", open: "?" };

/** For each tone of a decision its mark, and the color that it shares with others. */
export const TONES: Readonly<Record<Tone, readonly [mark: string, color: string]>> = {
  go: ["✓", "go"],
  listen: ["♪", "act"],
  due: ["§", "act"],
  away: ["⇢", "ask"],
  act: ["!", "act"],
  wait: ["✎", "wait"],
  ask: ["?", "ask"],
  stop: ["✕", "stop"],
  open: ["…", "open"],
};

export const STRENGTH: Readonly<Record<string, string>> = { law: "Law", contract: "Contract", guidance: "Guidance" };

export const WORDS = {
  ...built.page,
  loading: "The checklist is starting. You can answer the first questions now; nothing is lost.",
  stage: {
    runtime: "Starting: loading the rules engine. You can answer now; nothing is lost.",
    engine: "Almost ready: reading the rules. You can answer now; nothing is lost.",
  },
  ready: "Your answers stay in this tab. They are not sent anywhere.",
  failed: "The interactive checklist could not start in this browser.",
  stopped: "The rules engine stopped. What you entered is kept. It is being started again.",
  failedAgain: "The rules engine stopped and could not go on. What you entered is kept.",
  failedMore: "Below is the same checklist to read, print and fill in by hand. What you answered above is kept.",
  tryAgain: "Try again",
  contact: "Who you want to contact",
  summary: "Summary and chart note",
  unknownEdition: (slug: string) => `“${slug}” is not an edition of this checklist. Choose one below.`,
  stepOf: (number: number, count: number) => `Step ${number} of ${count}`,
  answered: "answered",
  otherPace: { one: "Show whole steps", whole: "Show one question at a time" },
  goOn: "Continue",
  goOnTo: (title: string) => `Go on: ${title}`,
  back: "Back",
  putOff: "Skip for now",
  askSingly: "Ask me one by one",
  askThisSingly: "Something else",
  asBeforeIntro: "You said of the contact before:",
  helpAgain: "What these answers mean",
  asBefore: "The same for this contact",
  orElse: (label: string) => `No: ${label}`,
  answerFirst: "Choose an answer first, or skip this question for now.",
  questionsLeft: (count: number) => `About ${count} questions left.`,
  howToGoOn: "A choice you press goes on by itself. With the keyboard, press Enter.",
  saidSoFar: (count: number) => (count === 1 ? "What you said so far: 1 answer" : `What you said so far: ${count} answers`),
  afterAnswer: "What comes next",
  waiting: "Your answers are kept. The rules are still being loaded.",
  openStep: (title: string) => `Open “${title}” now`,
  notReached: "Opens when the questions before it are answered.",
  nothingAsked: "As things stand, nothing is asked here.",
  asOf: "Answer as of",
  today: "Today",
  otherDay: "Not today: the answer is worked out for this day.",
  startOver: "Start over",
  startedOver: "Everything was cleared.",
  searchWho: "Type who it is, such as ER, PCP, police or landlord",
  searchFound: (count: number) => (count === 1 ? "1 match" : `${count} matches`),
  everyKind: "Show the whole list",
  offerChosen: (label: string) => `${label} was chosen.`,
  contactLabel: (number: string, kind?: string) => (kind ? `Contact ${number}: ${kind}` : `Contact ${number}`),
  contacts: "Care team",
  teamWho: "Who",
  teamAnswer: "Answer",
  teamNext: "Next",
  addContact: "Add a contact",
  addByName: "Add somebody at once",
  useProposed: (title: string) => `Use “${title}” for this case`,
  mostRows: (most: number) => `This takes at most ${most} lines. Take out one that is done to add another.`,
  mostContacts: (most: number) => `A case holds at most ${most} contacts. Save this one and begin another for the rest.`,
  removeContact: (label: string) => `Remove ${label}`,
  removed: (label: string) => `${label} was removed.`,
  undo: "Undo",
  restored: (label: string) => `${label} is back.`,
  layers: "Each answer by itself",
  whoDecides: "Who decides",
  extent: "How far it goes",
  meanwhile: "Meanwhile",
  phone: "On the phone",
  kinds: "Each kind of information has its own answer:",
  cautions: "Also note",
  notes: "About this case",
  releaseIs: (status: string) => `Release: ${status}`,
  formProblems: "What is wrong with the form",
  dependsOn: "Depends on:",
  mayApply: "If it applies:",
  whatIf: "What would change this?",
  whatIfAsked: "Looking for the smallest change…",
  wouldLead: (title: string) => `With this, the answer would be “${title}”:`,
  nothingWould: "No change of these answers that this checklist knows would do. Ask your privacy officer.",
  trace: "The rules in the order in which they counted",
  decidedWith: (engine: string, version: string, hash: string, day: string) => `Decided as of ${day} with content ${version} (${hash}), engine ${engine}.`,
  change: "Change",
  showContact: "Show the details",
  seeAnswer: "See why",
  why: "Why am I seeing this?",
  whyFor: (about: string) => ` – ${about}`,
  sources: "Who says so",
  pastReview: "past its review date",
  unchecked: "not yet checked against the official text",
  officialText: "official text",
  newTab: " (opens in a new tab)",
  stillOpen: (count: number) => (count === 1 ? "1 question still open" : `${count} questions still open`),
  goNext: "Go to the next open question",
  readMore: "What this answer means",
  confirmIntro: "If all of this is so, one press answers it:",
  confirm: (count: number) => (count === 2 ? "Both are so" : `All ${count} are so`),
  confirmForm: (count: number) => `Every part above is on the form, and all ${count} are so`,
  only: (label: string) => `Only this: ${label}`,
  element: { present: "On the form", missing: "Missing", unsure: "Not sure" },
  besideForm: { present: "Yes", missing: "No", unsure: "Not sure" },
  showDuties: (count: number) => `What else to do (${count}); it does not decide`,
  allPresent: "All of these are on the form",
  notAllPresent: "Something is missing or unclear",
  everyList: "Every part of every list below is on the form",
  allThere: "All parts are on the form.",
  showParts: "Show the parts",
  hideParts: "Hide the parts",
  orWrite: "Writing the day chooses “On a date”.",
  addRecord: "Add a request",
  addNotified: "Add somebody who was told",
  noRecords: "Nothing to request",
  nobodyYet: "Nobody yet",
  askedOn: "Asked on",
  waitingFor: "Waiting for records",
  askedOnDays: (days: readonly string[]) => `asked for on ${days.join("; again on ")}.`,
  arrivedOn: (day: string) => `arrived on ${day}.`,
  arrivedToday: "Arrived today",
  askedAgainToday: "Asked again today",
  lookedThrough: "Looked through",
  askedAgain: "Asked again on",
  addAskedAgain: "Asked again",
  noMoreTimes: "No further dates fit here. Write the next one at “Follow up on”, and the rest in the chart.",
  removeAskedAgain: (place: number) => `Remove date ${place} of asking again`,
  askedInAll: (times: number) => `Asked ${times} times in all; not every date was written down.`,
  followUp: "Follow up on",
  receivedOn: "Received on",
  reviewed: "Reviewed",
  yes: "Yes",
  no: "No",
  notSaid: "–",
  toldOn: "On",
  channel: "By",
  removeRow: (label: string) => `Remove ${label}`,
  methods: "Ways to make contact, best first",
  unavailable: "not available to both sides",
  added: "added by this tool; not named in this edition",
  safeguards: "Safeguards",
  askFor: "Ask for",
  leaveOut: "Leave out",
  outstandingRecords: "Still to come",
  toolDefault: "a default of this tool, not a deadline in law",
  must: "Must be told",
  may: "May be told",
  mustNot: "Must not be told",
  say: "What to say",
  writeDown: "What to write down",
  outstanding: "Still to do",
  nothingOutstanding: "Nothing is outstanding.",
  nothingYet: "Nothing so far. Some questions are still open.",
  goThere: "Go there",
  note: "Note for the chart",
  copy: "Copy the note",
  copied: "The note was copied.",
  copyByHand: "The note is selected. Press Ctrl+C (or ⌘C) to copy it.",
  sendTo: (origin: string) => `Send the note to ${origin}`,
  sent: (origin: string) => `The note was sent to ${origin}.`,
  print: "Print this summary",
  badDate: "This date is not complete or does not exist. Pick a day, or write it again; what you typed is still there.",
  badYear: "Write the year with four digits, such as 2026. What you typed is still there.",
  tooEarly: (asked: string) => `This is before the day it was asked for, ${asked}. Correct one of the two.`,
  badNumber: "Write a whole number from 0 to 99.",
  conflict: "These answers do not fit together:",
  changeThis: (ask: string) => `Change: ${ask}`,
  forget: (ask: string) => (ask ? `Take back the earlier answer: ${ask}` : "Take back the earlier answer"),
  error: "The last answer could not be used. Everything you entered is still here.",
  newQuestions: (count: number) => (count === 1 ? "1 new question." : `${count} new questions.`),
};
