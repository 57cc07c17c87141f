// Days as people write them; answers, files and messages hold them as ISO dates.
const DAYS = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** A day in words, from YYYY-MM-DD; what is no day stays as it is. */
export function written(day: string) {
  const time = Date.parse(day);
  return Number.isNaN(time) ? day : DAYS.format(time);
}
