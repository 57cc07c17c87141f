// What a course reports, and the channel to a learning system that takes it.
import type { PracticeDecision } from "messages";

/** One decision of a trainee: what the engine judged, how long it took, and when it was. */
export interface Decision extends PracticeDecision {
  /** Seconds since the decision before. */
  seconds: number;
  /** When, as ISO 8601 has it. */
  at: string;
}

/** How a course stands: shares from 0 to 1, the score in percent. */
export interface Status {
  progress: number;
  score: Score;
  /** Null for a course that nobody can pass or fail. */
  passed: boolean | null;
  complete: boolean;
  seconds: number;
}

export interface Score {
  raw: number;
  min: number;
  max: number;
  scaled: number;
}

/** The place in a course, as the engine wrote it, and how the course stands there. */
export interface Standing extends Status {
  state: string;
}

/** A course as a learning system knows it: its title, and its own address. */
export interface CourseName {
  title: string;
  activity: string;
}

/** What was taken, and what to tell the trainee; "" where there is nothing. */
export interface Sent {
  taken: Set<Decision | Standing | null>;
  message: string;
}

/** The way to a learning system; `reporter.ts` says what each part is for. */
export interface Channel {
  readonly name: string;
  readonly learner: string;
  readonly notice: string;
  readonly returnAddress: string;
  readonly looksOnly: boolean;
  readonly isLost: boolean;
  place(): string | null;
  send(decisions: readonly Decision[], newest: Standing | null): Sent | Promise<Sent>;
  end(): string | Promise<string>;
  leave(decisions: readonly Decision[], newest: Standing | null): void;
}

/** What a report came to. */
export interface Outcome {
  ok: boolean;
  message?: string;
}
