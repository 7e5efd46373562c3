/* Python in the page: fetches Pyodide and NumPy from this site, keeps one worker, runs one script at a time.

   The worker lives in a frame (frame.html) that has no network and no way to this page: everything that it
   needs is fetched here and handed over, and it answers through a port. The only way to stop Python at once,
   or to be sure that nothing is left of a script, is to end the worker; the next one is made of the same
   parts. */

const { abi, folder, frame: FRAME, files: FILES } = "PYODIDE"; // glossary/site/run/pyodide.py writes all of it here
const FOLDER = new URL(`../../pyodide/${folder}/`, import.meta.url);
const START_LIMIT = 180_000; // ms from the last byte to a Python that is ready; seconds, but for a slow phone
const STALL_LIMIT = 30_000; // ms without a byte of a part
const ANSWER_LIMIT = 20_000; // ms for the frame to say that it is closed
/* What this page takes of one run; worker.js sends less. */
const LIMIT = 150_000; // characters
const PIECES = 10_000;
const WORDS = 200; // characters of an error's name
const REMARK = 1_000; // characters of a remark

const total = Object.values(FILES).reduce((sum, { bytes }) => sum + bytes, 0);
let house = null; // the frame, and what was fetched for it
let again = ""; // behind the frame's address, once one did not answer
let current = null; // the worker, started or starting
let active = null; // the script that runs or waits for Python
let workers = 0;
let runs = 0;
const queue = [];

export function warmUp() {
  current ??= start();
  current.ready.catch(() => {});
}

/* Run `code`; returns what stops it. `changed`: whether it is not the page's own. `on` says what happens:
   waiting, loading, running, output, ended. */
export function run(code, name, changed, on) {
  const job = { code, name, changed, on, run: (runs += 1), characters: 0, pieces: 0 };
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
    const python = current;
    await python.ready;
    if (active !== job) return; // stopped meanwhile
    job.running = true;
    job.on.running();
    const { code, name, changed, run } = job;
    python.port.postMessage({ code, name, changed, run });
  } catch (error) {
    console.warn(error);
    end(job, { outcome: "not loaded" });
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
    if (job.running) renew(); // whoever stopped a script will likely run the next
    end(job, { outcome: "stopped" });
  }
}

/* Nothing of the worker is heard from now on, and the next one starts behind the reader's back. */
function renew() {
  quit();
  warmUp();
}

function quit() {
  current?.port?.close();
  house?.port?.postMessage({ end: true });
  current = null;
}

function tell() {
  if (!active || active.running || !house) return;
  if (house.have < total) active.on.loading("Loading Python and NumPy", house.have, total);
  else active.on.loading("Starting Python and NumPy", 0, 0);
}

/* The frame and its parts. Whatever goes wrong, all of it is thrown away, and the next try begins anew. */
function open() {
  const mine = { have: 0, failed() {} };
  mine.element = document.createElement("iframe");
  mine.frame = openFrame(mine);
  mine.parts = Promise.all([
    mine.frame,
    ...Object.keys(FILES).map(async (name) => {
      const value = await fetchPart(name, mine);
      const port = await mine.frame;
      const transfer = value.buffer ? [value.buffer] : [];
      port.postMessage({ part: name, value }, transfer);
    }),
  ]);
  mine.parts.catch(() => {});
  return mine;
}

/* Open the frame; its port, once it says that it is closed. A frame that is not the one that was written,
   such as a server's error, says nothing. */
function openFrame(mine) {
  return new Promise((resolve, reject) => {
    const { element } = mine;
    element.hidden = true;
    element.title = "Python";
    element.sandbox = "allow-scripts"; // its origin is none, so that nothing of this site is its own
    element.src = new URL(FRAME + again, import.meta.url);
    element.addEventListener("load", () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.closed) {
          mine.port = port1;
          resolve(port1);
        } else if (!data.number || data.number === current?.number) {
          mine.failed(new Error(data.failed));
        }
      };
      setTimeout(() => {
        if (mine.port) return;
        again = `&${Date.now()}`; // a browser keeps what came in its place, and no way leads past that cache
        reject(new Error("the frame of Python is not closed"));
      }, ANSWER_LIMIT);
      element.contentWindow.postMessage("open", "*", [port2]);
    }, { once: true });
    document.documentElement.append(element);
  });
}

function start() {
  house ??= open();
  const python = { number: (workers += 1), port: null };
  python.ready = begin(python, house).catch((error) => {
    if (house && (current === python || !current)) throwAway();
    throw error;
  });
  return python;
}

function throwAway() {
  quit();
  house?.element.remove();
  house = null;
}

async function begin(python, mine) {
  const { port1, port2 } = new MessageChannel();
  python.port = port1;
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => {
      if (data?.ready) resolve();
      else if (data?.failed) mine.failed(new Error(text(data.failed, REMARK)));
      else hear(python, data);
    };
    mine.failed = (error) => {
      reject(error);
      crash(python, error.message);
    };
    mine.frame.then((port) => port.postMessage({ start: python.number, abi }, [port2])).catch(reject);
    mine.parts.then(() => {
      tell();
      setTimeout(() => reject(new Error("Python did not start in time")), START_LIMIT);
    }, reject);
  });
}

/* One file, with the length and the hash that the build wrote down. What is in the browser's cache is taken
   from there, however old, since the folder's name says the version; one that is not right, such as the
   page of a network that asks for a login, is fetched once more and past the cache. */
async function fetchPart(name, mine) {
  const address = new URL(name, FOLDER);
  try {
    return await fetchRight(address, FILES[name], "force-cache", mine);
  } catch {
    return fetchRight(address, FILES[name], "reload", mine);
  }
}

async function fetchRight(address, { bytes, sha256 }, cache, mine) {
  // A connection that is lost without a word, such as a telephone's, would be waited for without end.
  const stalled = new AbortController();
  const wait = () => setTimeout(() => stalled.abort(), STALL_LIMIT);
  let timer = wait();
  const value = new Uint8Array(bytes);
  let at = 0;
  try {
    const response = await fetch(address, { cache, signal: stalled.signal });
    if (!response.ok) throw new Error(`${response.status} for ${address}`);
    for (const reader = response.body.getReader(); ; ) {
      const { done, value: piece } = await reader.read();
      if (done) break;
      clearTimeout(timer);
      timer = wait();
      value.set(piece, at); // a RangeError where more comes
      at += piece.length;
      mine.have += piece.length;
      tell();
    }
    // The browser hashes only where the page came by a way that nobody else can write on.
    const digest = globalThis.crypto.subtle && (await crypto.subtle.digest("SHA-256", value));
    if (at < bytes || (digest && hex(digest) !== sha256)) throw new Error(`${address} is not the file`);
  } catch (error) {
    mine.have -= at;
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return address.pathname.endsWith(".mjs") ? new TextDecoder().decode(value) : value;
}

const hex = (digest) =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");

/* What the worker says of the script that runs. A script could say it too, if it found the way: so nothing
   is taken but text, and no more of it than the page bears. */
function hear(python, data) {
  const job = active;
  if (python !== current || !job?.running || data?.run !== job.run) return;
  if (Array.isArray(data.output)) {
    for (const piece of data.output) print(job, piece);
    if (job.characters > LIMIT || job.pieces > PIECES) {
      renew();
      end(job, { outcome: "error", error: "too much output" });
      return;
    }
  }
  const { ended } = data;
  if (!ended) return;
  const { outcome } = ended;
  if (outcome === "broken") {
    crash(python, text(ended.error, WORDS));
    return;
  }
  const notes = [
    ended.cut === true && "Only the first part of the output is shown, at most 100 kB or 5,000 lines.",
    ended.broken === true && "Lines of more than 500 characters go on in the next.",
    text(ended.note, REMARK),
  ];
  // Only a script of the page that went well, and left nothing, may have a next one in the same Python.
  if (job.changed || outcome !== "done" || ended.spoiled?.length !== 0) renew();
  end(job, {
    outcome: outcome === "done" ? "done" : "error",
    error: text(ended.error, WORDS),
    seconds: Number.isFinite(ended.seconds) ? ended.seconds : 0,
    note: notes.filter(Boolean).join(" "),
  });
}

function print(job, piece) {
  const [kind, said] = Array.isArray(piece) ? piece : [];
  if (!["out", "err"].includes(kind) || typeof said !== "string") return;
  job.pieces += 1;
  job.characters += said.length;
  if (job.characters <= LIMIT && job.pieces <= PIECES) job.on.output(kind, said);
}

const text = (said, most) => (typeof said === "string" ? said.slice(0, most) : "");

/* Python itself has ended. */
const REASONS = [
  [/exit\((-?\d+)\)/, "Python ended", "The script ended Python itself."],
  [/call stack|too much recursion/i, "Python broke off", "The script calls or nests deeper than a browser allows."],
  [/more than 2 GB/, "Python broke off", "The script used more memory than this browser bears."],
  [/out of memory|memory\.grow|allocation failed/i, "Python broke off", "The memory that a page may use was full."],
];

function crash(python, reason) {
  if (python !== current) return;
  const job = active;
  if (!job?.running) {
    quit();
    return;
  }
  renew();
  const [, error, why] = REASONS.find(([pattern]) => pattern.test(reason)) ?? ["", "Python broke off", ""];
  job.on.output("err", `${reason}\n`);
  end(job, { outcome: "error", error, note: `${why} The next Run starts Python anew.`.trim() });
}
