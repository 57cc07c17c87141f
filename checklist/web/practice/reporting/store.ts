// A learning record store over HTTP: statements and the one document that holds the place.
import { WORDS } from "../../words/reporting.ts";

/** A person, as statements have it. */
export interface Agent {
  objectType: "Agent";
  name?: string;
  [part: string]: unknown;
}

/** For whom and about what a store is asked. */
export interface Whose {
  agent: Agent;
  activityId: string;
  registration?: string | undefined;
}

interface More {
  keepalive?: boolean;
}

const VERSION = "1.0.3";
const PATIENCE = 10; // seconds; the trainee goes on meanwhile

export class StoreError extends Error {}

/** What no other try can mend in this sitting. */
export class Lost extends StoreError {}

/** The store at an endpoint, for one trainee and one activity. */
export class Store {
  #endpoint: string;
  #headers: Record<string, string>;
  #document: Record<"activityId" | "agent", string> & { registration?: string };

  /** `whose` has `agent`, `activityId` and, where the launch named one, `registration`. */
  constructor(endpoint: string, authorization: string, { agent, activityId, registration }: Whose) {
    this.#endpoint = endpoint.endsWith("/") ? endpoint : `${endpoint}/`;
    this.#headers = { Authorization: authorization, "X-Experience-API-Version": VERSION };
    this.#document = { activityId, agent: JSON.stringify(agent), ...(registration && { registration }) };
  }

  /** Add statements; each has an id of its own, so that sending one twice adds it once. */
  async add(statements: readonly unknown[], more?: More) {
    await this.#ask("POST", "statements", {}, JSON.stringify(statements), more);
  }

  /** Read a state document; null where there is none. */
  async read(stateId: string): Promise<unknown> {
    const answer = await this.#ask("GET", "activities/state", { ...this.#document, stateId });
    return answer.status === 404 ? null : readJson(answer);
  }

  /** Write a state document. */
  async write(stateId: string, value: unknown, more?: More) {
    await this.#ask("PUT", "activities/state", { ...this.#document, stateId }, JSON.stringify(value), more);
  }

  /** Read what the trainee prefers; cmi5 wants it asked for. */
  async profile(profileId: string): Promise<unknown> {
    const answer = await this.#ask("GET", "agents/profile", { agent: this.#document.agent, profileId });
    return answer.status === 404 ? null : readJson(answer);
  }

  async #ask(method: string, path: string, query: Record<string, string>, body?: string, { keepalive = false }: More = {}) {
    const address = `${this.#endpoint}${path}${Object.keys(query).length ? "?" : ""}${new URLSearchParams(query)}`;
    const headers = body ? { ...this.#headers, "Content-Type": "application/json" } : this.#headers;
    const answer = await ask(address, { method, headers, keepalive, ...(body !== undefined && { body }) });
    const isMissing = method === "GET" && answer.status === 404;
    if (answer.status === 401) throw new Lost(WORDS.lostLogin);
    if (!answer.ok && !isMissing) throw new StoreError(WORDS.storeSaid(answer.status));
    return answer;
  }
}

/** Read an answer's JSON. */
export async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    throw new StoreError(WORDS.unreadable);
  }
}

/** Fetch with an end to waiting; every failure is a sentence for people. */
export async function ask(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE * 1000) });
  } catch (error) {
    throw new StoreError(error instanceof DOMException && error.name === "TimeoutError" ? WORDS.noAnswer(PATIENCE) : WORDS.noReach);
  }
}
