// The practice on a page of the site: progress stays in this browser.
import { mount } from "./player.js";
import { connect } from "./reporting/browser.js";
import { W } from "../words/practice.js";

const root = document.getElementById("practice");
const { course, root: siteRoot } = root.dataset;
const reporter = await connect({ course, words: W });
mount(root, { course, reporter, siteRoot });
