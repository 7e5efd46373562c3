/* The live GPT as a page shows it. What computes is in worker.js; here are its state, which all parts of a
   page share and which stays while the reader follows links, and what they have in common. parts.js draws.
   Loaded by the first press of a button (start.js). */
const HERE = import.meta.url;
/* A query where this was asked for once more. A browser remembers a module that failed, and may keep what came
   in its place, such as the page of a network that asks for a login: so all that belongs to it is asked for by the
   same query, or past the cache. */
const AGAIN = new URL(HERE).search;
const STYLE = new URL(`../../stylesheets/live.css${AGAIN}`, HERE);
const WORKER = new URL("worker.js", HERE);
const OF_WORKER = ["worker.js", "gpt.js", "lora.js", "safetensors.js"];
const WEIGHTS = new URL("../../live/gpt.safetensors", HERE);
const WRITES = ["small", "write"]; // begin to write at once
const KEPT = { rows: 8, words: 24 };
const PATIENCE = 10_000; // ms without a word from the worker, twice: a browser can end one without saying so

let END;
let LONGEST;
let Lost;
let SETTINGS;
let letters;
let wrongLetters;
let PARTS;
let live;
let modules;

/* No `await` outside of a function: Safari gives a module that waits to whoever asks for it second, unfinished. */
async function bring() {
  const [common, parts] = await Promise.all([import(`./common.js${AGAIN}`), import(`./parts.js${AGAIN}`)]);
  ({ END, LONGEST, Lost, SETTINGS, letters, wrongLetters } = common);
  ({ PARTS } = parts);
  live = new Live();
}

/* The worker: each message has a number, which its answer carries too. */
class Engine {
  constructor(lost) {
    this.waiting = new Map();
    this.number = 0;
    this.worker = new Worker(WORKER, { type: "module" });
    this.worker.onmessage = ({ data }) => this.answered(data);
    this.fail = (event) => {
      event?.preventDefault?.();
      if (this.ended) return; // an error that comes late must not take the next worker along
      this.end();
      lost();
    };
    this.worker.onerror = this.fail;
    this.worker.onmessageerror = this.fail;
  }

  ask(message, heard) {
    const id = (this.number += 1);
    return new Promise((yes, no) => {
      if (this.ended) return no(new Lost());
      this.waiting.set(id, { yes, no, heard });
      this.worker.postMessage({ ...message, id });
      this.listen();
    });
  }

  /* Count the silence while an answer is due. A tab that slept wakes up with its time over, so it gets twice. */
  listen(warned = false) {
    clearTimeout(this.silence);
    if (!this.waiting.size) return;
    this.silence = setTimeout(() => (warned && !document.hidden ? this.fail() : this.listen(!document.hidden)), PATIENCE);
  }

  answered({ id, error, progress, ...answer }) {
    const one = this.waiting.get(id);
    if (!one) return;
    if (!progress) this.waiting.delete(id);
    this.listen();
    if (progress) return one.heard?.(progress);
    if (error) one.no(new Error(error));
    else one.yes(answer);
  }

  end() {
    this.ended = true;
    clearTimeout(this.silence);
    this.worker.terminate();
    for (const { no } of this.waiting.values()) no(new Lost());
    this.waiting.clear();
  }
}

export class Live {
  constructor() {
    this.parts = [];
    this.settings = Object.fromEntries(Object.entries(SETTINGS).map(([name, { value }]) => [name, value]));
    this.start = "";
    this.pace = 90; // ms for a character
    this.adapters = new Map(); // by name: { title, names, files }
    this.rows = [];
    this.word = "";
    this.last = null; // of the last character: what it could have been, and what it cost
    this.totals = {}; // multiplications of the last whole word, with and without the cache
    this.costs = [];
    this.playing = false;
    this.training = null;
    document.addEventListener("visibilitychange", () => this.look());
  }

  /* Load the worker and the weights, once; again after it was lost. */
  ready() {
    this.engine ??= this.begin().catch((error) => {
      this.engine = null;
      this.failed = true;
      throw error;
    });
    return this.engine;
  }

  async begin() {
    const bytes = await fetched(AGAIN || this.failed);
    const engine = new Engine(() => {
      this.engine = null;
      this.playing = false;
      this.error = new Lost().message;
      this.training?.lost();
      this.tell("lost");
    });
    const { hash, adapters, sets } = await engine.ask({ do: "load", bytes });
    this.sets = sets;
    this.hash ??= hash;
    this.hashNow = hash;
    for (const { name, title, names } of adapters) if (!this.adapters.has(name)) this.adapters.set(name, { title, names });
    for (const [name, { files }] of this.adapters) if (files) await engine.ask({ do: "adapter", name, files });
    return engine;
  }

  async ask(message, heard) {
    return (await this.ready()).ask(message, heard);
  }

  tell(what) {
    this.parts = this.parts.filter((one) => one.form.isConnected);
    if (!this.parts.length) this.playing = false;
    for (const { update } of this.parts) update(what);
    // Browsers refuse an address that changes with each step of a slider.
    if (what !== "settings" || !this.parts.some(({ form }) => form.dataset.live === "write")) return;
    clearTimeout(this.later);
    // By then the reader may have followed a link.
    this.later = setTimeout(() => this.parts.some(({ form }) => form.isConnected) && this.giveAddress(), 300);
  }

  /* The names of a set, one on a line. */
  async namesOf(name) {
    return (await this.ask({ do: "set", name })).text;
  }

  /* Another adapter, trained here or from the reader's files; from now on the switch is at it. */
  async wear(name, about) {
    if (!about.trained) await this.ask({ do: "adapter", name, files: about.files });
    this.adapters.set(name, about);
    this.hashNow = about.hash ?? this.hashNow;
    Object.assign(this.settings, { adapter: name, scale: this.settings.scale || 1 });
    this.tell("settings");
  }

  get newest() {
    return [...this.adapters.keys()].at(-1);
  }

  set(name, value) {
    this.note = "";
    this.settings[name] = value;
    this.tell("settings");
  }

  /* What the address of the page names; what it does not know, or cannot be, is said. */
  takeAddress() {
    const given = new URLSearchParams(location.search);
    const wrong = [];
    for (const [name, about] of Object.entries(SETTINGS)) {
      const { query, min, max, step } = about;
      const text = given.get(query);
      if (text === null) continue;
      const number = Number(text);
      const steps = number / step;
      const { right, value, what } = {
        number: {
          right: text.trim() && number >= min && number <= max && Math.abs(steps - Math.round(steps)) < 1e-9,
          value: number,
          what: `not a number from ${min} to ${max} in steps of ${step}`,
        },
        boolean: { right: ["yes", "no"].includes(text), value: text === "yes", what: "neither yes nor no" },
        string: { right: !text || this.adapters.has(text), value: text, what: "no adapter of this page" },
      }[typeof about.value];
      if (right) this.settings[name] = value;
      else wrong.push(`${query}: ${JSON.stringify(text.slice(0, 40))} in the address is ${what}.`);
    }
    return wrong.join(" ");
  }

  /* What is not as it begins goes into the address of the GPT's own page, except what only this reader has. */
  giveAddress() {
    const query = new URLSearchParams(location.search);
    for (const [name, about] of Object.entries(SETTINGS)) {
      const now = this.settings[name];
      query.delete(about.query);
      const own = name === "adapter" && this.adapters.get(now)?.files;
      if (now !== about.value && !own) query.set(about.query, { true: "yes", false: "no" }[now] ?? now);
    }
    const search = `${query}` && `?${query}`;
    if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
  }

  /* How the row that is being written is called. */
  get label() {
    const { adapter, scale, merged } = this.settings;
    if (!adapter || !scale) return { base: true, text: adapter ? "GPT + LoRA × 0" : "GPT alone" };
    return { base: false, text: `GPT + LoRA × ${scale}`, more: `${this.adapters.get(adapter).title}${merged ? ", merged" : ""}` };
  }

  get row() {
    const label = this.label;
    let row = this.rows.at(-1);
    if (!row || row.label.text !== label.text || row.label.more !== label.more) {
      row = { label, words: [], word: "" };
      this.rows.push(row);
      this.rows.splice(0, this.rows.length - KEPT.rows);
    }
    return row;
  }

  /* One character more. */
  step() {
    this.stepping ??= this.write().finally(() => {
      this.stepping = null;
    });
    return this.stepping;
  }

  async write() {
    try {
      const text = this.word || this.start;
      const { adapter, scale, merged, cache, ...sampling } = this.settings;
      const row = this.row;
      const answer = await this.ask({ do: "next", text, adapter, scale, merged, cache, sampling });
      this.last = { ...answer, text };
      const count = answer.multiplications;
      if (!this.word) this.costs = [];
      this.costs.push({ letter: letters[answer.token], count });
      this.word = text + (answer.token === END ? "" : letters[answer.token]);
      row.word = this.word;
      if (answer.token === END || this.word.length >= LONGEST) {
        if (this.word) row.words.push({ text: this.word, given: this.isGiven(adapter, this.word) });
        row.words.splice(0, row.words.length - KEPT.words);
        this.totals[cache ? "with" : "without"] = {
          characters: this.costs.length,
          count: this.costs.reduce((sum, one) => sum + one.count, 0),
        };
        row.word = this.word = "";
        this.tell("word");
      } else {
        this.tell("character");
      }
      this.error = "";
    } catch (error) {
      this.playing = false;
      this.error = error.message;
      this.tell("error");
    }
  }

  isGiven(adapter, word) {
    return Boolean(this.adapters.get(adapter)?.names?.includes(word));
  }

  /* On and on, until it is paused; a tab that nobody sees waits. */
  async play() {
    const turn = (this.turn = {});
    this.playing = true;
    this.tell("play");
    while (this.playing && this.turn === turn && !document.hidden) {
      const began = performance.now();
      await this.step();
      const wait = this.pace - (performance.now() - began);
      await new Promise((yes) => setTimeout(yes, Math.max(0, wait)));
    }
  }

  pause() {
    this.playing = false;
    this.tell("play");
  }

  look() {
    if (!document.hidden && this.playing) this.play();
  }

  clear() {
    this.rows = [];
    this.word = "";
    this.costs = [];
    this.last = null;
    this.tell("clear");
  }

  /* The next character is the first of a word. */
  beginWord() {
    const row = this.rows.at(-1);
    if (row) row.word = "";
    this.word = "";
  }

  /* What a word begins with. Returns what is wrong with it, in a line. */
  begins(text) {
    const said = wrongLetters(text);
    if (!said) {
      this.start = text.trim().toLowerCase();
      this.beginWord();
      this.tell("clear-word");
    }
    return said;
  }
}

/* The weights; with `anew` past the cache, and so the scripts of the worker, which will find them in the cache. */
async function fetched(anew) {
  const cache = anew ? "reload" : "default";
  try {
    if (anew) await Promise.all(OF_WORKER.map((name) => fetch(new URL(name, HERE), { cache })));
    const answer = await fetch(WEIGHTS, { cache });
    if (answer.ok) return await answer.arrayBuffer();
  } catch {}
  throw new Error("The GPT could not be loaded. Is the network there? Press the button again.");
}

async function styled() {
  if (document.querySelector("link[data-live]")) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE });
  link.dataset.live = "";
  await new Promise((yes, no) => {
    // Chromium takes a page for a style sheet without rules, and says that it came.
    Object.assign(link, { onload: () => (link.sheet?.cssRules.length ? yes() : no()), onerror: no });
    document.head.append(link);
  }).catch((error) => {
    link.remove();
    throw error;
  });
}

/* All parts of the page, once what they need is there; the focus goes into the one whose button was pressed. */
export async function open(form) {
  modules ??= bring();
  await Promise.all([styled(), modules.then(() => live.ready())]);
  live.note ??= live.takeAddress();
  for (const one of document.querySelectorAll("form.live:not([data-open])")) {
    one.dataset.open = "";
    live.parts.push({ form: one, update: PARTS[one.dataset.live](one, live) });
  }
  live.tell("open");
  form.querySelector("[data-first]")?.focus({ preventScroll: true });
  if (WRITES.includes(form.dataset.live)) live.play();
}
