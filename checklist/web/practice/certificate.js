// The certificate: made in the page, printed by the browser, kept nowhere.
import { h } from "preact";
import { WORDS } from "../words/practice.js";

/** The field for a name and, once there is one, the certificate to print. */
export function certificate(app) {
  return h("section", { key: "certificate", class: "pr-certificate-part", "aria-labelledby": "pr-certificate" },
    h("h3", { id: "pr-certificate", class: "pr-screen-only" }, WORDS.certificate),
    h("form", { class: "pr-screen-only", onsubmit: (event) => print(app, event) },
      h("label", { class: "pr-name" }, h("span", null, WORDS.certificateFor),
        h("input", { type: "text", name: "trainee", autocomplete: "name", spellcheck: false, writingsuggestions: "false", maxlength: "80", value: app.name, "aria-describedby": "pr-name-help", oninput: ({ target }) => rename(app, target.value) })),
      h("p", { class: "cl-help", id: "pr-name-help" }, WORDS.certificateName),
      app.problem && h("p", { class: "cl-wrong" }, app.problem),
      h("p", { class: "cl-actions" }, h("button", { type: "submit", class: "cl-button cl-primary" }, WORDS.certificateMake))),
    app.name.trim() && sheet(app));
}

function rename(app, name) {
  app.name = name;
  app.problem = "";
  app.redraw();
}

function print(app, event) {
  event.preventDefault();
  if (!app.name.trim()) {
    app.problem = WORDS.certificateNeedsName;
    app.announce(app.problem);
    app.focus('[name="trainee"]');
    app.redraw();
    return;
  }
  window.print();
}

function sheet(app) {
  const { course, standing, loaded } = app;
  const rows = WORDS.certificateRows;
  const day = new Date();
  const facts = [
    [rows.course, course.title],
    [rows.edition, course.edition || rows.allEditions],
    [rows.day, h("time", { datetime: local(day) }, local(day))],
    [rows.score, WORDS.score(standing.percent, standing.right, standing.decisions)],
    [rows.again, standing.again],
    [rows.content, loaded.content.version],
    [rows.sha, h("code", null, loaded.content.sha256)],
    [rows.engine, loaded.engine],
  ];
  return h("article", { key: "sheet", class: "pr-certificate", "aria-labelledby": "pr-sheet" },
    h("h2", { id: "pr-sheet" }, WORDS.certificate),
    h("p", { class: "pr-certificate-says" }, WORDS.certificateSays(app.name.trim())),
    // A table and no list of terms: browsers tag its parts in a PDF.
    h("table", null, h("tbody", null, facts.map(([label, value]) =>
      h("tr", null, h("th", { scope: "row" }, label), h("td", null, h("span", null, value)))))),
    h("p", { class: "pr-self-issued" }, WORDS.selfIssued));
}

// The trainee's own day, as everywhere in the checklist.
function local(day) {
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
