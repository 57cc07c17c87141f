// The theme asks for its search index on every page, at once, and with the one kind of request that
// can name no digest. This stands in for that request: the index is fetched when somebody turns to
// the search, and taken as it was built, or search says that it is not there.

(() => {
  const { index, digest } = document.currentScript.dataset;
  const address = new URL(index, location.href).href;
  const NOT_WHOLE = "The search index did not arrive, or not whole. Load the page anew and try again.";

  function wanted() {
    const search = document.querySelector(".md-search");
    if (search.matches(":focus-within, :hover")) return Promise.resolve();
    return new Promise((resolve) => {
      for (const kind of ["focusin", "pointerover"]) search.addEventListener(kind, resolve, { once: true });
    });
  }

  class Checked extends XMLHttpRequest {
    #index = null;
    #isOfIndex = false;

    open(method, asked, ...more) {
      this.#isOfIndex = new URL(asked, location.href).href === address;
      super.open(method, asked, ...more);
    }

    send(body) {
      if (this.#isOfIndex) this.#fetch();
      else super.send(body);
    }

    async #fetch() {
      await wanted();
      try {
        this.#index = await (await fetch(address, { integrity: digest })).blob();
        this.dispatchEvent(new Event("load"));
      } catch {
        document.querySelector(".md-search-result__meta").textContent = NOT_WHOLE;
      }
    }

    get status() {
      return this.#index ? 200 : super.status;
    }

    get response() {
      return this.#index ?? super.response;
    }
  }

  globalThis.XMLHttpRequest = Checked;
})();
