// What a button does. Each act changes the answers or the place, and has the page drawn anew.
import { unfold } from "./answered-sections.js";
import { forget, newKey } from "../case/tab-storage.js";
import { places } from "./layout.js";
import * as cases from "../case/state.js";
import { WORDS } from "../words/checklist.js";

/** The acts of the page, by name. */
export function makeActions(app) {
  return {
    answer(contact, fact, value) {
      app.wrong.delete(cases.nameOf(contact, fact));
      cases.setFact(app.state, contact, fact, value);
      app.changed();
    },
    answerTogether(contact, facts) {
      for (const [fact, value] of Object.entries(facts)) {
        app.wrong.delete(cases.nameOf(contact, fact));
        cases.setFact(app.state, contact, fact, value);
      }
      app.changed();
    },
    choose(contact) {
      app.current = contact;
      app.place = "contact";
      app.redraw();
    },
    addContact() {
      app.current = cases.addContact(app.state, app.gone).id;
      app.removed = null;
      app.focusAfter(`input[name^="${app.current}."]`);
      app.changed();
    },
    removeContact(id) {
      const label = app.label(id);
      app.removed = { label, ...cases.removeContact(app.state, id) };
      app.gone.push(app.removed.contact);
      app.current = app.state.contacts[Math.max(0, app.removed.index - 1)].id;
      app.focusAfter('[data-act="undo"]');
      app.announce(WORDS.removed(label));
      app.changed();
    },
    undo() {
      cases.putBack(app.state, app.removed);
      app.current = app.removed.contact.id;
      app.announce(WORDS.restored(app.label(app.current)));
      app.removed = null;
      app.focusAfter('[data-place="contact"] .cl-tab[aria-pressed="true"]');
      app.changed();
    },
    today() {
      app.state.today = cases.localDate();
      app.stage.querySelector("#cl-today").value = app.state.today;
      app.wrong.delete("today");
      app.unreadable.delete("today");
      app.changed();
    },
    goTo(contact, fact) {
      if (contact) app.current = contact;
      const isAsked = (entry) => entry.question === fact && (entry.contact ?? app.current) === app.current;
      const place = places(app).find((one) => one.entries.some(isAsked));
      if (!place) return;
      openPlace(app, place);
      app.redraw();
      const { contact: owner } = place.entries.find(isAsked);
      const field = app.stage.querySelector(`[data-key="${cases.nameOf(owner, fact)}"]`);
      field?.scrollIntoView({ block: "center" });
      field?.querySelector("input, select, button")?.focus({ preventScroll: true });
    },
    goToStep(contact, step) {
      if (contact) app.current = contact;
      openPlace(app, { id: step === "about" ? "start" : step });
      app.redraw();
      app.stage.querySelector(`#cl-title-${app.place}`)?.focus();
      app.writeNote();
    },
    change(place) {
      openPlace(app, place);
      app.redraw();
      app.stage.querySelector(`#cl-place-${place.id} .cl-question input, #cl-place-${place.id} .cl-question button`)?.focus();
    },
    forget(contact, fact) {
      app.focusAfter("#cl-panel");
      app.actions.answer(contact, fact, undefined);
    },
    explain(contact) {
      app.explained.delete(contact);
      app.request("explain", { contact }, (reply) => app.explained.set(contact, reply));
    },
    startOver() {
      const dialog = app.root.querySelector(".cl-dialog");
      dialog.returnValue = "";
      dialog.onclick = ({ target }) => target.value && dialog.close(target.value);
      dialog.onclose = () => dialog.returnValue === "yes" && startOver(app);
      dialog.showModal();
    },
  };
}

function openPlace(app, place) {
  app.place = place.id;
  app.opened.add(place.id);
  unfold(app, place);
}

/** Put a case on the page in place of the one there; nothing of that one stays. */
export function replaceCase(app, state, { label = "", key = newKey() } = {}) {
  Object.assign(app, {
    state, view: null, ask: null, catalogue: null, note: null, generalError: "",
    place: "start", current: state.contacts[0].id, removed: null, gone: [],
    documents: [], openDocument: null, reminders: 0, caseLabel: label, key, news: [], locked: null, tooShort: false,
  });
  for (const part of [app.searched, app.wrong, app.unreadable, app.open, app.opened, app.folded, app.explained, app.blanks]) part.clear();
}

/** Clear the whole page. */
export function startOver(app) {
  replaceCase(app, cases.newCase());
  forget(app);
  app.clear();
  app.announce(WORDS.startedOver);
  app.stage.querySelector("#cl-title-start")?.focus();
}
