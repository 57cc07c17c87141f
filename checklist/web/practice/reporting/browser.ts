// The reporter of the site: progress stays in this browser, nobody else hears of it.

import type { Outcome } from "./channel.ts";

const NAME = "coordguide:practice:";

/** Keep one course's progress in this browser. */
export async function connect({ course, words }: { course: string; words: { notKept: string } }) {
  const key = NAME + course;
  let unsaved: string | null = null;
  const attempt = (): Outcome => {
    try {
      localStorage.setItem(key, unsaved ?? "");
      unsaved = null;
      return { ok: true };
    } catch {
      return { ok: false, message: words.notKept };
    }
  };
  // Another tab went on with the course: what this one shows is of before, and would be kept over it.
  addEventListener("storage", ({ key: changed }) => changed === key && unsaved === null && location.reload());
  return {
    name: "browser",
    learner: "",
    returnAddress: "",
    looksOnly: false,
    isLost: false,
    get pending() {
      return unsaved === null ? 0 : 1;
    },
    async resume() {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    decided: async () => ({ ok: true }),
    async save(state: string) {
      unsaved = state;
      return attempt();
    },
    finish: async () => ({ ok: true }),
    retry: async () => (unsaved === null ? { ok: true } : attempt()),
  };
}
