// What a case came to: every answer, what is still to do, and the note.
import { WORDS } from "../words/checklist.ts";
import { useApp } from "./app.ts";
import { Note } from "./note.tsx";
import { Verdicts } from "./panel.tsx";
import { Outstanding } from "./results.tsx";

/** The last place of the page. */
export function Summary() {
  const app = useApp();
  return (
    <>
      <ul class="cl-verdicts">
        {app.case.view?.contacts.map((answer) => <li key={answer.id}><span>{app.label(answer.id)}</span><Verdicts answer={answer} /></li>)}
      </ul>
      <h3>{WORDS.outstanding}</h3>
      <Outstanding />
      <Note />
    </>
  );
}
