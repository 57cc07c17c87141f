// The service worker: keeps one whole version of the site and answers from it. The build puts
// VERSION and FILES (address below the site to digest) before these lines.

const AT_ONCE = 6; // requests side by side
const HOME = new URL("./", self.location);
// A host may hold several copies of the site, each in its folder; a path holds no space.
const MINE = `coordguide: ${HOME.pathname} `;
const CACHE = MINE + VERSION;
const EXCUSE = "about/offline/"; // the page that says what is not kept
const LASTING = new URL("assets/coordguide/", HOME).href; // folders named by what is in them

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOutdated()));
self.addEventListener("fetch", (event) => {
  const name = nameOf(event.request);
  if (name !== null) event.respondWith(answer(event.request, name));
});
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});

// All or nothing: a file that is not the one of this version, as on a server that is just being
// renewed, ends the attempt, and the browser tries again on a later visit.
async function keepAll() {
  const cache = await caches.open(CACHE);
  const held = new Set((await cache.keys()).map(({ url }) => url)); // by an attempt that was cut off
  const waiting = Object.entries(FILES).map(([name, integrity]) => ({ url: new URL(name, HOME).href, integrity }));
  const next = waiting.filter(({ url }) => !held.has(url)).values();
  const take = async () => {
    for (const { url, integrity } of next) {
      const isLasting = url.startsWith(LASTING);
      const answer = await fetch(url, { integrity, cache: isLasting ? "default" : "no-cache" });
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      await cache.put(url, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}

// The version before this one stays: a page that is open still belongs to it.
async function dropOutdated() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(MINE) && name !== CACHE);
  for (const name of ours.slice(0, -1)) await caches.delete(name);
  await dropNameless();
}

// Once the stores were named by the version alone: one that holds pages of this folder was ours.
async function dropNameless() {
  for (const name of await caches.keys()) {
    const isNameless = name.startsWith("coordguide:") && !name.includes(" ");
    if (isNameless && await (await caches.open(name)).match(new URL("checklist/", HOME))) await caches.delete(name);
  }
}

// What is asked for, as the list has it; nothing for what this worker leaves alone: other
// hosts, what is not kept, and every page in a frame.
function nameOf({ method, url, destination }) {
  const { href, origin } = new URL(url);
  if (method !== "GET" || origin !== HOME.origin || !href.startsWith(HOME.href)) return null;
  if (["iframe", "frame", "embed", "object"].includes(destination)) return null;
  const name = href.slice(HOME.href.length).replace(/[?#].*/s, "");
  return name in FILES || href.startsWith(LASTING) || destination === "document" ? name : null;
}

async function answer(request, name) {
  const whole = [name, `${name}/`, name.replace(/index\.html$/, "")].find((one) => one in FILES) ?? name;
  const url = new URL(whole, HOME).href;
  // As the server does, so that what the page asks for next is found from where it stands.
  if (whole !== name && request.destination === "document") return Response.redirect(url + new URL(request.url).search);
  // A page that is not kept is always the newest, and takes no other version of a file than its own.
  const isOther = request.integrity && name in FILES && request.integrity !== FILES[name];
  const cache = await caches.open(CACHE);
  // An old page may still ask for a part of its own version.
  const found = isOther ? undefined : await cache.match(url) ?? (url.startsWith(LASTING) ? await caches.match(url) : undefined);
  if (found) return found;
  try {
    return await fetch(request);
  } catch (error) {
    if (request.destination !== "document" || name === EXCUSE) throw error;
    return Response.redirect(new URL(EXCUSE, HOME));
  }
}
