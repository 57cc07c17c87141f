// The computer's clock decides what has expired. A clock that cannot be right is named.
import type { LoadReply } from "messages";
import { localDate } from "./state.ts";
import { FILE_WORDS } from "../words/files.js";

type Loaded = Pick<LoadReply, "content" | "reviewed-until">;

/** A sentence about a clock that is before the content or past all its reviews; nothing otherwise. */
export function doubtfulClock({ content, "reviewed-until": reviewed }: Loaded, today = localDate()) {
  const written = `${content.version.replace(".", "-")}-01`;
  if (today < written) return FILE_WORDS.clockEarly(today, content.version);
  return reviewed && today > reviewed ? FILE_WORDS.clockLate(today, reviewed) : "";
}
