// A plain xAPI launch: everything it needs stands in the address.
import { readLaunch, scoreOf } from "./launching.ts";
import type { CourseName, Standing } from "./channel.ts";
import { Reporter } from "./reporter.ts";
import { Statements } from "./statements.ts";
import { Store } from "./store.ts";
import { type Sitting, StoreChannel, type Told, type Verdict } from "./storing.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The reporter for a plain launch; `course` has `title` and `activity`, its own address. */
export async function connect(course: CourseName, query = location.search) {
  return new Reporter(await StoreChannel.open("xapi", async () => begin(course, query)));
}

function begin(course: CourseName, query: string): Sitting {
  const { endpoint, auth, actor, ...launch } = readLaunch(query, ["endpoint", "auth", "actor"]);
  const activityId = textOf(launch.activity_id) || course.activity;
  const given = textOf(launch.registration);
  const registration = UUID.test(given) ? given : undefined;
  const context = { language: "en", ...(registration && { registration }) };
  return {
    learner: actor.name ?? "",
    returnAddress: "",
    records: true,
    store: new Store(endpoint, auth, { agent: actor, activityId, registration }),
    statements: new Statements(actor, activityId, course),
    context: () => context,
    judge,
    lastly: () => [],
  };
}

function textOf(part: unknown): string {
  return typeof part === "string" ? part : "";
}

// The best result stays: a worse one later is not told.
function judge({ complete, passed, score }: Standing, told: Told, time: string): Verdict[] {
  const isPassed = passed !== false;
  const isBetter = told.raw === undefined || (isPassed === told.passed ? score.raw > told.raw : isPassed);
  if (!complete || !isBetter) return [];
  Object.assign(told, { raw: score.raw, passed: isPassed });
  const result = { completion: true, duration: time };
  const verdict = { score: scoreOf(score), success: isPassed, ...result };
  const judged: Verdict[] = passed === null ? [] : [[isPassed ? "passed" : "failed", verdict]];
  return [["completed", result], ...judged];
}
