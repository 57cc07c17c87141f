// What a button does. Each act changes the answers or the place, and has the page drawn anew.
import { unfold } from "./answered-sections.js";
import { forget } from "../case/tab-storage.ts";
import { newPage } from "./page-state.js";
import { places } from "./layout.js";
import * as cases from "../case/state.ts";
import { WORDS } from "../words/checklist.js";

/** The acts of the page, by name. */
export function makeActions(app) {
  return {
    answer(contact, fact, value) {
      app.case.wrong.delete(cases.nameOf(contact, fact));
      cases.setFact(app.case.state, contact, fact, value);
      app.changed();
    },
    answerTogether(contact, facts) {
      for (const [fact, value] of Object.entries(facts)) {
        app.case.wrong.delete(cases.nameOf(contact, fact));
        cases.setFact(app.case.state, contact, fact, value);
      }
      app.changed();
    },
    choose(contact) {
      app.shown.current = contact;
      app.shown.place = "contact";
      app.redraw();
    },
    addContact() {
      app.shown.current = cases.addContact(app.case.state, app.case.lastNumber).id;
      app.focusAfter(`input[name^="${app.shown.current}."]`);
      app.changed();
    },
    removeContact(id) {
      const label = app.label(id);
      const removed = cases.removeContact(app.case.state, id);
      if (!removed) return;
      app.case.removed.push({ label, ...removed });
      app.case.lastNumber = Math.max(app.case.lastNumber, cases.numberOf(removed.contact));
      app.shown.current = app.case.state.contacts[Math.max(0, removed.index - 1)].id;
      app.focusAfter('[data-act="undo"]');
      app.announce(WORDS.removed(label));
      app.changed();
    },
    undo() {
      const removed = app.case.removed.pop();
      if (!removed) return;
      cases.putBack(app.case.state, removed);
      app.shown.current = removed.contact.id;
      app.announce(WORDS.restored(app.label(app.shown.current)));
      app.focusAfter('[data-place="contact"] .cl-tab[aria-pressed="true"]');
      app.changed();
    },
    today() {
      app.case.state.today = cases.localDate();
      app.stage.querySelector("#cl-today").value = app.case.state.today;
      app.case.wrong.delete("today");
      app.case.unreadable.delete("today");
      app.changed();
    },
    goTo(contact, fact) {
      if (contact) app.shown.current = contact;
      const isAsked = (entry) => entry.question === fact && (entry.contact ?? app.shown.current) === app.shown.current;
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
      if (contact) app.shown.current = contact;
      openPlace(app, { id: step === "about" ? "start" : step });
      app.redraw();
      app.stage.querySelector(`#cl-title-${app.shown.place}`)?.focus();
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
      app.case.explained.delete(contact);
      app.request("explain", { contact }, (reply) => app.case.explained.set(contact, reply));
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
  app.shown.place = place.id;
  app.shown.opened.add(place.id);
  unfold(app, place);
}

/** Put a case on the page in place of the one there; nothing of that one stays. */
export function replaceCase(app, state, { label = "", key = cases.newKey() } = {}) {
  Object.assign(app, newPage(state, label, key));
}

/** Clear the whole page. */
export function startOver(app) {
  replaceCase(app, cases.newCase());
  forget();
  app.clear();
  app.announce(WORDS.startedOver);
  app.stage.querySelector("#cl-title-start")?.focus();
}
