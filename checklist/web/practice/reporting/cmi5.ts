// cmi5: a launch whose key is fetched once, and rules on what may be said when.
import type { CourseName, Standing } from "./channel.ts";
import { type Launch, readLaunch, scoreOf, webAddress } from "./launching.ts";
import { Reporter } from "./reporter.ts";
import { type Context, Statements } from "./statements.ts";
import { Lost, Store, StoreError, ask, readJson } from "./store.ts";
import { type Sitting, StoreChannel, type Told, type Verdict } from "./storing.ts";
import { WORDS } from "../../words/reporting.ts";

const NEEDED = ["endpoint", "fetch", "actor", "registration", "activityId"] as const;

/** What the learning system left for this sitting. */
interface LaunchData {
  masteryScore?: number;
  returnURL?: unknown; // whatever the learning system wrote there
  launchMode?: string;
  contextTemplate?: Context;
}

const CMI5 = "https://w3id.org/xapi/cmi5/context/";
const DEFINED = ["initialized", "completed", "passed", "failed", "terminated"];
const MOVE_ON = ["completed", "passed", "failed"];
const JUDGING = ["passed", "failed"];

/** The reporter for a cmi5 launch; `course` has `title`. */
export async function connect(course: Pick<CourseName, "title">, query = location.search) {
  let key: string | null = null; // given out once, however often the sitting has to be tried
  const begin = async () => {
    const launch = readLaunch(query, NEEDED);
    key ??= await fetchKey(launch.fetch);
    return start(launch, `Basic ${key}`, course);
  };
  return new Reporter(await StoreChannel.open("cmi5", begin));
}

async function fetchKey(address: string): Promise<string> {
  const answer = await ask(address, { method: "POST" });
  if (!answer.ok) throw new StoreError(WORDS.noToken(` (${answer.status})`));
  const said = (await readJson(answer)) as Record<string, string | undefined>;
  if (said["auth-token"]) return said["auth-token"];
  if (said["error-code"] === "1") throw new Lost(WORDS.opened);
  throw new StoreError(WORDS.noToken(said["error-text"] ? ` (${said["error-text"]})` : ""));
}

async function start(
  { endpoint, actor, activityId, registration }: Launch<(typeof NEEDED)[number]>,
  authorization: string,
  course: Pick<CourseName, "title">,
): Promise<Sitting> {
  const store = new Store(endpoint, authorization, { agent: actor, activityId, registration });
  const data = (await store.read("LMS.LaunchData")) as LaunchData | null;
  if (!data) throw new StoreError(WORDS.noLaunchData);
  await store.profile("cmi5LearnerPreferences"); // asked for, as the standard wants; we follow the browser
  const mastery = data.masteryScore;
  const session = data.contextTemplate?.extensions?.[`${CMI5}extensions/sessionid`];
  return {
    learner: actor.name ?? "",
    returnAddress: webAddress(data.returnURL),
    records: (data.launchMode ?? "Normal") === "Normal",
    store,
    statements: new Statements(actor, activityId, course),
    context: (verb) => contextOf(verb, data.contextTemplate ?? {}, registration, mastery),
    judge: (newest, told, time) => judge(newest, told, time, session, mastery),
    lastly: (newest, told, time) => lastly(newest, told, time, session, mastery),
  };
}

function contextOf(verb: string, template: Context, registration: string, mastery: number | undefined): Context {
  const { contextActivities = {}, extensions = {}, ...rest } = template;
  const category: unknown[] = [contextActivities.category ?? []].flat();
  const add = (name: string) => category.push({ id: `${CMI5}categories/${name}`, objectType: "Activity" });
  if (DEFINED.includes(verb)) add("cmi5");
  if (MOVE_ON.includes(verb)) add("moveon");
  const isMeasured = JUDGING.includes(verb) && mastery !== undefined;
  return {
    ...rest,
    registration,
    contextActivities: { ...contextActivities, ...(category.length && { category }) },
    extensions: { ...extensions, ...(isMeasured && { [`${CMI5}extensions/masteryscore`]: mastery }) },
  };
}

// "completed" and "passed" once for all sittings, and one verdict in each.
function judge(newest: Standing, told: Told, time: string, session: unknown, mastery: number | undefined): Verdict[] {
  if (!newest.complete) return [];
  const said: Verdict[] = [];
  if (!told.completed) said.push(["completed", { completion: true, duration: time }]);
  told.completed = true;
  const mayPass = isPassed(newest, mastery) && !told.passed && told.judged !== session;
  if (!mayPass) return said;
  Object.assign(told, { passed: true, judged: session });
  return [...said, ["passed", { success: true, score: scoreOf(newest.score), duration: time }]];
}

// "failed" is held back to the end, since a trainee may pass at another try before.
function lastly(newest: Standing, told: Told, time: string, session: unknown, mastery: number | undefined): Verdict[] {
  const hasFailed = newest.complete && newest.passed !== null && !isPassed(newest, mastery);
  if (!hasFailed || told.passed || told.judged === session) return [];
  told.judged = session;
  // A score that would be enough contradicts the verdict in the eyes of the standard.
  const isEnough = mastery !== undefined && newest.score.scaled >= mastery;
  return [["failed", { success: false, duration: time, ...(!isEnough && { score: scoreOf(newest.score) }) }]];
}

function isPassed({ passed, score }: Standing, mastery: number | undefined) {
  return passed === true && (mastery === undefined || score.scaled >= mastery);
}
