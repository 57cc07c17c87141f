/** Seconds as ISO 8601 writes a length of time, to the hundredth: `PT1H2M3.5S`. */
export function duration(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const hours = Math.floor(hundredths / 360_000);
  const minutes = Math.floor(hundredths / 6000) % 60;
  return `PT${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${(hundredths % 6000) / 100}S`;
}
