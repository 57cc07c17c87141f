// What the trainee is told about reporting. One place, in plain words.

export const WORDS = {
  noSystem: "No learning system was found, so nothing is reported and your place is not kept. Open the course from your learning system, or save the result as a file.",
  refusedToStart: (why: string) => `The learning system did not start a sitting${why}.`,
  refused: (what: string, why: string) => `The learning system did not take ${what}${why}.`,
  broke: (what: string) => `The learning system broke off while taking ${what}.`,
  noDecisions: "This learning system keeps no single decisions. Your result and your place are reported.",
  tooLong: (limit: number) => `Your place is longer than the ${limit.toLocaleString("en-US")} characters the learning system can keep, so it was not reported. Your result is.`,
  ended: "The learning system has closed this sitting. To report more, open the course there again.",
  opened: "This sitting was opened before and cannot be opened twice. Close this page and open the course from your learning system again: your place is kept there.",
  looking: "The learning system opened this course to look at only, so nothing is recorded. What you decide here is gone when you leave.",
  maybeLost: "If it fails again, your login may have ended: save the result as a file, and open the course there again.",
  lostLogin: "Your login at the learning system has ended, so nothing more is taken from this page. Save the result as a file, and open the course there again.",
  kept: "The learning system keeps an earlier place that could not be read at the start. It was left as it is; decisions and result are reported.",
  noLaunch: "This page was not opened by a learning system, so nothing is reported and your place is not kept. Open the course there, or save the result as a file.",
  noAnswer: (seconds: number) => `The record store did not answer within ${seconds} seconds.`,
  noReach: "The record store cannot be reached.",
  storeSaid: (status: number) => `The record store answered with an error (${status}).`,
  unreadable: "The record store sent an answer that cannot be read.",
  noToken: (why: string) => `The learning system gave no key for this sitting${why}.`,
  noLaunchData: "The learning system left no launch data for this sitting.",
  parts: {
    place: "your place", decision: "a decision", score: "the score", status: "the result",
    time: "the time", progress: "the progress", all: "what was reported",
  },
};
