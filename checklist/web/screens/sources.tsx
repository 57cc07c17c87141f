// Citations and the "Why am I seeing this?" disclosures.
import type { Citation, Reason, TraceLink } from "messages";
import type { ComponentChildren } from "preact";
import { STRENGTH, WORDS } from "../words/checklist.ts";
import { AnswersInWords, askOf } from "./answers-in-words.tsx";
import { useApp } from "./app.ts";
import type { PageState } from "./page-state.ts";

interface Disclosed {
  /** Keeps it open across drawings. */
  name: string;
  label: string;
  /** What it is about, for who hears the button alone. */
  about?: string | undefined;
  opened?: () => void;
  children: () => ComponentChildren;
}

/** A button that shows or hides what stands behind it. */
export function Disclosure({ name, label, about = "", opened, children }: Disclosed) {
  const app = useApp();
  const { open } = app.shown;
  const isOpen = open.has(name);
  const id = "why-" + name.replaceAll(/[^a-z0-9-]/gi, "-");
  const toggle = () => {
    if (!open.delete(name)) {
      open.add(name);
      opened?.();
    }
    app.redraw();
  };
  return (
    <div class="cl-why">
      <button type="button" class="cl-link" aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <span class="cl-why-mark" aria-hidden="true">{isOpen ? "▾" : "▸"}</span>{label}
        {about && <span class="cl-vh">{WORDS.whyFor(about)}</span>}
      </button>
      <div id={id} class="cl-why-body" hidden={!isOpen}>{isOpen && children()}</div>
    </div>
  );
}

/** A link that leaves the checklist where it is. */
export function Outside({ href, children }: { href: string; children: ComponentChildren }) {
  return <a href={href} target="_blank" rel="noopener">{children}<span class="cl-vh">{WORDS.newTab}</span></a>;
}

interface Found {
  source: string;
  paragraph: string;
  citation: Citation | undefined;
}

function find({ case: { catalogue } }: PageState, cite: string): Found {
  const [source = "", ...paragraph] = cite.split(" ");
  return { source, paragraph: paragraph.join(" "), citation: catalogue?.citations[source] };
}

// "45 CFR 164.506(c)", as lawyers write it: no space before a paragraph.
function nameOf({ source, paragraph, citation }: Found) {
  const name = citation?.short ?? source;
  return paragraph.startsWith("(") ? name + paragraph : [name, paragraph].filter(Boolean).join(" ");
}

function InRegister({ found }: { found: Found }) {
  const { siteRoot } = useApp();
  return <Outside href={siteRoot + (found.citation?.href ?? `sources/#${found.source}`)}>{nameOf(found)}</Outside>;
}

/** Small links to the register, to stand at the end of a sentence; what is unchecked says so. */
export function CiteMarks({ cites = [] }: { cites?: readonly string[] }) {
  const app = useApp();
  if (!cites.length) return null;
  const found = cites.map((cite) => find(app, cite));
  return <span class="cl-marks">{found.map((one) => [" ", <InRegister found={one} />])}<Unchecked sources={found} /></span>;
}

/** The full list: what each source says, the paragraph, and whether it was checked. */
export function CiteList({ cites = [] }: { cites?: readonly string[] }) {
  const app = useApp();
  if (!cites.length) return null;
  return (
    <>
      <p class="cl-small-head">{WORDS.sources}</p>
      <ul class="cl-cites">{[...new Set(cites)].map((cite) => <CiteItem found={find(app, cite)} />)}</ul>
    </>
  );
}

function CiteItem({ found }: { found: Found }) {
  const { citation } = found;
  const link = citation && "link" in citation ? citation.link : "";
  return (
    <li>
      <InRegister found={found} />
      {citation?.title && `: ${citation.title}`}
      {link && [" ", <Outside href={link}>{WORDS.officialText}</Outside>]}
      <Unchecked sources={[found]} />
    </li>
  );
}

// What has no official text, such as our own reading, says so by its name.
function Unchecked({ sources }: { sources: readonly Found[] }) {
  const isOpen = sources.some(({ citation }) => citation && "link" in citation && citation.link && !citation.verified);
  return isOpen ? <em class="cl-unchecked"> ({WORDS.unchecked})</em> : null;
}

/** A rule's sentence with its sources and marks; one that is not decided never reads as true. */
export function RuleSaid({ rule }: { rule: Reason | TraceLink }) {
  return (
    <>
      {rule.holds !== "yes" && <span class="cl-depends">{WORDS.mayApply} </span>}
      {rule.says}<CiteMarks cites={rule.cites} />
      {"past-review" in rule && rule["past-review"] && <em class="cl-unchecked"> ({WORDS.pastReview})</em>}
    </>
  );
}

/** One reason of a layer: its sentence, its fix, the answers that decided, who says so. */
export function ReasonSaid({ reason }: { reason: Reason }) {
  const app = useApp();
  const waiting = [...reason.open, ...reason.unsure].map((fact) => askOf(app, fact)).filter(Boolean);
  return (
    <div class="cl-reason" data-rule={reason.rule} data-holds={reason.holds}>
      <p><RuleSaid rule={reason} /></p>
      {waiting.length > 0 && <p class="cl-depends">{WORDS.dependsOn} {waiting.join(" · ")}</p>}
      {reason.holds === "yes" && reason.fix && <p class="cl-fix">{reason.fix}</p>}
      <AnswersInWords facts={reason.facts} />
      {STRENGTH[reason.strength] && <p class="cl-muted cl-strength">{STRENGTH[reason.strength]}</p>}
    </div>
  );
}
