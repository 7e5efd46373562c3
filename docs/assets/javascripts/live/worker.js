/* What computes for the live GPT. Each message has `id` and `do`; its answer is { id, ... }, or { id, error } with one line;
   on the way { id, progress }.

   load { bytes }                                   -> { hash, adapters: [{ name, title, names }], sets: [{ name, title }] }
   next { text, adapter, scale, merged, cache, sampling } -> { token, own, chances, multiplications }: one character after
        text, the letters of a word so far; own is the softmax of its logits, chances what it was drawn from
   look { text, mask, layer, head, adapter, scale, merged } -> { weights }: of one head, a row for each token
   names { text }                                   -> { names, complaints }
   set { name }                                     -> { text }
   train { names, rank, steps, goesOn }             -> { files, hash }; progress { step, loss }, and { step, words } at times
   stop {}                                          -> {}: training ends after its step
   adapter { name, files }                          -> {}: kept under this name */
import { GPT, VOCABULARY, sample, seeded, softmax } from "./gpt.js";
import { Training, adapterFiles, adapterFrom, adapterOf, namesOf } from "./lora.js";
import { read } from "./safetensors.js";

const SETS = [{ name: "dinosaurs", title: "Dinosaurs" }, { name: "elements", title: "Elements" }, { name: "moons", title: "Moons" }];
const OWN = "dinosaurs"; // the adapter that comes with the weights
const YOURS = "yours";
const SHOWN = { words: 6, temperature: 0.8, at: [0, 10, 20, 50], every: 50 };
const NO_MEMORY = "The browser gave the GPT no memory for this. Close other tabs, and try again: nothing is lost.";
const TOO_LARGE = "With this adapter the numbers become too large to compute with: lower Alpha, or switch it off.";
const BREATH = 12; // ms after which a training looks for messages

const adapters = new Map();
const random = seeded(1);
let model;
let session = null;
let state = "";
let training = null;
let stopped = false;
let busy = false;

function tokensOf(text) {
  if (!/^[a-z]{0,15}$/.test(text)) throw new Error("a word has at most 15 letters, from a to z");
  return [0, ...[...text].map((letter) => letter.charCodeAt(0) - 96)];
}

const wordOf = (tokens) => tokens.slice(1).map((token) => String.fromCharCode(token + 96)).join("");

/* A list of names. One that is none, such as the page of a network that asks for a login, is asked for past the cache. */
async function set(name) {
  const load = async (cache) => {
    const answer = await fetch(new URL(`../../live/${name}.txt`, import.meta.url), { cache });
    const text = answer.ok && (await answer.text()).trim();
    if (!/^[a-z\n]+$/.test(text)) throw new Error(`${name}.txt could not be loaded. Is the network there?`);
    return text;
  };
  return load("default").catch(() => load("reload"));
}

/* A session with this setting; one that has read the beginning of the text goes on. */
function opened({ adapter, scale, merged, cache = true, mask = true }) {
  const now = JSON.stringify([adapter, scale, merged, cache, mask]);
  if (now !== state || !session) {
    const worn = adapter ? adapters.get(adapter) : null;
    if (adapter && !worn) throw new Error(`there is no adapter ${JSON.stringify(adapter)}`);
    model.wear(worn, { scale, merged });
    session = model.session({ cache, mask });
    state = now;
  }
  return session;
}

/* An adapter whose own numbers are all finite can make others that are not. */
function finite(logits) {
  if (!logits.every(Number.isFinite)) throw new Error(TOO_LARGE);
}

const does = {
  async load({ bytes }) {
    const { metadata, tensors } = read(bytes);
    const own = {};
    for (const name of Object.keys(tensors)) {
      if (!name.startsWith("base_model.")) continue;
      own[name] = tensors[name];
      delete tensors[name];
    }
    model = GPT.from(tensors);
    adapters.set(OWN, adapterOf(own, Number(metadata.rank), Number(metadata.alpha)));
    return { hash: await model.hash(), adapters: [{ name: OWN, title: OWN, names: (await set(OWN)).split("\n") }], sets: SETS };
  },

  next({ text, sampling, ...setting }) {
    const tokens = tokensOf(text);
    let now = opened(setting);
    const goesOn = now.tokens.length < tokens.length && now.tokens.every((token, at) => token === tokens[at]);
    if (!goesOn) {
      session = null;
      now = opened(setting);
    }
    const before = now.multiplications.all;
    let logits;
    if (now.cache) logits = now.feed(...tokens.slice(now.tokens.length));
    else {
      now.tokens = [];
      logits = now.feed(...tokens);
    }
    finite(logits);
    const { token, probabilities } = sample(logits, sampling, random);
    return { token, own: softmax(logits), chances: probabilities, multiplications: now.multiplications.all - before };
  },

  look({ text, layer, head, ...setting }) {
    session = null;
    const now = opened({ ...setting, cache: false });
    finite(now.feed(...tokensOf(text)));
    session = null;
    return { weights: now.attention[layer][head].map((row) => [...row]) };
  },

  names: ({ text }) => namesOf(text),
  set: async ({ name }) => ({ text: await set(name) }),

  adapter({ name, files }) {
    adapters.set(name, adapterFrom(files));
    session = null;
  },

  async train({ names, rank, steps, goesOn }, tell) {
    if (busy) throw new Error("a training is running: stop it first");
    stopped = false;
    if (!goesOn || !training) {
      const { complaints } = namesOf(names.join("\n"));
      if (complaints.length) throw new Error(complaints[0]);
      training = new Training(model, names, { rank });
    }
    busy = true;
    const invent = seeded(7);
    const last = training.count + steps;
    const show = () => tell({ step: training.count, words: Array.from({ length: SHOWN.words }, () => invented(training.own, invent)) });
    if (!training.count) show();
    let breath = performance.now();
    try {
      while (training.count < last && !stopped) {
        const { step, loss } = training.step();
        tell({ step, loss });
        if (SHOWN.at.includes(step) || step % SHOWN.every === 0) show();
        if (performance.now() - breath > BREATH) {
          await breathe();
          breath = performance.now();
        }
      }
    } finally {
      busy = false;
    }
    const adapter = training.adapter();
    adapters.set(YOURS, adapter);
    session = null;
    return { files: adapterFiles(adapter), hash: await model.hash() };
  },

  stop() {
    stopped = true;
  },
};

/* Messages that came meanwhile are heard; a timer would wait where the tab is not seen. */
const channel = new MessageChannel();
let heard = null;
channel.port1.onmessage = () => heard?.();
const breathe = () =>
  new Promise((yes) => {
    heard = yes;
    channel.port2.postMessage("");
  });

function invented(adapter, random) {
  model.wear(adapter);
  session = null;
  const one = model.session();
  const tokens = [0];
  let token = 0;
  do {
    ({ token } = sample(one.feed(tokens.at(-1)), { temperature: SHOWN.temperature, topK: VOCABULARY }, random));
    tokens.push(token);
  } while (token && tokens.length < 16);
  return wordOf(token ? tokens : tokens.slice(0, -1));
}

addEventListener("message", async ({ data: { id, do: what, ...about } }) => {
  try {
    const answer = await does[what](about, (progress) => postMessage({ id, progress }));
    postMessage({ id, ...answer });
  } catch (error) {
    // Arrays of a fixed size are all that is made here: what cannot be made is too large for the browser.
    postMessage({ id, error: error instanceof RangeError ? NO_MEMORY : error.message });
  }
});
