// The care team: who is in the case, what the answer is about each, and what to do next.
import type { Contact } from "messages";
import { WORDS } from "../words/checklist.ts";
import { useApp } from "./app.ts";
import { actAbout, labelOf, openAbout, press, Verdicts } from "./panel.tsx";

/** The contacts of the case, unless their answer stands beside it, and ways to add one, take one out and bring it back. */
export function Team({ asTable = true }: { asTable?: boolean }) {
  const app = useApp();
  const { actions, mostContacts, shown: { current } } = app;
  const { state: { contacts }, removed: allRemoved } = app.case;
  const removed = allRemoved.at(-1);
  const hasRoom = contacts.length < mostContacts;
  return (
    <>
      {asTable && (
        <table class="cl-team">
          <caption class="cl-vh">{WORDS.contacts}</caption>
          <thead><tr><th scope="col">{WORDS.teamWho}</th><th scope="col">{WORDS.teamAnswer}</th><th scope="col">{WORDS.teamNext}</th></tr></thead>
          <tbody>{contacts.map((contact) => <Row key={contact.id} contact={contact} />)}</tbody>
        </table>
      )}
      <p class="cl-contacts">
        {hasRoom
          ? <button type="button" class="cl-button" data-act="add-contact" onClick={() => actions.addContact()}>+ {WORDS.addContact}</button>
          : <span class="cl-muted">{WORDS.mostContacts(mostContacts)}</span>}
        {contacts.length > 1 && (
          // The second press of a double click falls on the next contact's button; one that comes
          // before the page is drawn anew is about the contact that is gone.
          <button type="button" class="cl-button" data-act="remove-contact" onClick={({ detail }) => detail < 2 && actions.removeContact(current)}>
            {WORDS.removeContact(app.label(current))}
          </button>
        )}
      </p>
      {removed && (
        <p class="cl-undo">
          {WORDS.removed(removed.label)} {hasRoom && <button type="button" class="cl-button" data-act="undo" onClick={actions.undo}>{WORDS.undo}</button>}
        </p>
      )}
    </>
  );
}

function Row({ contact }: { contact: Contact }) {
  const app = useApp();
  const answer = app.case.view?.contacts.find((one) => one.id === contact.id);
  const isCurrent = contact.id === app.shown.current;
  return (
    <tr data-contact={contact.id} data-decision={answer?.decision} data-current={isCurrent ? "" : undefined}>
      <th scope="row">
        <button type="button" class="cl-tab" aria-pressed={isCurrent} onClick={() => app.actions.choose(contact.id)}>{labelOf(app, contact)}</button>
      </th>
      <td data-label={WORDS.teamAnswer}>{answer && <Verdicts answer={answer} />}</td>
      <td data-label={WORDS.teamNext}><Next contact={contact} /></td>
    </tr>
  );
}

// What is still open goes before what an answer leads to.
function Next({ contact }: { contact: Contact }) {
  const app = useApp();
  const [first, ...more] = openAbout(app, contact);
  const act = actAbout(app, contact);
  if (act) return <button type="button" class="cl-link" onClick={() => press(app, act)}>{act.says}</button>;
  if (!first) return null;
  return (
    <button type="button" class="cl-link" onClick={() => app.actions.goTo(contact.id, first.fact)}>{WORDS.stillOpen(more.length + 1)}</button>
  );
}
