// The theme asks for its search index with the one kind of request that can name no digest. This
// stands in for that request: the index is taken as it was built, or search says that it is not there.

(() => {
  const { index, digest } = document.currentScript.dataset;
  const address = new URL(index, location.href).href;
  const NOT_WHOLE = "The search index did not arrive, or not whole. Load the page anew and try again.";

  class Checked extends XMLHttpRequest {
    #index = null;
    #isOfIndex = false;

    open(method, wanted, ...more) {
      this.#isOfIndex = new URL(wanted, location.href).href === address;
      super.open(method, wanted, ...more);
    }

    send(body) {
      if (this.#isOfIndex) this.#fetch();
      else super.send(body);
    }

    async #fetch() {
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
