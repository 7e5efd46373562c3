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

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isSearchIndex = INDEX.test(String(url));
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.isSearchIndex) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };

  /* What messages of both are marked with (Material's SearchMessageType). */
  const SETUP = 0;
  const QUERY = 2;
  const RESULT = 3;
  const OWN = new URL("search/worker.js", document.currentScript.src);
  const SITE = new URL("../../../", OWN).href;

  /* Stands for the theme's worker until one is wanted: then our own, which answers as Material's does.
     Zensical has another kind of answers: its own worker gives them, and ours puts the best first. */
  class WaitingWorker extends EventTarget {
    constructor(url) {
      super();
      this.address = new URL(url, loaded);
      this.workers = [];
      this.waiting = wanted;
    }

    /* Starts a worker; what it is to be told first may differ from what the theme says. */
    start(address, hear, told) {
      const worker = new RealWorker(address);
      worker.onmessage = ({ data }) => hear(data);
      worker.postMessage(told);
      this.workers.push(worker);
    }

    tell(message) {
      const event = new MessageEvent("message", { data: message });
      this.onmessage?.(event);
      this.dispatchEvent(event);
    }

    postMessage(message) {
      this.waiting = this.waiting.then(() => {
        if (message.type !== SETUP) {
          if (message.type === QUERY) this.best = this.theirs = null;
          for (const worker of this.workers) worker.postMessage(message);
        } else if (message.data.items) this.startBoth(message);
        else this.start(OWN, (heard) => this.tell(heard), message);
      });
    }

    /* Zensical numbers its sections, and has whole addresses. */
    startBoth(message) {
      const items = message.data.items.map((item) => ({ ...item, location: item.location.replace(SITE, "") }));
      this.ids = new Map(items.map(({ location }, id) => [location, id]));
      this.start(OWN, (heard) => heard.type === RESULT && this.hear(heard, null), { ...message, data: { ...message.data, items } });
      this.start(this.address, (heard) => (heard.type === RESULT ? this.hear(null, heard) : this.tell(heard)), message);
    }

    hear(best, theirs) {
      this.best = best ?? this.best;
      this.theirs = theirs ?? this.theirs;
      if (!this.best || !this.theirs) return;
      const first = this.best.data.items.slice(0, 10).map(([{ location }]) => this.ids.get(location)).filter((id) => id !== undefined);
      const answer = this.theirs.data;
      const others = answer.items.filter(({ id }) => !first.includes(id));
      const found = new Map(answer.items.map((item) => [item.id, item]));
      const lead = answer.pagination.prev === undefined ? first.map((id) => found.get(id) ?? { id, score: 0, matches: [] }) : [];
      this.tell({ ...this.theirs, data: { ...answer, items: [...lead, ...others] } });
      this.theirs = null;
    }

    terminate() {
      this.waiting = this.waiting.then(() => {
        for (const worker of this.workers) worker.terminate();
      });
    }
  }

  const RealWorker = globalThis.Worker;
  globalThis.Worker = function (url, options) {
    return WORKER.test(String(url)) ? new WaitingWorker(url) : new RealWorker(url, options);
  };
})();
