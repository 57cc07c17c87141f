// The computer's clock decides what has expired. A clock that cannot be right is named.
import type { Case, LoadReply } from "messages";
import { localDate } from "./state.ts";
import { FILE_WORDS } from "../words/files.ts";

const DAYS = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** A day as people write it, from YYYY-MM-DD; what is no day stays as it is. */
export function written(day: string) {
  const time = Date.parse(day);
  return Number.isNaN(time) ? day : DAYS.format(time);
}

type Loaded = Pick<LoadReply, "content" | "reviewed-until">;

/** A sentence about a clock that is before the content or past all its reviews; nothing otherwise. */
export function doubtfulClock({ content, "reviewed-until": reviewed }: Loaded, today = localDate()) {
  const begun = `${content.version.replace(".", "-")}-01`;
  if (today < begun) return FILE_WORDS.clockEarly(written(today), content.version);
  return reviewed && today > reviewed ? FILE_WORDS.clockLate(written(today), written(reviewed)) : "";
}

/**
 * Have a case of the day `before` be one of today, for an answer of yesterday is an old answer; says
 * whether it was moved. Who asked about another day than the one it was meant that one.
 */
export function followDay(state: Case, before: string, today = localDate()) {
  if (today === before || state.today !== before) return false;
  state.today = today;
  return true;
}
