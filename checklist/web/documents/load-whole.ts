// A script that is fetched when somebody asks for what it does. An import cannot name a digest;
// a tag can, and the import then gets what the tag brought.

/** Load a script that stands beside this one, as it was built or not at all. */
export async function loadWhole<Script>(name: string): Promise<Script> {
  const { href } = new URL(name, import.meta.url);
  await new Promise((done, failed) => {
    const tag = document.createElement("script");
    Object.assign(tag, { type: "module", src: href, integrity: FETCHED_DIGESTS[name], onload: done, onerror: failed });
    document.head.append(tag);
  });
  return import(href);
}
