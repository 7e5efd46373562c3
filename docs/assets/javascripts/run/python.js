/* Python in the page: fetches Pyodide and NumPy from this site, keeps one worker, runs one script at a time.

   The worker lives in a frame (frame.html) whose policy allows no request at all: everything that it needs
   is fetched here and handed over. So what a reader's script does can reach neither the page nor the network.
   The only way to stop Python at once is to end the worker; the next one starts from what was fetched. */

const { folder, files: SIZES } = "PYODIDE"; // glossary/pyodide.py writes both here
const FOLDER = new URL(`../../pyodide/${folder}/`, import.meta.url);
const OWN = ["worker.js", "run_block.py"];
const START_LIMIT = 180_000; // ms from the last byte to a Python that is ready; seconds, but for a slow phone

const total = Object.values(SIZES).reduce((sum, bytes) => sum + bytes, 0);
let have = 0;
let parts = null; // name: promise of what was fetched, kept for the next worker
let current = null; // the worker, started or starting
let active = null; // the script that runs or waits for Python
const queue = [];

export function warmUp() {
  current ??= start();
  current.ready.catch(() => {});
}

/* Run `code`; returns what stops it. `on` says what happens: waiting, loading, running, output, ended. */
export function run(code, name, on) {
  const job = { code, name, on };
  queue.push(job);
  if (active) on.waiting();
  next();
  return () => stop(job);
}

async function next() {
  if (active || !queue.length) return;
  const job = (active = queue.shift());
  try {
    current ??= start();
    tell();
    const worker = await current.ready;
    if (active !== job) return; // stopped meanwhile
    job.running = true;
    job.on.running();
    worker.postMessage({ code: job.code, name: job.name });
  } catch (error) {
    console.warn(error);
    end(job, { outcome: "not loaded", note: error.note });
  }
}

function end(job, result) {
  if (active !== job) return;
  active = null;
  job.on.ended(result);
  next();
}

function stop(job) {
  const at = queue.indexOf(job);
  if (at >= 0) {
    queue.splice(at, 1);
    job.on.ended({ outcome: "stopped" });
  } else if (active === job) {
    if (job.running) {
      quit();
      warmUp(); // whoever stopped a script will likely run the next
    }
    end(job, { outcome: "stopped" });
  }
}

function quit() {
  current?.worker?.terminate();
  current = null;
}

function tell() {
  if (!active || active.running) return;
  if (have < total) active.on.loading("Loading Python and NumPy", have, total);
  else active.on.loading("Starting Python and NumPy", 0, 0);
}

/* Fetch everything, once. What is in the browser's cache is taken from there, however old: the folder's
   name says the version. */
function fetchParts() {
  const got = {};
  have = 0;
  const ask = async (address) => {
    const response = await fetch(address, { cache: "force-cache" });
    if (!response.ok) throw new Error(`${response.status} for ${address}`);
    return response;
  };
  for (const name of OWN) {
    got[name] = ask(new URL(name, import.meta.url)).then((response) => response.text());
  }
  for (const name of Object.keys(SIZES)) {
    got[name] = ask(new URL(name, FOLDER)).then((response) => {
      if (!name.endsWith(".wasm")) return read(response);
      // Compiled while it arrives; the copy only counts.
      const counted = read(response.clone());
      const streams = response.headers.get("Content-Type") === "application/wasm";
      return streams
        ? Promise.all([WebAssembly.compileStreaming(response), counted]).then(([module]) => module)
        : counted.then((bytes) => WebAssembly.compile(bytes));
    });
  }
  for (const part of Object.values(got)) part.catch(() => (parts = null)); // to be tried again
  return got;
}

/* The bytes of a response, counted as they arrive. */
async function read(response) {
  const pieces = [];
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
    pieces.push(value);
    have += value.length;
    tell();
  }
}

/* The frame in whose realm workers are made, so that they get its policy. */
let frame = null;

function openFrame() {
  frame ??= new Promise((resolve, reject) => {
    const element = document.createElement("iframe");
    element.hidden = true;
    element.title = "Python";
    element.src = new URL("frame.html", import.meta.url);
    element.addEventListener("load", () => resolve(element.contentWindow));
    element.addEventListener("error", reject);
    document.documentElement.append(element);
  });
  return frame;
}

function start() {
  const python = { worker: null };
  python.ready = begin(python).catch((error) => {
    python.worker?.terminate();
    if (current === python) current = null;
    throw error;
  });
  return python;
}

async function begin(python) {
  parts ??= fetchParts();
  const mine = parts;
  const [realm, script] = await Promise.all([openFrame(), mine["worker.js"]]);
  const link = (text) =>
    realm.URL.createObjectURL(new realm.Blob([text], { type: "text/javascript" }));
  const worker = new realm.Worker(link(script), { type: "module" });
  python.worker = worker;
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.ready) resolve(worker);
      else hear(python, data);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      reject(new Error(event.message));
      crash(python, event.message);
    };
    // Each part is handed over as soon as it is there.
    const handed = Object.entries(mine).map(async ([name, part]) => {
      let value = await part;
      if (name.endsWith(".mjs")) value = link(value);
      worker.postMessage({ part: name, value });
    });
    Promise.all(handed).then(() => {
      tell();
      setTimeout(() => reject(new Error("Python did not start in time")), START_LIMIT);
    }, reject);
  });
}

function hear(python, data) {
  if (python !== current || !active?.running) return;
  const job = active;
  if (data.output) for (const [kind, text] of data.output) job.on.output(kind, String(text));
  if (data.ended) end(job, data.ended);
  if (data.crashed) crash(python, data.crashed);
}

/* Python itself has broken off, most often because its memory was full. */
function crash(python, reason) {
  if (python !== current) return;
  quit();
  if (active?.running) {
    active.on.output("err", `${reason}\n`);
    end(active, {
      outcome: "error",
      error: "Python broke off",
      note: "Python broke off, most often because the memory that a page may use was full. The next Run starts it anew.",
    });
  }
}
