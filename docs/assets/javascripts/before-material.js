/* What has to happen before Material's own script runs.

   Each change of the root element makes the browser style the whole page anew. Material makes two when
   its script runs, the class that says so and the one of its focus-visible polyfill, and one for each
   change of its meta element "color-scheme", whose word our style sheet has already. Here the classes
   are set while the page is still empty, and that element is left out. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  root.classList.add("js-focus-visible");
  root.dataset.jsFocusVisible = "";

  const { appendChild } = document.head;
  document.head.appendChild = function (node) {
    return node.name === "color-scheme" ? node : appendChild.call(this, node);
  };
})();

/* Where a browser blocks storage, Material's script would stop at its first use, and take the search and the
   copy buttons with it: then what it stores is kept until the page is left. */
(() => {
  "use strict";
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      void globalThis[name].length; // throws where storage is blocked, and where there is none
    } catch {
      const kept = new Map();
      const storage = {
        getItem: (key) => kept.get(String(key)) ?? null,
        setItem: (key, value) => void kept.set(String(key), String(value)),
        removeItem: (key) => void kept.delete(String(key)),
      };
      Object.defineProperty(globalThis, name, { value: storage, configurable: true });
    }
  }
})();

/* Colors follow the system until the reader chooses. Material stores those of the first page at once, as if
   they had been chosen, and does not look at the system again. */
(() => {
  "use strict";
  const NAME = "__palette";
  const { __md_get: get, __md_set: set } = globalThis;
  if (!get) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = Boolean(get(NAME));

  const ofSystem = () => ({
    index: Number(dark.matches),
    color: {
      media: `(prefers-color-scheme: ${dark.matches ? "dark" : "light"})`,
      scheme: dark.matches ? "slate" : "default",
      primary: "custom",
      accent: "custom",
    },
  });

  globalThis.__md_get = (name, ...rest) => get(name, ...rest) ?? (name === NAME ? ofSystem() : null);
  globalThis.__md_set = (name, ...rest) => {
    if (name !== NAME || chosen) set(name, ...rest);
  };
  addEventListener("change", ({ target, isTrusted }) => {
    if (target.name === NAME && isTrusted) chosen = true;
  }, true);
  dark.addEventListener("change", () => {
    const inputs = document.getElementsByName(NAME);
    if (!chosen) inputs[Number(dark.matches)]?.dispatchEvent(new Event("change"));
  });
})();

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
