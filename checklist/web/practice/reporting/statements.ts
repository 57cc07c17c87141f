// xAPI statements, the same for a plain launch and for cmi5 but for their context.
import type { CourseName, Decision } from "./channel.ts";
import { duration } from "./duration.ts";
import type { Agent } from "./store.ts";

const VERBS = "http://adlnet.gov/expapi/verbs/";
const ACTIVITIES = "http://adlnet.gov/expapi/activities/";
const PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress";
const CRITICAL = "https://coordguide.example/xapi/extensions/critical";

/** What surrounds a statement; a launch may bring a template for it. */
export interface Context {
  contextActivities?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
  [part: string]: unknown;
}

/** How something ended: completion, success, score, duration. */
export type Result = Readonly<Record<string, unknown>>;

export interface Statement {
  id: string;
  actor: Agent;
  verb: { id: string; display: { en: string } };
  object: object;
  result?: Result;
  context: Context;
  timestamp: string;
}

/** Makes the statements of one sitting. */
export class Statements {
  #actor: Agent;
  #activity: { id: string; objectType: "Activity"; definition: object };
  #made = new Map<Decision, Statement>(); // decision -> statement: a second try must send the very same
  #now = 0;

  /** `course` has the title; `activityId` is what the launch calls the course. */
  constructor(actor: Agent, activityId: string, course: Pick<CourseName, "title">) {
    this.#actor = actor;
    this.#activity = {
      id: activityId,
      objectType: "Activity",
      definition: { type: `${ACTIVITIES}course`, name: { en: course.title } },
    };
  }

  /** One decision that was made. */
  answered(decision: Decision, context: Context): Statement {
    let made = this.#made.get(decision);
    if (!made) {
      const { contextActivities = {} } = context;
      const course = { id: this.#activity.id, objectType: "Activity" };
      const parent = [contextActivities.parent ?? [], course].flat();
      const above = { ...context, contextActivities: { ...contextActivities, parent } };
      made = this.#make("answered", this.#question(decision), above, {
        response: decision.response.join("[,]"),
        success: decision.result === "correct",
        duration: duration(decision.seconds),
        extensions: { [CRITICAL]: Boolean(decision.critical) },
      }, decision.at);
      this.#made.set(decision, made);
    }
    return made;
  }

  /** Something about the course as a whole: a verb, and the result where there is one. */
  about(verb: string, context: Context, result?: Result): Statement {
    // Each a little later than the one before: stores and standards order by this.
    this.#now = Math.max(Date.now(), this.#now + 1);
    return this.#make(verb, this.#activity, context, result, new Date(this.#now).toISOString());
  }

  /** How far the trainee is, from 0 to 1. */
  progressed(progress: number, context: Context) {
    return this.about("progressed", context, { extensions: { [PROGRESS]: Math.round(progress * 100) } });
  }

  #question({ id, description, choices, correct }: Decision) {
    return {
      id: `${this.#activity.id}${this.#activity.id.includes("#") ? "/" : "#"}${encodeURIComponent(id)}`,
      objectType: "Activity",
      definition: {
        type: `${ACTIVITIES}cmi.interaction`,
        description: { en: description },
        interactionType: "choice",
        choices: choices.map((one) => ({ id: one.id, description: { en: one.text } })),
        correctResponsesPattern: [correct.join("[,]")],
      },
    };
  }

  #make(verb: string, object: object, context: Context, result: Result | undefined, timestamp: string): Statement {
    return {
      id: newId(),
      actor: this.#actor,
      verb: { id: VERBS + verb, display: { en: verb } },
      object,
      ...(result && { result }),
      context,
      timestamp,
    };
  }
}

// `crypto.randomUUID` exists over secure addresses only; a learning system inside a house may have none.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const marked = Array.from(bytes, (byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = marked.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
