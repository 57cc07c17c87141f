// Who the contact is, in everyday words: a search, the usual people, and every kind in its group.
// Which words lead where, and what else they settle, the content says.
import { h, PRIVATE } from "./dom.js";
import { WORDS } from "../words/checklist.js";

/** Draw the choice; `option` draws one radio button of the question. */
export function offered({ app, contact, id, name, asked, value }, option) {
  const choose = (offer) => {
    app.case.searched.delete(name);
    app.focusAfter(`[data-key="${name}"] input[value="${offer.value}"]`);
    app.announce(WORDS.offerChosen(offer.label));
    app.actions.answerTogether(contact, answersOf(asked, id, offer));
  };
  return h("div", { class: "cl-offers" },
    search(app, name, asked, choose),
    Object.entries(asked.groups).map(([group, label]) => h("div", { key: "group:" + group, role: "group", "aria-label": label },
      h("p", { class: "cl-small-head", "aria-hidden": "true" }, label),
      h("div", { class: "cl-choices cl-each-line" },
        asked.values.filter((one) => isIn(asked, group, one)).map((one) => option("radio", name, one, value === one.value))))));
}

function isIn(asked, group, { value }) {
  return asked.offers.find((offer) => offer.value === value)?.group === group;
}

/** What else an answer to this question settles, so that a new answer settles it anew. */
export function settledBy(asked) {
  return new Set((asked.offers ?? []).flatMap((offer) => Object.keys(offer.sets)));
}

function answersOf(asked, id, offer) {
  const nothing = Object.fromEntries([...settledBy(asked)].map((fact) => [fact, undefined]));
  return { ...nothing, ...offer.sets, [id]: offer.value };
}

function search(app, name, asked, choose) {
  const field = "cl-search-" + name.replaceAll(".", "-");
  const written = app.case.searched.get(name) ?? "";
  const found = written.trim() ? matching(asked.offers, written) : asked.offers.filter((offer) => offer.usual);
  return h("div", { key: "search", class: "cl-search" },
    h("label", { for: field }, WORDS.searchWho),
    h("input", {
      type: "search", id: field, value: written, ...PRIVATE,
      oninput: ({ target }) => {
        app.case.searched.set(name, target.value);
        app.redraw();
      },
    }),
    h("p", { class: "cl-vh", role: "status" }, written.trim() && WORDS.searchFound(found.length)),
    h("ul", { class: "cl-chips" }, found.map((offer) => h("li", { key: "offer:" + offer.id },
      h("button", { type: "button", class: "cl-chip", "data-offer": offer.id, onclick: () => choose(offer) }, offer.label)))));
}

/** The people whose words hold all that was written, those whose name begins with it first; at least the last, "none of these". */
function matching(offers, written) {
  const words = written.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (offer) => {
    const label = offer.label.toLowerCase();
    const all = `${label}, ${offer.search.toLowerCase()}`;
    if (!words.every((word) => all.includes(word))) return 0;
    return label.startsWith(words[0]) ? 3 : all.split(/[^a-z0-9]+/).some((one) => one.startsWith(words[0])) ? 2 : 1;
  };
  const found = offers.map((offer) => [rank(offer), offer]).filter(([good]) => good);
  found.sort(([one], [other]) => other - one);
  const best = found.slice(0, 8).map(([, offer]) => offer);
  const last = offers.at(-1);
  return best.includes(last) ? best : [...best, last];
}
