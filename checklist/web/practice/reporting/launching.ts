// What a learning system writes into the address it opens the course with.
import { StoreError } from "./store.js";
import { WORDS } from "../../words/reporting.js";

/** Read the launch from a query; throws where something `needed` is not there. */
export function readLaunch(query, needed) {
  const given = Object.fromEntries(new URLSearchParams(query));
  if (needed.some((name) => !given[name])) throw new StoreError(WORDS.noLaunch);
  return { ...given, actor: agent(parse(given.actor)) };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new StoreError(WORDS.noLaunch);
  }
}

// Older launches write every part of a person as a list, and an account in other words.
function agent(given) {
  const one = (value) => (Array.isArray(value) ? value[0] : value);
  const parts = Object.entries(given ?? {}).map(([name, value]) => [name, one(value)]);
  const { account, ...rest } = Object.fromEntries(parts);
  if (!account) return { ...rest, objectType: "Agent" };
  const { homePage = account.accountServiceHomePage, name = account.accountName } = account;
  return { ...rest, objectType: "Agent", account: { homePage, name } };
}

/** The score as a statement has it. */
export function scoreOf({ raw, min, max, scaled }) {
  return { scaled: Number(scaled.toFixed(4)), raw, min, max };
}
