/* A picture drawn anew by its own script (pictures/ in the repository) with the reader's values.

   The built picture is what is shown first, after Reset, and whenever anything goes wrong. What Python
   draws comes into the page by way of `drawn`: no other element, attribute or form of value than those
   listed there, and nothing of it as markup. */

const SVG = "http://www.w3.org/2000/svg";
const NUMBER = /^-?\d{1,6}(?:\.\d+)?$/;
const PAINT = /^(?:none|var\(--g-[a-z-]{1,20}\))$/;
const POINTS = /^-?\d{1,6}(?:\.\d+)?,-?\d{1,6}(?:\.\d+)?(?: -?\d{1,6}(?:\.\d+)?,-?\d{1,6}(?:\.\d+)?)*$/;
const LINES = { fill: PAINT, stroke: PAINT, "stroke-width": NUMBER };
/* What a picture may hold, and what its attributes may say: as glossary/site/draw.py writes them. */
const ELEMENTS = new Map(
  Object.entries({
    text: { x: NUMBER, y: NUMBER, "font-size": NUMBER, "font-weight": /^700$/, "text-anchor": /^(?:middle|end)$/, fill: PAINT },
    rect: { x: NUMBER, y: NUMBER, width: NUMBER, height: NUMBER, rx: NUMBER, "fill-opacity": NUMBER, ...LINES },
    circle: { cx: NUMBER, cy: NUMBER, r: NUMBER, ...LINES },
    polyline: { points: POINTS, "stroke-dasharray": /^[\d. ]{1,20}$/, ...LINES },
  }).map(([name, allowed]) => [name, new Map(Object.entries(allowed))]),
);
const SAID = ["title", "desc"]; // how a picture begins
const PATIENCE = 200; // ms after which a picture that is not there yet is spoken of
const LIMIT = 30_000; // ms for a picture, once Python runs; a worker can be lost without a word
const BUILT = "the built picture is shown";

/* The elements of a picture that Python has drawn, in the place of the built one: with its size, its ids,
   its title and description anew.
   Throws an Error that says what it holds that it may not. */
export function drawn(said, built) {
  if (/<[!?]/.test(said)) throw new Error("a declaration");
  const root = new DOMParser().parseFromString(said, "image/svg+xml").documentElement;
  if (root.namespaceURI !== SVG || root.localName !== "svg") throw new Error(`<${root.localName}>`);
  if (root.getAttribute("viewBox") !== built.getAttribute("viewBox")) throw new Error("another size");
  const parts = Array.from(root.childNodes).filter((one) => one.nodeType !== Node.TEXT_NODE || one.data.trim());
  const made = built.cloneNode(false); // its own attributes, none of the drawn one's
  made.append(...parts.map((one, at) => (SAID[at] ? words(one, SAID[at], built) : copy(one))));
  if (parts.length < SAID.length) throw new Error("no description");
  return made;
}

function words(one, name, built) {
  if (one.namespaceURI !== SVG || one.localName !== name) throw new Error(`no <${name}>`);
  const made = built.querySelector(name).cloneNode(false);
  made.textContent = textOf(one);
  return made;
}

function copy(one) {
  const allowed = one.namespaceURI === SVG && ELEMENTS.get(one.localName);
  if (!allowed) throw new Error(one.localName ? `<${one.localName}>` : "text of its own");
  const made = document.createElementNS(SVG, one.localName);
  for (const { name, value } of one.attributes) {
    if (!allowed.get(name)?.test(value)) throw new Error(`<${one.localName}> with ${name}`);
    made.setAttribute(name, value);
  }
  const text = textOf(one);
  if (one.localName === "text") made.textContent = text;
  else if (text.trim()) throw new Error(`<${one.localName}> with text`);
  return made;
}

function textOf(one) {
  for (const inside of one.childNodes) {
    if (inside.nodeType !== Node.TEXT_NODE) throw new Error(`<${inside.localName ?? "a part"}> in <${one.localName}>`);
  }
  return one.textContent;
}

const scripts = new Map();

/* A picture's script, of which the page names the digest. One that is none, such as the page of a network that
   asks for a login, is fetched once more and past the cache. */
function scriptOf(name) {
  if (!scripts.has(name)) {
    const script = fetchScript(name, "default").catch(() => fetchScript(name, "reload"));
    script.catch(() => scripts.delete(name));
    scripts.set(name, script);
  }
  return scripts.get(name);
}

async function fetchScript(name, cache) {
  const response = await fetch(new URL(`../../pictures/${name}`, import.meta.url), { cache });
  const text = await response.text();
  if (!response.ok || !text.startsWith('"""A picture')) throw new Error(`${name} is not the script`);
  return text;
}

export class Picture {
  constructor(figure, knobs, bar, { load, button, remember, MB }) {
    this.figure = figure;
    this.knobs = knobs;
    this.bar = bar;
    this.load = load;
    this.remember = remember;
    this.MB = MB;
    this.built = this.shown = figure.querySelector("svg");
    this.status = bar.firstChild;
    this.reset = button("Reset", this.built.querySelector("title").textContent, () => this.restore());
    this.progress = document.createElement("span");
    this.progress.className = "run-progress";
    this.progress.setAttribute("aria-hidden", "true");
    bar.prepend(this.reset);
    bar.append(this.progress);
    this.reset.hidden = true;
    this.drawing = false;
  }

  get values() {
    return this.knobs.map((knob) => `${knob.name}=${knob.now}`).join(", ");
  }

  get turned() {
    return this.knobs.filter((knob) => knob.now !== knob.value);
  }

  get changed() {
    return this.turned.length > 0;
  }

  say(text, kind = "") {
    clearTimeout(this.waiting);
    this.status.textContent = text;
    this.bar.dataset.state = kind;
    this.progress.textContent = "";
  }

  show(picture) {
    this.shown.replaceWith(picture);
    this.shown = picture;
  }

  /* Draw with the values of now. While a picture is being drawn the latest ones wait for it. */
  turn() {
    for (const knob of this.knobs) knob.follow(knob.now);
    this.reset.hidden = !this.changed;
    if (!this.changed) this.asBuilt();
    else if (!this.drawing) this.draw();
  }

  asBuilt() {
    this.show(this.built);
    this.say("As it was");
  }

  restore() {
    for (const knob of this.knobs) knob.follow(knob.value);
    this.knobs[0].control.focus();
    this.reset.hidden = true;
    this.asBuilt();
  }

  failed(why) {
    this.show(this.built);
    this.say(`${why}: ${BUILT}`, "error");
  }

  async draw() {
    this.drawing = true;
    const { values } = this;
    const wanted = () => this.changed; // a Reset may have come meanwhile
    const patience = () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => wanted() && this.say("Drawing", "running"), PATIENCE);
    };
    patience();
    let python;
    let script;
    try {
      [python, script] = await Promise.all([this.load("python.js"), scriptOf(this.figure.dataset.source)]);
    } catch {
      this.end(values, { outcome: "not loaded" });
      return;
    }
    let said = "";
    let limit;
    const stop = python.run(`${script}show(${values})\n`, "picture.py", false, {
      waiting: () => wanted() && this.say("Waiting for the script before it", "loading"),
      loading: (what, have, total) => {
        if (!wanted()) return;
        if (this.status.textContent !== what) this.say(what, "loading");
        this.progress.textContent = total ? `${this.MB(have)} of ${this.MB(total)} MB` : "";
      },
      running: () => {
        this.remember();
        limit = setTimeout(() => stop(), LIMIT);
        patience();
      },
      output: (kind, piece) => {
        if (kind === "out") said += piece;
      },
      ended: (result) => {
        clearTimeout(limit);
        this.end(values, result, said);
      },
    });
  }

  end(values, { outcome, error = "" }, said = "") {
    this.drawing = false;
    if (!this.changed) return; // Reset has put the built one back
    if (values !== this.values && outcome !== "not loaded") {
      this.draw();
      // What is drawn on the way is shown too: a slider that is dragged would else show nothing.
      if (outcome !== "done") return;
    }
    try {
      if (outcome === "done") {
        this.show(drawn(JSON.parse(said.replaceAll("\n", "")), this.built));
        const what = this.turned.map((knob) => `${knob.name} = ${knob.now}`).join(", ");
        if (!this.drawing) this.say(`Drawn with ${what}`, "done");
      } else if (outcome === "not loaded") {
        this.failed("Python could not be loaded; turn again to try");
      } else if (outcome === "stopped") {
        this.failed("Drawing took too long");
      } else {
        this.failed(`Error: ${error}`);
      }
    } catch (refused) {
      this.failed(`Not a picture (${refused.message.slice(0, 100)})`);
    }
  }
}
