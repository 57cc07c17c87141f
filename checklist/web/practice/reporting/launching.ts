// What a learning system writes into the address it opens the course with.
import type { Score } from "./channel.ts";
import type { Agent } from "./store.ts";
import { Lost } from "./store.ts";
import { WORDS } from "../../words/reporting.ts";

/** What a launch says: each part that is needed, perhaps others, and who the trainee is. */
export type Launch<Name extends string> = Record<Exclude<Name, "actor">, string> & Partial<Record<string, unknown>> & { actor: Agent };

/** Read the launch from a query; throws where something `needed` is not there. */
export function readLaunch<Name extends string>(query: string, needed: readonly Name[]): Launch<Name> {
  const given: Record<string, string | undefined> = Object.fromEntries(new URLSearchParams(query));
  if (needed.some((name) => !given[name])) throw new Lost(WORDS.noLaunch);
  return { ...(given as Record<Name, string>), actor: agent(parse(given.actor)) };
}

function parse(text: string | undefined): Record<string, unknown> | null {
  try {
    return JSON.parse(text ?? "");
  } catch {
    throw new Lost(WORDS.noLaunch);
  }
}

// Older launches write every part of a person as a list, and an account in other words.
function agent(given: Record<string, unknown> | null): Agent {
  const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
  const parts = Object.entries(given ?? {}).map(([name, value]) => [name, one(value)]);
  const { account, ...rest } = Object.fromEntries(parts) as { account?: Record<string, string> };
  if (!account) return { ...rest, objectType: "Agent" };
  const { homePage = account.accountServiceHomePage, name = account.accountName } = account;
  return { ...rest, objectType: "Agent", account: { homePage, name } };
}

/** An address to go to on the web, or "" for any other: one that runs as a script, holds its page, or is none. */
export function webAddress(given: unknown): string {
  if (typeof given !== "string" || !URL.canParse(given, location.href)) return "";
  return /^https?:$/.test(new URL(given, location.href).protocol) ? given : "";
}

/** The score as a statement has it. */
export function scoreOf({ raw, min, max, scaled }: Score): Score {
  return { scaled: Number(scaled.toFixed(4)), raw, min, max };
}
