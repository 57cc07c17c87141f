// What a button does. Each act changes the answers or the place, and has the page drawn anew.
import type { Answer, Case } from "messages";
import { isFramed } from "../case/case-name.ts";
import { forget, USUAL_IDLE } from "../case/tab-storage.ts";
import * as cases from "../case/state.ts";
import { showNoMore } from "../documents/copying.ts";
import { WORDS } from "../words/checklist.ts";
import { unfold } from "./answered-sections.tsx";
import type { App } from "./app.ts";
import { newPage } from "./page-state.ts";
import {
  goesOn, isAnswered, type Pace, pass, rememberPace, stayAt, type Stop, stopBefore, stopOf, stopOfDocuments, stopOfStep,
} from "./pace.ts";
import { type Entry, type Place, places } from "./places.ts";

/** The acts of the page, by name. */
export type Actions = ReturnType<typeof makeActions>;

/** Make the acts of a page. */
export function makeActions(app: App) {
  return {
    answer(contact: string | null, fact: string, value: Answer | undefined) {
      app.case.wrong.delete(cases.nameOf(contact, fact));
      cases.setFact(app.case.state, contact, fact, value);
      app.changed();
    },
    answerTogether(contact: string | null, facts: Readonly<Record<string, Answer | undefined>>) {
      for (const [fact, value] of Object.entries(facts)) {
        app.case.wrong.delete(cases.nameOf(contact, fact));
        cases.setFact(app.case.state, contact, fact, value);
      }
      app.changed();
    },
    choose(contact: string) {
      app.shown.current = contact;
      app.shown.place = "contact";
      stayAt(app, "");
      app.redraw();
    },
    addContact(known: Readonly<Record<string, Answer | undefined>> = {}) {
      app.shown.current = cases.addContact(app.case.state, app.case.lastNumber).id;
      for (const [fact, value] of Object.entries(known)) cases.setFact(app.case.state, app.shown.current, fact, value);
      if (!goesOn(app)) app.focusAfter(`input[name^="${app.shown.current}."]`);
      app.changed();
    },
    removeContact(id: string) {
      const label = app.label(id);
      const removed = cases.removeContact(app.case.state, id);
      if (!removed) return;
      app.case.removed.push({ label, ...removed });
      app.case.lastNumber = Math.max(app.case.lastNumber, cases.numberOf(removed.contact));
      app.shown.current = app.case.state.contacts[Math.max(0, removed.index - 1)]?.id ?? "";
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
      const field = app.stage.querySelector<HTMLInputElement>("#cl-today");
      if (field) field.value = app.case.state.today;
      app.case.wrong.delete("today");
      app.case.unreadable.delete("today");
      app.changed();
    },
    goTo(contact: string | null, fact: string) {
      if (contact) app.shown.current = contact;
      const isAsked = (entry: { question: string; contact: string | null }) =>
        entry.question === fact && (entry.contact ?? app.shown.current) === app.shown.current;
      const place = places(app).find((one) => one.entries.some(isAsked));
      const entry = place?.entries.find(isAsked);
      if (!place || !entry) return;
      openPlace(app, place);
      stayAt(app, stopOf(app, places(app), entry));
      app.redraw();
      const field = app.stage.querySelector(`[data-key="${cases.nameOf(entry.contact, fact)}"]`);
      field?.scrollIntoView({ block: "center" });
      field?.querySelector<HTMLElement>("input, select, button")?.focus({ preventScroll: true });
    },
    goToStep(contact: string | null, step: string) {
      if (contact) app.shown.current = contact;
      const id = step === "about" ? "start" : step;
      openPlace(app, { id });
      stayAt(app, stopOfStep(app, places(app), id));
      app.redraw();
      app.stage.querySelector<HTMLElement>(`#cl-title-${app.shown.place}`)?.focus();
      app.writeNote();
    },
    change(place: Place) {
      openPlace(app, place);
      app.redraw();
      app.stage.querySelector<HTMLElement>(`#cl-place-${place.id} .cl-question input, #cl-place-${place.id} .cl-question button`)?.focus();
    },
    showDocuments(contact: string | null, step: string) {
      app.actions.goToStep(contact, step);
      if (app.pace === "whole") return;
      stayAt(app, stopOfDocuments(step));
      app.redraw();
    },
    goOn(stop: Stop) {
      // What was chosen a moment ago is not yet answered: then the answer tells where to go on.
      const open = app.case.isBehind ? undefined : stop.entries.find((entry) => !isAnswered(app, entry));
      if (!stop.entries.length) pass(app, stop);
      else if (open) {
        const name = cases.nameOf(open.contact, open.question);
        app.case.wrong.set(name, app.case.wrong.get(name) ?? WORDS.answerFirst);
        app.announce(WORDS.answerFirst);
        app.focusAfter(`[data-key="${name}"] :is(input, select, button)`);
      } else goesOn(app);
      app.redraw();
    },
    goBack(stop: Stop) {
      stayAt(app, stopBefore(app, places(app), stop)?.key ?? "");
      app.redraw();
    },
    toAnswer() {
      stayAt(app, stopOfDocuments("release"));
      app.redraw();
    },
    putOff(stop: Stop) {
      pass(app, stop);
      app.redraw();
    },
    askSingly(stop: Stop) {
      for (const { contact, question } of stop.run ?? stop.entries) app.shown.askedSingly.add(cases.nameOf(contact, question));
      if (!stop.run) goesOn(app);
      app.redraw();
    },
    askThisSingly({ contact, question }: Entry) {
      app.shown.askedSingly.add(cases.nameOf(contact, question));
      stayAt(app, stopOf(app, places(app), { contact, question }));
      app.redraw();
    },
    changeAnswer({ contact, question }: Entry) {
      stayAt(app, stopOf(app, places(app), { contact, question }));
      app.redraw();
    },
    setPace(pace: Pace) {
      app.pace = pace;
      rememberPace(pace);
      stayAt(app, "");
      app.focusAfter('[data-act="pace"]');
      app.redraw();
    },
    forget(contact: string | null, fact: string) {
      app.focusAfter("#cl-panel");
      app.actions.answer(contact, fact, undefined);
    },
    explain(contact: string) {
      app.case.explained.delete(contact);
      app.request("explain", { contact }, (reply) => app.case.explained.set(contact, reply));
    },
    startOver() {
      const dialog = app.root.querySelector<HTMLDialogElement>(":scope > .cl-dialog");
      if (!dialog) return;
      // At once: a dialog tells later that it was closed, when another case may be on the page.
      dialog.onclick = ({ target }) => {
        if (!(target instanceof HTMLButtonElement)) return;
        dialog.close();
        if (target.value === "yes") startOver(app, true);
      };
      dialog.showModal();
    },
  };
}

function openPlace(app: App, place: { id: string }) {
  app.shown.place = place.id;
  app.shown.opened.add(place.id);
  unfold(app, place);
}

/** Put a case on the page in place of the one there; nothing of that one stays. */
export function replaceCase(app: App, state: Case, { label = "", key = cases.newKey() } = {}) {
  showNoMore();
  Object.assign(app, newPage(state, label, key));
}

/**
 * Clear the whole page; `every` clears what the tab keeps of other cases, too. Those of other frames
 * are of other members, and another case has an idle time of its own.
 */
export function startOver(app: App, every: boolean) {
  replaceCase(app, cases.newCase());
  app.idle = USUAL_IDLE; // who comes next did not choose another
  forget(every && !isFramed);
  app.clear();
  app.announce(WORDS.startedOver);
  app.stage.querySelector<HTMLElement>("#cl-title-start")?.focus();
}
