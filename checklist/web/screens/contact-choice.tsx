// Who the contact is, in everyday words: a search, the usual people, and every kind in its group.
// Which words lead where, and what else they settle, the content says.
import type { Answer, Offer } from "messages";
import { WORDS } from "../words/checklist.ts";
import { useApp } from "./app.ts";
import { PRIVATE, Typed } from "./fields.tsx";
import { goesOn } from "./pace.ts";
import { type Field, Option, type Value } from "./questions.tsx";
import { Disclosure } from "./sources.tsx";

interface OfferedChoice {
  field: Field;
  offers: readonly Offer[];
  groups: Readonly<Record<string, string>>;
}

/** Draw the choice. */
export function Offered({ field, offers, groups }: OfferedChoice) {
  const app = useApp();
  const { contact, id, name, asked, value } = field;
  const choose = (offer: Offer) => {
    app.case.searched.delete(name);
    app.focusAfter(`[data-key="${name}"] input[value="${offer.value}"]`);
    app.announce(WORDS.offerChosen(offer.label));
    app.actions.answerTogether(contact, answersOf(offers, id, offer));
    goesOn(app);
  };
  const kinds = () => <Kinds field={field} offers={offers} groups={groups} />;
  const chosen = asked.values.find((one) => one.value === value);
  return (
    <div class="cl-offers">
      <Search name={name} offers={offers} choose={choose} />
      {app.pace === "whole" ? kinds() : (
        <>
          {chosen && !app.shown.open.has("kinds:" + name) && <div class="cl-choices"><Option type="radio" name={name} value={chosen} checked /></div>}
          <Disclosure name={"kinds:" + name} label={WORDS.everyKind}>{kinds}</Disclosure>
        </>
      )}
    </div>
  );
}

/** Add somebody to the care team in everyday words: one press adds a contact and says who it is. */
export function AddByName() {
  const app = useApp();
  const { case: { catalogue, searched }, actions, mostContacts } = app;
  const [id, question] = Object.entries(catalogue?.questions ?? {}).find(([, { offers }]) => offers) ?? [];
  if (!id || !question?.offers || app.case.state.contacts.length >= mostContacts) return null;
  const { offers } = question;
  const add = (offer: Offer) => {
    searched.delete(NEW);
    app.announce(WORDS.offerChosen(offer.label));
    actions.addContact(answersOf(offers, id, offer));
  };
  return (
    <div class="cl-add-by-name" role="group" aria-labelledby="cl-add-by-name">
      <h3 id="cl-add-by-name">{WORDS.addByName}</h3>
      <Search name={NEW} offers={offers} choose={add} />
    </div>
  );
}

// By which name what is written is kept while nobody is chosen.
const NEW = "new";

// Every kind in its group, one to a line.
function Kinds({ field: { name, asked, value }, offers, groups }: OfferedChoice) {
  const isIn = (group: string, one: Value) => offers.find((offer) => offer.value === one.value)?.group === group;
  return Object.entries(groups).map(([group, label]) => (
    <div key={group} role="group" aria-label={label}>
      <p class="cl-small-head" aria-hidden="true">{label}</p>
      <div class="cl-choices cl-each-line">
        {asked.values.filter((one) => isIn(group, one)).map((one) => (
          <Option key={one.value} type="radio" name={name} value={one} checked={value === one.value} />
        ))}
      </div>
    </div>
  ));
}

/** What else an answer to a question settles, so that a new answer settles it anew. */
export function settledBy(offers: readonly Offer[] = []) {
  return new Set(offers.flatMap((offer) => Object.keys(offer.sets)));
}

function answersOf(offers: readonly Offer[], id: string, offer: Offer): Record<string, Answer | undefined> {
  const nothing = Object.fromEntries([...settledBy(offers)].map((fact) => [fact, undefined]));
  return { ...nothing, ...offer.sets, [id]: offer.value };
}

function Search({ name, offers, choose }: { name: string; offers: readonly Offer[]; choose: (offer: Offer) => void }) {
  const app = useApp();
  const { searched } = app.case;
  const field = "cl-search-" + name.replaceAll(".", "-");
  const written = searched.get(name) ?? "";
  const found = written.trim() ? matching(offers, written) : offers.filter((offer) => offer.usual);
  return (
    <div class="cl-search">
      <label for={field}>{WORDS.searchWho}</label>
      <Typed
        type="search" id={field} value={written} {...PRIVATE}
        onInput={({ currentTarget }) => {
          searched.set(name, currentTarget.value);
          app.redraw();
        }}
      />
      <p class="cl-vh" role="status">{written.trim() && WORDS.searchFound(found.length)}</p>
      <ul class="cl-chips">
        {found.map((offer) => (
          <li key={offer.id}><button type="button" class="cl-chip" data-offer={offer.id} onClick={() => choose(offer)}>{offer.label}</button></li>
        ))}
      </ul>
    </div>
  );
}

/** The people whose words hold all that was written, those whose name begins with it first; at least the last, "none of these". */
function matching(offers: readonly Offer[], written: string) {
  const words = written.toLowerCase().split(/\s+/).filter(Boolean);
  const [begin = ""] = words;
  const rank = (offer: Offer) => {
    const label = offer.label.toLowerCase();
    const all = `${label}, ${offer.search.toLowerCase()}`;
    if (!words.every((word) => all.includes(word))) return 0;
    return label.startsWith(begin) ? 3 : all.split(/[^a-z0-9]+/).some((one) => one.startsWith(begin)) ? 2 : 1;
  };
  const found = offers.map((offer) => ({ good: rank(offer), offer })).filter(({ good }) => good);
  found.sort((one, other) => other.good - one.good);
  const best = found.slice(0, 8).map(({ offer }) => offer);
  const last = offers.at(-1);
  return !last || best.includes(last) ? best : [...best, last];
}
