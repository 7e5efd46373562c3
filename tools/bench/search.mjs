// Asks a search for each query of a list, without a browser: `node search.mjs ours|material|pagefind FOLDER`.
// The queries come as JSON on standard input. Out goes JSON: for each query the addresses of what is shown,
// page by page in order; and the files that a reader fetches to have asked one.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";

const [engine, folder] = process.argv.slice(2);
const queries = JSON.parse(fs.readFileSync(0, "utf8"));
const files = new Set();
const read = (file) => {
  files.add(path.resolve(file));
  return fs.readFileSync(file);
};
const text = (file) => read(file).toString("utf8");

/* A script that is written as a worker's, with `ask(message)` for what a page would send it. */
function worker(script, index) {
  const heard = [];
  const scope = {
    console, URL,
    addEventListener: (_, listener) => heard.push(listener),
  };
  scope.self = scope;
  scope.importScripts = (...names) => {
    for (const name of names) {
      vm.runInContext(text(path.resolve(path.dirname(script), name)), scope);
    }
  };
  vm.createContext(scope);
  vm.runInContext(text(script), scope);
  const ask = (data) => new Promise((resolve) => {
    scope.postMessage = resolve;
    for (const listener of heard) listener({ data });
  });
  return ask({ type: 0, data: { ...index, options: { suggest: true } } }).then(() => ask);
}

/* Material's answer: groups of a page and its sections, the page by its address without a heading. */
const shown = (groups) => groups.map((group) => group.map((item) => item.location));

async function byWorker(script) {
  const index = JSON.parse(text(path.join(folder, "search/search_index.json")));
  const ask = await worker(script, index);
  const answers = [];
  for (const query of queries) answers.push(shown((await ask({ type: 2, data: query })).data.items));
  return answers;
}

async function byPagefind() {
  const base = pathToFileURL(path.resolve(folder)).href + "/";
  let asked = 0;
  globalThis.fetch = async (url) => {
    const file = fileURLToPath(String(url).split("?")[0]);
    return new Response(asked < 2 ? read(file) : fs.readFileSync(file));
  };
  files.add(path.resolve(folder, "pagefind.js"));
  const pagefind = await import(`${base}pagefind.js`);
  await pagefind.options({ basePath: base, baseUrl: "/" });
  await pagefind.init();
  const answers = [];
  for (const query of queries) {
    asked += 1;
    const { results } = await pagefind.search(query);
    const best = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    const place = (url) => url.replace(/^\//, "").replace(/index\.html/, "");
    answers.push(best.map((page) => [
      place(page.url),
      ...[...page.sub_results].sort((a, b) => b.locations.length - a.locations.length).map((one) => place(one.url)),
    ]));
  }
  return answers;
}

const find = (start, name) => path.join(folder, start, fs.readdirSync(path.join(folder, start)).find((one) => name.test(one)));
const answers = engine === "pagefind"
  ? await byPagefind()
  : await byWorker(engine === "ours"
    ? path.join(folder, "assets/javascripts/search/worker.js")
    : find("assets/javascripts/workers", /^search\..*\.js$/));
fs.writeFileSync(1, JSON.stringify({ answers, files: [...files] }));
