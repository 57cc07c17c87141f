// The page of a package for a learning system: finds out whom to report to, then plays.
import { mount } from "./player.js";

const REPORTING = {
  scorm12: () => import("./reporting/scorm12.ts"),
  scorm2004: () => import("./reporting/scorm2004.ts"),
  cmi5: () => import("./reporting/cmi5.ts"),
  xapi: () => import("./reporting/xapi.ts"),
};

const dark = matchMedia("(prefers-color-scheme: dark)");
dark.onchange = color;
color();
start(document.getElementById("practice"), document.getElementById("notice"));

// The styles know dark colors by the mark that the site's theme sets.
function color() {
  document.documentElement.dataset.mdColorScheme = dark.matches ? "slate" : "default";
}

async function start(root, notice) {
  const { course, standard, activity } = root.dataset;
  const { connect } = await REPORTING[standard]();
  const reporter = await connect({ title: document.title, activity });
  notice.textContent = reporter.notice;
  root.replaceChildren();
  mount(root, { course, reporter, siteRoot: "" });
}
