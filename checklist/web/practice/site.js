// The practice on a page of the site: progress stays in this browser.
import { mount } from "./player.js";
import { connect } from "./reporting/browser.ts";
import { WORDS } from "../words/practice.js";

const root = document.getElementById("practice");
const { course, root: siteRoot } = root.dataset;
const reporter = await connect({ course, words: WORDS });
mount(root, { course, reporter, siteRoot });
