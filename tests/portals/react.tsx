// A portal in React 19, with the types of the package and its element in the page.
import "coordination-checklist";
import "./second-copy.js";
import type { CoordinationChecklistElement } from "coordination-checklist";
import type {} from "coordination-checklist/react";
import { useEffect, useRef, useState } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";

export function Portal({ site }: { site: string }) {
  const element = useRef<CoordinationChecklistElement>(null);
  const [edition, setEdition] = useState("flyer");
  const [told, setTold] = useState<string[]>([]);
  const hear = (what: string) => setTold((before) => [...before, what]);
  // React attaches no events of an element that it takes over from a server: this does in both.
  useEffect(() => {
    const heard = new AbortController();
    element.current?.addEventListener("ready", ({ detail }) => hear(`ready ${detail.edition}`), { signal: heard.signal });
    return () => heard.abort();
  }, []);
  return (
    <main>
      <h1>Portal</h1>
      <button type="button" onClick={() => setEdition("orange-county-mhp")}>Another plan</button>
      <button type="button" onClick={() => element.current?.clear().then((isDone) => hear(`cleared ${isDone}`))}>Clear</button>
      <output>{told.join(", ")}</output>
      <coordination-checklist
        ref={element}
        site={site}
        edition={edition}
        theme="light"
        onstep={({ detail }) => hear(`step ${detail.step}`)}
        onerror={({ detail }) => hear(`error ${detail.code}`)}
      />
    </main>
  );
}

// What the types must refuse; a line without its mistake is one too.
export const refused = [
  // @ts-expect-error: without the address of the checklist
  <coordination-checklist key="1" edition="flyer" />,
  // @ts-expect-error: a theme that does not exist
  <coordination-checklist key="2" site="" theme="pink" />,
  // @ts-expect-error: a part of the message that does not exist
  <coordination-checklist key="3" site="" onready={({ detail }) => detail.answers} />,
];

const place = globalThis.document?.getElementById("portal");
if (place) {
  const portal = <Portal site={place.dataset.site ?? ""} />;
  if (place.hasChildNodes()) hydrateRoot(place, portal);
  else createRoot(place).render(portal);
}
