// SCORM 2004, fourth edition: names, formats and limits.
import { duration } from "./duration.ts";
import { Reporter } from "./reporter.ts";
import type { Decision, Standing } from "./channel.ts";
import { type Dialect, type Element, type Part, ScormChannel } from "./scorm.ts";

const DIALECT: Dialect = {
  name: "scorm2004",
  api: "API_1484_11",
  limit: 64_000,
  lost: ["112", "113", "132", "133", "142", "143"],
  calls: {
    open: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue",
    commit: "Commit", error: "GetLastError", text: "GetErrorString",
  },
  elements: {
    learner: "cmi.learner_name",
    mode: "cmi.mode",
    begun: "cmi.completion_status",
    status: "cmi.success_status",
    score: "cmi.score.raw",
    place: "cmi.suspend_data",
    time: "cmi.session_time",
    exit: "cmi.exit",
  },
  nameOf: (name) => name,
  time: duration,
  interaction,
  status,
};

/** The reporter for SCORM 2004; always one, even where no learning system is found. */
export async function connect() {
  return new Reporter(new ScormChannel(DIALECT));
}

function interaction(decision: Decision): Element[] {
  // A choice is a short identifier, of which some systems take letters, digits, "_" and "." only.
  const names = (ids: readonly string[]) => ids.map((id) => id.replace(/[^\w.]/g, "_")).join("[,]");
  return [
    ["id", decision.id],
    ["type", "choice"],
    ["timestamp", `${new Date(decision.at).toISOString().slice(0, 22)}Z`],
    ["correct_responses.0.pattern", names(decision.correct)],
    ["learner_response", names(decision.response)],
    ["result", decision.result === "correct" ? "correct" : "incorrect"],
    ["latency", duration(decision.seconds)],
    ["description", decision.description.slice(0, 250)],
  ];
}

function* status({ complete, passed, score, progress }: Standing, isBetter: boolean, hasPassed: boolean): Iterable<Part> {
  yield ["cmi.progress_measure", progress.toFixed(4), "progress"];
  if (isBetter) {
    for (const part of ["raw", "min", "max"] as const) yield [`cmi.score.${part}`, score[part], "score"];
    yield ["cmi.score.scaled", score.scaled.toFixed(4), "score"];
    yield ["cmi.success_status", passed === null ? "unknown" : passed ? "passed" : "failed", "status"];
  }
  // Who has failed may work the cases again; many systems end an attempt that is completed.
  if (complete && passed !== false) yield ["cmi.completion_status", "completed", "status"];
  else if (!hasPassed) yield ["cmi.completion_status", "incomplete", "status"];
}
