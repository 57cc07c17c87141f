// Keeps the site for use without network, and offers a newer version when there is one.
// Never in a frame: what a portal shows in its own page is the portal's to keep or not.

(() => {
  const here = document.currentScript.src;
  const worker = new URL("../offline.js", here).href;
  const checklist = document.getElementById("checklist");
  const isChecklist = checklist !== null;

  const WORDS = {
    newer: "A newer version of this site is here. What you see is the one from before.",
    stays: "Your answers stay in this tab; where the browser cannot keep them, it asks first.",
    use: "Use the newer version",
  };

  async function begin() {
    // In a folder below another copy of the site the browser names that copy's worker.
    const found = await navigator.serviceWorker.getRegistration(worker);
    const known = found?.scope === new URL("./", worker).href ? found : undefined;
    // Kept on a visit to the checklist; reading one page of the guide does not fill anybody's disk.
    if (!known && (!isChecklist || navigator.connection?.saveData)) return;
    if (!known) await engineReady();
    const site = known ?? await navigator.serviceWorker.register(worker);
    const look = () => {
      mark(site);
      offer(site);
    };
    const follow = () => site.installing?.addEventListener("statechange", look);
    look();
    follow(); // one that came on its way before this page looked
    site.addEventListener("updatefound", follow);
  }

  // The copy is larger than the engine, and on a slow line the two would share it.
  function engineReady() {
    return new Promise((done) => {
      const look = () => checklist.dataset.state === "ready" && done();
      new MutationObserver(look).observe(checklist, { attributeFilter: ["data-state"] });
      look();
    });
  }

  // For tests and for who wants to know: whether all is here.
  function mark(site) {
    document.documentElement.dataset.offline = site.active || site.waiting ? "kept" : "coming";
  }

  /** Offer a version that waits, unless it is the first: then there is nothing older to replace. */
  function offer(site) {
    if (!site.waiting || !site.active || document.querySelector(".newer-version")) return;
    const bar = document.createElement("div");
    const text = document.createElement("p");
    const button = document.createElement("button");
    bar.className = "newer-version md-typeset"; // its words and its button look as elsewhere
    bar.setAttribute("role", "status");
    text.textContent = isChecklist ? `${WORDS.newer} ${WORDS.stays}` : WORDS.newer;
    button.type = "button";
    button.className = "md-button md-button--primary";
    button.textContent = WORDS.use;
    button.onclick = () => take(site.waiting);
    bar.append(text, button);
    document.body.append(bar);
  }

  // The page asks before it is left where it keeps nothing, and then stays as it is. A version that
  // no open page held back is in use already.
  function take(newer) {
    if (!newer) return location.reload();
    newer.addEventListener("statechange", () => newer.state === "activated" && location.reload());
    newer.postMessage("take-over");
  }

  if (window.top === window && "serviceWorker" in navigator) {
    // After the page itself: nothing competes with the first answer.
    const whenIdle = () => begin().catch((error) => console.info("coordguide: not kept for offline use:", error.message));
    if (document.readyState === "complete") whenIdle();
    else addEventListener("load", whenIdle, { once: true });
  }
})();
