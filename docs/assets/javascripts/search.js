/* Lets the search wait until the reader goes to it, and answers with our own worker (search/).
   Material loads its search worker and an index of all pages on every page, and the index grows with the
   site. Its order counts words: "rank" found LoRA, which says it more often, before Rank, and it knows
   neither code nor misspelled words. If a later version loads or answers in another way, this does
   nothing, and the tests that weigh a page and that search for each term by each of its names say so.
   Zensical asks for its index under another name, and starts its worker when that is there. */
(() => {
  "use strict";
  const INDEX = /\/search(\/search_index)?\.json$/;
  const WORKER = /\/workers\/search\.[^/]*\.js$/;

  // The worker's address is relative to this page, and by then another may be open.
  const loaded = location.href;
  const wanted = new Promise((resolve) => {
    const near = (event) => {
      const target = event.target;
      if (target instanceof Element && target.closest(".md-search, [for=__search]")) resolve();
    };
    for (const type of ["focusin", "pointerover", "touchstart", "click"]) {
      addEventListener(type, near, { capture: true, passive: true });
    }
  });

  const failed = () => {
    const said = document.querySelector(".md-search-result__meta");
    if (said) said.textContent = "The search could not be loaded: are you online?";
  };

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isSearchIndex = INDEX.test(String(url));
    if (this.isSearchIndex) this.addEventListener("error", failed);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.isSearchIndex) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };

  const SETUP = 0; // Material's SearchMessageType, and Zensical's
  const OWN = new URL("search/worker.js", document.currentScript.src);
  const BESIDE = new URL("beside.js", OWN);

  /* Stands for the theme's worker until one is wanted: then our own, which answers as Material's does.
     Zensical has another kind of answers: its own worker gives them, and ours puts the best first. */
  class WaitingWorker extends EventTarget {
    constructor(url) {
      super();
      this.address = new URL(url, loaded);
      this.waiting = wanted;
    }

    async make(numbered) {
      if (!numbered) return new RealWorker(OWN);
      const { Beside } = await import(BESIDE);
      return new Beside(new RealWorker(OWN), new RealWorker(this.address));
    }

    tell({ data }) {
      const event = new MessageEvent("message", { data });
      this.onmessage?.(event);
      this.dispatchEvent(event);
    }

    postMessage(message) {
      this.waiting = this.waiting.then(async () => {
        if (message.type === SETUP) {
          this.worker = await this.make(message.data.items);
          this.worker.onmessage = (event) => this.tell(event);
          this.worker.onerror = failed;
        }
        this.worker.postMessage(message);
      });
    }

    terminate() {
      this.waiting = this.waiting.then(() => this.worker?.terminate());
    }
  }

  const RealWorker = globalThis.Worker;
  globalThis.Worker = function (url, options) {
    return WORKER.test(String(url)) ? new WaitingWorker(url) : new RealWorker(url, options);
  };
})();
