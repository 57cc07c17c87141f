// SCORM 1.2: names, formats and limits.
import { Reporter } from "./reporter.ts";
import type { Decision, Standing } from "./channel.ts";
import { type Dialect, type Element, type Part, ScormChannel } from "./scorm.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

const DIALECT: Dialect = {
  name: "scorm12",
  api: "API",
  limit: 4096, // systems differ in whether they refuse a longer text, or cut it
  lost: ["301"],
  calls: {
    open: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue",
    commit: "LMSCommit", error: "LMSGetLastError", text: "LMSGetErrorString",
  },
  elements: {
    learner: "cmi.core.student_name",
    mode: "cmi.core.lesson_mode",
    begun: "cmi.core.lesson_status",
    status: "cmi.core.lesson_status",
    score: "cmi.core.score.raw",
    place: "cmi.suspend_data",
    time: "cmi.core.session_time",
    exit: "cmi.core.exit",
  },
  nameOf: (name) => name.split(",").reverse().map((part) => part.trim()).join(" ").trim(),
  time: clock,
  interaction,
  status,
};

/** The reporter for SCORM 1.2; always one, even where no learning system is found. */
export async function connect() {
  return new Reporter(new ScormChannel(DIALECT));
}

function interaction(decision: Decision): Element[] {
  // One character for each choice is all this version has.
  const letters = (ids: readonly string[]) => ids.map((id) => LETTERS[decision.choices.findIndex((one) => one.id === id)]).join(",");
  return [
    ["id", decision.id],
    ["time", new Date(decision.at).toTimeString().slice(0, 8)],
    ["type", "choice"],
    ["correct_responses.0.pattern", letters(decision.correct)],
    ["student_response", letters(decision.response)],
    ["result", decision.result],
    ["latency", clock(decision.seconds)],
  ];
}

function* status({ passed, score, progress }: Standing, isBetter: boolean, hasPassed: boolean): Iterable<Part> {
  yield ["cmi.core.lesson_location", `${Math.round(progress * 100)}%`, "progress"];
  if (isBetter) {
    for (const part of ["raw", "min", "max"] as const) yield [`cmi.core.score.${part}`, score[part], "score"];
  }
  // This version has one word for both, and "failed" ends an attempt for good in many systems.
  if (isBetter && passed !== false) yield ["cmi.core.lesson_status", passed ? "passed" : "completed", "status"];
  else if (!hasPassed) yield ["cmi.core.lesson_status", "incomplete", "status"];
}

function clock(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (number: number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60];
  const rest = hundredths % 6000;
  return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(Math.floor(rest / 100))}.${two(rest % 100)}`;
}
