/* Drives the search's scripts without a browser: `node search_in_node.mjs FOLDER` (of built scripts) with what
   is asked as JSON on standard input; prints what they answer. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const [folder] = process.argv.slice(2);
const read = (name) => readFileSync(`${folder}/${name}`, "utf-8");
const asked = JSON.parse(readFileSync(0, "utf-8"));
const BASE = "https://a.b/site/";
const SCRIPTS = `${BASE}assets/javascripts/`;

const engine = () => {
  const scope = vm.createContext({});
  vm.runInContext(read("search/engine.js"), scope);
  return scope.GlossarySearch;
};

/* The worker, with `post` for what a page would send it. */
function worker() {
  const heard = [];
  const scope = vm.createContext({
    addEventListener: (type, listen) => type === "message" && (scope.listen = listen),
    postMessage: (message) => heard.push(message),
    importScripts: (name) => vm.runInContext(read(`search/${name}`), scope),
  });
  vm.runInContext(read("search/worker.js"), scope);
  return { heard, post: (data) => scope.listen({ data }) };
}

/* Stands for a worker of which the test says what it answers. */
class Fake {
  constructor(url) {
    this.url = String(url);
    this.got = [];
    Fake.made.push(this);
  }

  postMessage(message) {
    this.got.push(structuredClone(message));
  }

  terminate() {
    this.ended = true;
  }
}
Fake.made = [];

const settled = () => new Promise((done) => setImmediate(done));

const does = {
  answers({ docs, names, queries }) {
    const answer = engine().answers(docs, names);
    return queries.map(answer);
  },
  near({ names, queries }) {
    const { near } = engine();
    return queries.map((query) => near(query, names));
  },
  plain: ({ texts }) => texts.map(engine().plain),
  worker({ messages }) {
    const { heard, post } = worker();
    for (const message of messages) post(message);
    return heard;
  },

  /* Messages of a page to Zensical's worker and ours, and of them to it: what each has got, what is shown. */
  async beside({ items, steps }) {
    const { Beside } = await import(pathToFileURL(`${folder}/search/beside.js`));
    const site = pathToFileURL(`${folder}/../../`).href;
    for (const item of items) item.location = site + item.location;
    const [ours, theirs, told] = [new Fake("ours"), new Fake("theirs"), []];
    const both = new Beside(ours, theirs);
    both.onmessage = ({ data }) => told.push({ ...data, texts: items.map(({ text }) => text) });
    for (const { to, message } of steps) {
      if (to === "both") both.postMessage(message.type === 0 ? { ...message, data: { ...message.data, items } } : message);
      else if (to === "end") both.terminate();
      else ({ ours, theirs })[to].onmessage({ data: message });
    }
    return { ours: ours.got, theirs: theirs.got, told, ended: [ours.ended, theirs.ended], site };
  },

  /* The page for addresses that are not there: what it fetches and offers. */
  async notFound({ address, names, status }) {
    const nearest = { hidden: true, items: [] };
    nearest.querySelector = (selector) => selector === "ul" && { append: (...some) => nearest.items.push(...some) };
    const fetched = [];
    const scope = vm.createContext({
      URL,
      location: new URL(address),
      document: {
        currentScript: { src: `${SCRIPTS}search/not-found.js` },
        createElement: (tag) => ({ tag, append(inside) { this.inside = inside; } }),
        querySelector: (selector) => (selector === "#nearest" ? nearest : null),
      },
      fetch: async (url) => {
        fetched.push(String(url));
        if (!status) throw new TypeError("offline");
        return { ok: status === 200, json: async () => names };
      },
    });
    vm.runInContext(read("search/engine.js"), scope);
    vm.runInContext(read("search/not-found.js"), scope);
    for (let turn = 0; turn < 5; turn++) await settled();
    const links = nearest.items.map(({ inside: { href, textContent } }) => [href, textContent]);
    const tags = nearest.items.map(({ tag, inside }) => `${tag} ${inside.tag}`);
    return { fetched, hidden: nearest.hidden, links, tags };
  },

  /* A page with the theme's search: what is asked for before and after a reader goes to it. */
  async waits({ target, type, messages, url }) {
    Fake.made = [];
    const listening = {};
    const sent = [];
    const said = { textContent: "" };
    const requests = [];
    class Request extends EventTarget {
      open(...all) {
        this.opened = all;
      }

      send(body) {
        sent.push([this.opened, body]);
      }
    }
    class Element {
      closest(selector) {
        return target && selector.split(", ").includes(target) ? this : null;
      }
    }
    const scope = vm.createContext({
      URL, EventTarget, MessageEvent, Element, XMLHttpRequest: Request, Worker: Fake, Promise,
      location: { href: `${BASE}terms/x/` },
      document: {
        currentScript: { src: `${SCRIPTS}search.js` },
        querySelector: (selector) => (selector === ".md-search-result__meta" ? said : null),
      },
      addEventListener: (kind, listen, options) => { listening[kind] = [listen, options]; },
    });
    vm.runInContext(read("search.js"), scope);
    for (const address of ["../../search/search_index.json", "../../search.json", "../../sitemap.xml"]) {
      const request = new Request();
      requests.push(request);
      request.open("GET", address, true);
      request.send(address);
    }
    const made = new scope.Worker(url, { name: "x" });
    const told = [];
    made.onmessage = ({ data }) => told.push(data);
    made.addEventListener?.("message", ({ data }) => told.push(data));
    for (const message of messages) made.postMessage(message);
    await settled();
    const before = { sent: [...sent], made: Fake.made.map((one) => one.url) };
    listening[type]?.[0]({ target: new Element() });
    for (let turn = 0; turn < 5; turn++) await settled();
    for (const one of Fake.made) one.onmessage?.({ data: { type: 1 } });
    made.terminate();
    for (let turn = 0; turn < 5; turn++) await settled();
    const heard = requests.map((request) => {
      said.textContent = "";
      request.dispatchEvent(new Event("error"));
      return said.textContent;
    });
    for (const one of Fake.made) {
      said.textContent = "";
      one.onerror?.({});
      heard.push(said.textContent);
    }
    const options = Object.fromEntries(Object.entries(listening).map(([kind, [, given]]) => [kind, given]));
    return { before, sent, made: Fake.made.map(({ url: at, got, ended }) => ({ url: at, got, ended })), told, options, heard };
  },
};

const made = [];
for (const { does: name, ...given } of asked) made.push(await does[name](given));
console.log(JSON.stringify(made));
