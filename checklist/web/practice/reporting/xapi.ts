// A plain xAPI launch: everything it needs stands in the address.
import { readLaunch, scoreOf } from "./launching.js";
import { Reporter } from "./reporter.js";
import { Statements } from "./statements.js";
import { Store } from "./store.js";
import { StoreChannel } from "./storing.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The reporter for a plain launch; `course` has `title` and `activity`, its own address. */
export async function connect(course, query = location.search) {
  return new Reporter(await StoreChannel.open("xapi", async () => begin(course, query)));
}

function begin(course, query) {
  const { endpoint, auth, actor, ...launch } = readLaunch(query, ["endpoint", "auth", "actor"]);
  const activityId = launch.activity_id || course.activity;
  const registration = UUID.test(launch.registration ?? "") ? launch.registration : undefined;
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

// The best result stays: a worse one later is not told.
function judge({ complete, passed, score }, told, time) {
  const isPassed = passed !== false;
  const isBetter = !("raw" in told) || (isPassed === told.passed ? score.raw > told.raw : isPassed);
  if (!complete || !isBetter) return [];
  Object.assign(told, { raw: score.raw, passed: isPassed });
  const result = { completion: true, duration: time };
  const verdict = { score: scoreOf(score), success: isPassed, ...result };
  return [["completed", result], ...(passed === null ? [] : [[isPassed ? "passed" : "failed", verdict]])];
}
