// Answers written out in the words of the questions.
import type { Answer, Catalogue, Facts, FormParts, QuestionWords } from "messages";
import { written } from "../case/clock.ts";
import { WORDS } from "../words/checklist.ts";
import { useApp } from "./app.ts";
import type { PageState } from "./page-state.ts";

/** The question behind a fact, as it is asked; nothing where nobody is asked it. */
export function askOf({ case: { catalogue } }: PageState, fact: string) {
  return catalogue?.questions[fact]?.ask;
}

/** Facts as the questions and answers a person recognises. */
export function AnswersInWords({ facts, className = "cl-answers" }: { facts: Facts; className?: string }) {
  const app = useApp();
  const { catalogue } = app.case;
  const rows = Object.entries(facts).filter(([fact]) => askOf(app, fact));
  if (!rows.length || !catalogue) return null;
  return (
    <ul class={className}>
      {rows.map(([fact, value]) => (
        <li data-fact={fact}>{askOf(app, fact)} <strong>{valueInWords(catalogue, fact, value)}</strong></li>
      ))}
    </ul>
  );
}

/** An answer in the words of its question. */
export function valueInWords(catalogue: Catalogue, fact: string, value: Answer | undefined) {
  const question = catalogue.questions[fact];
  const label = (one: string) => question?.values.find((known) => known.value === one)?.label ?? one;
  if (value === null || value === undefined) return WORDS.notSaid;
  if (Array.isArray(value)) return listInWords(catalogue, question, value, label);
  if (typeof value === "object") return partsInWords(catalogue, value);
  return question?.kind === "date" ? written(value) : label(value);
}

type Listed = Extract<Answer, readonly unknown[]>[number];

function listInWords(catalogue: Catalogue, question: QuestionWords | undefined, list: readonly Listed[], label: (one: string) => string) {
  const empty: Partial<Record<QuestionWords["kind"], string>> = { records: WORDS.noRecords, notified: WORDS.nobodyYet };
  const words = list.map((one) => {
    if (typeof one === "string") return label(one);
    return "kind" in one ? catalogue.records[one.kind]?.label ?? one.kind : label(one.who);
  });
  return words.join(", ") || (question && empty[question.kind]);
}

// All or nothing: either all parts are there, or those that are not are named.
function partsInWords(catalogue: Catalogue, parts: FormParts) {
  const lacking = Object.entries(parts).filter(([, status]) => status !== "present");
  if (!lacking.length) return WORDS.allThere;
  return lacking.map(([id, status]) => `${catalogue.elements[id]?.label ?? id}: ${WORDS.element[status]}`).join("; ");
}
