// Drives the checklist at random, as a hurried person would, and writes down what was on screen.
// It knows the page by what a person sees and presses, and what is kept by what a reload brings
// back. `drive(seed, steps)` returns what it saw; nothing here judges an answer.
(() => {
  // A frame is for the case that the portal named.
  const keptAs = () => ["coordguide:case", history.state?.coordguideCase].filter(Boolean).join(":");
  const root = () => document.getElementById("checklist");
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  // A generator with a seed (mulberry32), so that a run can be repeated.
  function chance(seed) {
    let a = seed >>> 0;
    return () => {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = Math.imul(a ^ (a >>> 15), a | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  const found = () => JSON.parse(sessionStorage[keptAs()] ?? "null");
  const kept = self.kept = () => found()?.state ?? null;
  const onScreen = (selector) => [...root().querySelectorAll(selector)].filter((one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !one.closest("dialog, [inert]"));

  // A card that a person can read: it is not held back.
  const isHeldBack = (card) => card.checkVisibility({ visibilityProperty: true, opacityProperty: true }) === false;
  function read() {
    const isStale = root().hasAttribute("data-stale");
    const cards = [...root().querySelectorAll(".cl-card, .cl-team [data-decision], .cl-panel[data-decision]")].map((card) => ({
      contact: card.dataset.contact, decision: card.dataset.decision, heldBack: isStale || isHeldBack(card),
    }));
    return { state: root().dataset.state, key: found()?.key ?? "", case: kept(), cards, pace: root().dataset.pace, today: root().querySelector("#cl-today")?.value };
  }

  // Whether what is set on screen is what is kept.
  function unlike() {
    const state = kept();
    if (!state) return [];
    return [...root().querySelectorAll("input[type=radio], input[type=checkbox]")].filter((input) => {
      const parts = input.name.split(".");
      const contact = /^contact-\d+$/.test(parts[0]) ? parts.shift() : null;
      const facts = contact ? state.contacts.find(({ id }) => id === contact)?.facts : state.facts;
      const answer = input.name === "edition" ? state.edition : parts.length > 1 ? facts?.[parts[0]]?.[parts[1]] : facts?.[parts[0]];
      if (!input.name || !input.dataset || input.closest("dialog")) return false;
      const isSet = Array.isArray(answer) ? answer.includes(input.value) : answer === input.value;
      return input.checked !== isSet;
    }).map(({ name, value, checked }) => `${name}=${value} is ${checked ? "set" : "not set"}`);
  }

  const ACTS = {
    answer: [60, "input[type=radio]:not([name=edition]), input[type=checkbox]"],
    chip: [6, ".cl-question button, .cl-confirm .cl-button"],
    date: [6, "input[type=date]:not(#cl-today)"],
    change: [5, '[data-act="change"]'],
    step: [5, ".cl-steps button"],
    why: [4, ".cl-card button"],
    add: [3, '[data-act="add-contact"]'],
    remove: [3, '[data-act="remove-contact"]'],
    undo: [3, '[data-act="undo"]'],
    tab: [3, ".cl-tab"],
    edition: [1, 'input[name="edition"]'],
    bring: [2, '[data-act="bring-back"]'],
    open: [2, '[data-act="open"]'],
    save: [1, '[data-act="save"]'],
    erase: [1, '[data-act="erase"]'],
    way: [12, ["continue", "back", "put-off", "singly", "to-answer", "files"].map((one) => `[data-act="${one}"]`).join()],
    pace: [2, '[data-act="pace"]'],
  };

  async function act(random) {
    const names = Object.keys(ACTS);
    let at = random() * names.reduce((sum, name) => sum + ACTS[name][0], 0);
    const name = names.find((one) => (at -= ACTS[one][0]) < 0);
    const all = onScreen(ACTS[name][1]);
    const one = all[Math.floor(random() * all.length)];
    file = self.savedFiles[Math.floor(random() * self.savedFiles.length)];
    const before = found()?.key;
    // After a night the page asks whether somebody is there; nothing can be pressed behind that.
    const stay = root().querySelector(".cl-idle-dialog[open] button");
    if (stay) stay.click();
    if (stay || !one) return "nothing";
    if (name === "date") {
      one.value = `2026-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-15`;
      one.dispatchEvent(new Event("input", { bubbles: true }));
      one.dispatchEvent(new Event("change", { bubbles: true }));
    } else one.click();
    if (name === "open") await arrived(before);
    // What a file is called, or what is wrong with one, is asked in a dialog: nothing else can be pressed behind it.
    if (name === "open" || name === "save") root().querySelector(`.cl-file-dialog[open] [data-act="${random() < 0.5 ? "save-unlocked" : "cancel"}"], .cl-file-dialog[open] [data-act="cancel"]`)?.click();
    if (name === "erase") {
      const answer = random() < 0.2 ? "yes" : "no";
      const dialog = root().querySelector(".cl-dialog[open]");
      dialog?.querySelector(`button[value="${answer}"]`)?.click();
    }
    if (name === "open") return `open ${self.savedFiles.indexOf(file)}`;
    return `${name} ${one.name ?? ""} ${one.value ?? one.textContent}`.slice(0, 90);
  }

  // A file is chosen without a dialog.
  let file = "";
  const plainClick = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function () {
    if (this.type !== "file") return plainClick.call(this);
    const carrier = new DataTransfer();
    carrier.items.add(new File([file], "case.json"));
    this.files = carrier.files;
    this.dispatchEvent(new Event("change"));
  };

  // A case from a file has a key of its own; a file that is refused changes nothing, now or later.
  async function arrived(before) {
    if (self.savedFiles.indexOf(file) >= self.refusedFrom) return wait(100);
    for (let tries = 0; tries < 1200 && found()?.key === before; tries += 1) await wait(50);
  }

  // The engine answers late now and then.
  let isSlow = () => 0;
  const Plain = Worker;
  self.engines = [];
  self.Worker = class extends Plain {
    constructor(...about) {
      super(...about);
      if (String(about[0]).endsWith("/worker.js")) self.engines.push(this);
    }
    postMessage(message, ...more) {
      const late = isSlow();
      if (late) setTimeout(() => super.postMessage(message, ...more), late);
      else super.postMessage(message, ...more);
    }
  };

  const isBehind = () => root().matches("[data-stale], :has(.cl-columns[inert])");

  // As long as a person waits for the answer at most.
  async function answered() {
    const isOpen = () => isBehind() || (kept()?.edition && !root().querySelector(".cl-card, .cl-panel[data-decision]"));
    for (let tries = 0; tries < 100 && isOpen(); tries += 1) await wait(30);
  }

  async function quiet() {
    for (let still = 0; still < 4;) {
      const before = root().querySelectorAll("*").length;
      await wait(60);
      still = !isBehind() && root().querySelectorAll("*").length === before ? still + 1 : 0;
    }
  }

  self.drive = async (seed, steps) => {
    const random = chance(seed);
    await answered();
    const seen = [];
    const later = [];
    const done = [];
    isSlow = () => (random() < 0.1 ? 50 + random() * 600 : 0);
    for (let step = 0; step < steps; step += 1) {
      done.push(await act(random));
      seen.push({ step, ...read() });
      const patience = random();
      if (patience < 0.75) continue;
      if (patience < 0.85) await wait(random() * 100);
      else await answered();
      later.push(read());
    }
    isSlow = () => 0;
    await quiet();
    return { seen, later, done, end: read(), unlike: unlike(), left: onScreen("button, input, select, a").length };
  };
})();
