/* Lets the search wait until the reader goes to it, and puts the term that was asked for first.
   Material loads its search worker and an index of all pages on every page, and the index grows with the
   site. Its order counts words, so that "rank" found LoRA, which says it more often, before Rank. If a
   later version loads or answers in another way, this does nothing, and the tests that weigh a page and
   that search for each term by each of its names say so. Zensical asks for its index under another name,
   starts its worker when that is there, and numbers the pages in it. */
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

  const plain = (text) =>
    text.replace(/<[^>]*>/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  /* How much of one of the page's names the query spells out: 1 for a whole name, 0 for none. */
  const named = (query, page) =>
    Math.max(0, ...(page.tags ?? []).map(plain).map((name) =>
      name.startsWith(query) ? query.length / name.length : 0));

  const byName = (query, items, pageOf) =>
    items.map((item) => [named(query, pageOf(item)), item]).sort(([a], [b]) => b - a).map(([, item]) => item);

  /* Zensical answers with ten at a time: a page that is named comes first though it be not among them. */
  const withNamed = (query, items, pages) => [
    ...[...pages.keys()].filter((id) => pages[id].level === 1 && named(query, pages[id]))
      .filter((id) => items.every((item) => item.id !== id)).map((id) => ({ id, score: 0, matches: [] })),
    ...items,
  ];

  /* Stands for the worker until it is wanted, then passes messages both ways. */
  class WaitingWorker extends EventTarget {
    constructor(url) {
      super();
      const address = new URL(url, loaded);
      this.worker = wanted.then(() => {
        const worker = new RealWorker(address);
        worker.onmessage = ({ data }) => this.hear(data);
        return worker;
      });
    }

    hear(message) {
      const answer = message.data;
      if (message.type === RESULT && this.query) {
        if (this.pages && answer.pagination.prev === undefined) {
          answer.items = withNamed(this.query, answer.items, this.pages);
        }
        answer.items = byName(this.query, answer.items, (item) => this.pages?.[item.id] ?? item[0]);
      }
      const event = new MessageEvent("message", { data: message });
      this.onmessage?.(event);
      this.dispatchEvent(event);
    }

    postMessage(message) {
      if (message.type === SETUP) this.pages = message.data.items;
      if (message.type === QUERY) this.query = plain(String(message.data.input ?? message.data));
      this.worker.then((worker) => worker.postMessage(message));
    }

    terminate() {
      this.worker.then((worker) => worker.terminate());
    }
  }

  const RealWorker = globalThis.Worker;
  globalThis.Worker = function (url, options) {
    return WORKER.test(String(url)) ? new WaitingWorker(url) : new RealWorker(url, options);
  };
})();
