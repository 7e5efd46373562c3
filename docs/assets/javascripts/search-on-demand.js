/* Lets the search wait until the reader goes to it.
   Material loads its search worker and an index of all pages on every page, and the index grows with the
   site. If a later version loads them in another way, this does nothing, and the test that weighs a page
   says so. */
(() => {
  "use strict";
  const INDEX = /\/search\/search_index\.json$/;
  const WORKER = /\/workers\/search\.[^/]*\.js$/;

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

  /* Stands for the worker until it is wanted, then passes messages both ways. */
  class WaitingWorker extends EventTarget {
    constructor(url) {
      super();
      this.worker = wanted.then(() => {
        const worker = new RealWorker(url);
        worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
        return worker;
      });
    }

    postMessage(message) {
      this.worker.then((worker) => worker.postMessage(message));
    }
  }

  const RealWorker = globalThis.Worker;
  globalThis.Worker = function (url, options) {
    return WORKER.test(String(url)) ? new WaitingWorker(url) : new RealWorker(url, options);
  };
})();
