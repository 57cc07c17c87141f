"""How many bytes a page asked for until one can answer."""

BYTES_UNTIL_USABLE = """(besides) => {
  const usable = performance.getEntriesByName("coordguide:usable")[0].startTime;
  const asked = [...performance.getEntriesByType("resource"),
    ...performance.getEntriesByType("navigation")];
  const isBeside = (one) => besides.some((name) => one.name.endsWith(`/${name}`));
  return asked.filter((one) => one.responseStart && one.responseEnd <= usable && !isBeside(one))
    .reduce((sum, one) => sum + one.encodedBodySize, 0);
}"""
"""A script for a page that reached ``coordguide:usable``.

Takes the names of files to leave out; returns bytes, compressed as sent.
"""
