// "What would change this?": the smallest change the engine found, and the rules in order.
import type { ContactView, TraceLink } from "messages";
import { LAYERS, WORDS } from "../words/checklist.ts";
import { useApp } from "./app.ts";
import { Disclosure, RuleSaid } from "./sources.tsx";

/** The name under which the explanation of a contact is shown or hidden. */
export function explanationOf(contact: string) {
  return "what-if:" + contact;
}

/** The button and, once pressed, what would lead to another answer; nothing where none is needed. */
export function Explanation({ answer, label }: { answer: ContactView; label: string }) {
  const { actions } = useApp();
  if (!answer.explainable) return null;
  return (
    <Disclosure name={explanationOf(answer.id)} label={WORDS.whatIf} about={label} opened={() => actions.explain(answer.id)}>
      {() => <Found contact={answer.id} />}
    </Disclosure>
  );
}

function Found({ contact }: { contact: string }) {
  const app = useApp();
  const found = app.case.explained.get(contact);
  if (!found) return <p class="cl-muted">{WORDS.whatIfAsked}</p>;
  if (found.type === "error") return <p class="cl-wrong">{found.message}</p>;
  const outcome = app.case.catalogue?.outcomes[found.then];
  return (
    <>
      <p>{found.changes.length > 0 && outcome ? WORDS.wouldLead(outcome.title) : WORDS.nothingWould}</p>
      <ul class="cl-list cl-changes">{found.changes.map((change) => <li data-fact={change.fact}>{change.says}</li>)}</ul>
      <Disclosure name={"trace:" + contact} label={WORDS.trace}>{() => <Trace links={found.trace} />}</Disclosure>
    </>
  );
}

function Trace({ links }: { links: readonly TraceLink[] }) {
  return (
    <ol class="cl-list">
      {links.map((link) => (
        <li data-rule={link.rule}><strong>{LAYERS[link.layer]}</strong>, {link["status-says"]}: <RuleSaid rule={link} /></li>
      ))}
    </ol>
  );
}
