/* The form of "Your own text": a field, a choice of two tokenizers, the pieces. What the reader typed enters the
   page as text only, and leaves it never. */
/* By the query of this one, which tokens.js asks for anew where something failed: browsers remember a failure.
   No `await` outside of a function: Safari gives a module that waits to whoever asks for it second, unfinished. */
let Tokenizer;
let wellFormed;
const encode = import(`./encode.js${new URL(import.meta.url).search}`).then((module) => ({ Tokenizer, wellFormed } = module));
encode.catch(() => {}); // begin says it

/* Where GPT-2's merges are and how many bytes they have, told by the build; null where it could not get them. */
const GPT2 = "GPT2";

const LONGEST = 100_000; // UTF-16 units that are taken
const SHOWN = 500; // pieces; a phone shows no more without a pause
const IN_ADDRESS = 1000; // characters
const WAIT = 50; // ms from the last key
const TELL = 700; // ms without a change, then a screen reader is told the count
const FIRST = "Tokenizers split unbelievable texts: 1234567 🙂";

const digits = (count) => count.toLocaleString("en-US");
const counted = (count, one) => `${digits(count)} ${one}${count === 1 ? "" : "s"}`;
const hex = (bytes) => bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

const make = (tag, given = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/* Tokenizers: each is loaded by who chooses it. One that is not as it should be, such as the page of a network that
   asks for a login, is asked for once more and past the cache. */
async function load(address, read) {
  const right = async (cache) => {
    const answer = await fetch(new URL(address, import.meta.url), { cache });
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    return read(answer);
  };
  return right("default").catch(() => right("reload"));
}

const SOURCES = {
  gpt2: {
    label: () => (GPT2 ? `GPT-2's, ${digits(256 + GPT2.bytes / 4)} tokens (${(GPT2.bytes / 1e6).toFixed(1)} MB to load)` : "GPT-2's"),
    load: () => load(GPT2.file, async (answer) => {
      const data = await answer.arrayBuffer();
      if (data.byteLength !== GPT2.bytes) throw new Error("not whole");
      const view = new DataView(data);
      const merges = Uint16Array.from({ length: data.byteLength / 2 }, (_, i) => view.getUint16(2 * i, true));
      return new Tokenizer(merges, "gpt2");
    }),
  },
  own: {
    label: () => "One that this site trains, on the first sentence of each of its entries",
    load: () => load("own.json", async (answer) => {
      const merges = await answer.json();
      if (!Array.isArray(merges)) throw new Error("no merges");
      return new Tokenizer(merges, "plain");
    }),
  },
};
const loaded = {};
const tokenizer = (name) => {
  loaded[name] ??= SOURCES[name].load();
  return loaded[name].catch((error) => {
    loaded[name] = undefined; // the next input tries again
    throw error;
  });
};

/* Pieces */

const MARKS = { " ": "␣", "\n": "↵", "\t": "⇥" };
const UNSEEN = /[\p{White_Space}\p{C}\p{Default_Ignorable_Code_Point}]/u;
const COMBINING = /^\p{M}/u;

/* What stands for a character that is not seen; nothing for one that is. */
function mark(character) {
  if (MARKS[character]) return MARKS[character];
  return UNSEEN.test(character) ? `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : "";
}

/* The text of a token, or nothing where its bytes are not whole characters. */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

/* What a reader sees of a token. */
function drawn(bytes) {
  const text = textOf(bytes);
  const made = document.createElement("bdi");
  if (text === null) {
    made.append(make("span", { class: "tokens-mark" }, hex(bytes)));
    return made;
  }
  let plain = COMBINING.test(text) ? "◌" : "";
  for (const character of text) {
    const shown = mark(character);
    if (!shown) {
      plain += character;
      continue;
    }
    made.append(plain, make("span", { class: "tokens-mark" }, shown));
    plain = "";
  }
  made.append(plain);
  return made;
}

/* A token in words (no template within a template: the minifier takes blanks out of the inner one), for who listens and for the line under the pieces. */
function told(of, id) {
  const bytes = of.bytesOf(id);
  const text = textOf(bytes);
  const seen = [...(text ?? "")].map((one) => mark(one) || one).join("");
  const quoted = text === null ? "part of a character" : `“${seen}”`;
  const parts = of.parts(id);
  const how = parts ? `merge ${digits(id - 255)} made it of ${parts[0]} and ${parts[1]}` : "no merge made it";
  return `${quoted}, ID ${id}, ${counted(bytes.length, "byte")} ${hex(bytes)}; ${how}`;
}

let forms = 0;

class OwnText {
  constructor(form) {
    this.form = form;
    this.name = `tokens-${(forms += 1)}`;
    const query = new URLSearchParams(location.search);
    const given = query.get("text");
    this.used = given !== null;
    this.field = make("textarea", { rows: "3", dir: "auto", spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
    this.field.value = given ?? FIRST;
    const first = query.get("tokenizer") ?? form.dataset.first;
    this.chosen = GPT2 && first === "gpt2" ? "gpt2" : "own";
    this.keep = make("input", { type: "checkbox" });
    this.keep.checked = this.used;
    this.button = make("button", { type: "submit" }, "Show its tokens");
    this.status = make("p", { class: "tokens-count" });
    this.live = make("p", { class: "tokens-live", role: "status" });
    this.note = make("p", { class: "tokens-note" });
    this.list = make("div", { class: "tokens-pieces", role: "listbox", tabindex: "0", "aria-label": "Pieces" });
    this.detail = make("p", { class: "tokens-detail", "aria-hidden": "true" });
    form.replaceChildren(
      make("label", {}, "Your text", this.field),
      this.choice(),
      make("label", { class: "tokens-check" }, this.keep, " Keep the text in the address, to share it"),
      this.button,
      this.status,
      this.live,
      this.note,
      this.list,
      this.detail,
    );
    this.listen();
    this.update();
  }

  choice() {
    const rows = Object.entries(SOURCES).map(([name, { label }]) => {
      const one = make("input", { type: "radio", name: this.name, value: name });
      one.checked = name === this.chosen;
      one.disabled = name === "gpt2" && !GPT2;
      return make("label", { class: "tokens-check" }, one, ` ${label()}`);
    });
    const box = make("fieldset", {}, make("legend", {}, "Tokenizer"), ...rows);
    if (!GPT2) box.append(make("p", {}, "This copy of the site was built without GPT-2's merges: its build had no network."));
    box.addEventListener("change", ({ target }) => {
      this.chosen = target.value;
      this.used = true;
      this.update();
    });
    return box;
  }

  listen() {
    const use = () => {
      this.used = true;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.update(), WAIT);
    };
    this.field.addEventListener("input", use);
    this.field.addEventListener("focus", () => this.used || use());
    this.keep.addEventListener("change", () => this.update());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.used = true;
      this.update();
    });
    const piece = ({ target }) => target.closest?.("[role=option]");
    this.list.addEventListener("pointerover", (event) => piece(event) && this.point(piece(event)));
    this.list.addEventListener("click", (event) => piece(event) && this.point(piece(event)));
    this.list.addEventListener("focus", () => this.point(this.at ?? this.list.firstElementChild));
    this.list.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const all = this.list.children;
    const to = {
      ArrowRight: this.at?.nextElementSibling,
      ArrowDown: this.at?.nextElementSibling,
      ArrowLeft: this.at?.previousElementSibling,
      ArrowUp: this.at?.previousElementSibling,
      Home: all[0],
      End: all[all.length - 1],
    };
    if (!(event.key in to) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // the theme's keys
    if (to[event.key]) this.point(to[event.key]);
    this.at?.scrollIntoView({ block: "nearest" });
  }

  /* Tell of one piece. */
  point(piece) {
    this.at?.setAttribute("aria-selected", "false");
    this.at = piece ?? null;
    this.detail.textContent = piece ? piece.getAttribute("aria-label") : "";
    if (piece) {
      piece.setAttribute("aria-selected", "true");
      this.list.setAttribute("aria-activedescendant", piece.id);
    } else {
      this.list.removeAttribute("aria-activedescendant");
    }
  }

  /* Browsers refuse an address that changes with each key, and by then the reader may have followed a link. */
  giveAddress() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.form.isConnected && this.putAddress(), 300);
  }

  putAddress() {
    const query = new URLSearchParams(location.search);
    query.delete("text");
    query.delete("tokenizer");
    if (this.keep.checked && this.field.value.length <= IN_ADDRESS) {
      query.set("text", wellFormed(this.field.value));
      query.set("tokenizer", this.chosen);
    }
    const search = `${query}` && `?${query}`;
    if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
  }

  async update() {
    clearTimeout(this.waiting);
    const turn = (this.turn = {});
    const name = this.chosen;
    this.button.hidden = this.used || name === "own";
    if (!this.button.hidden) return;
    const slow = setTimeout(() => turn === this.turn && this.say("Loading the merges …"), 300);
    try {
      const of = await tokenizer(name);
      if (turn === this.turn) this.show(of); // else another input came meanwhile
    } catch (error) {
      // What a text of this length needs is made of lists: that one is too long is all that can be wrong with it.
      const why = error instanceof RangeError ? "The browser has no memory for this text. Take a shorter one." : "The merges could not be loaded. Is the network there? Type on to try again.";
      if (turn === this.turn) this.say(why);
    } finally {
      clearTimeout(slow);
    }
    this.giveAddress();
  }

  say(line) {
    this.status.textContent = line;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.live.textContent = line;
    }, TELL);
    this.note.textContent = "";
    this.list.replaceChildren();
    this.point(null);
  }

  show(of) {
    const { value } = this.field;
    const within = /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(value.slice(LONGEST - 1, LONGEST + 1)); // a pair
    const taken = value.slice(0, within ? LONGEST - 1 : LONGEST);
    const text = wellFormed(taken);
    const ids = of.encode(text);
    const bytes = new TextEncoder().encode(text).length;
    const characters = [...text].length;
    this.say(`${counted(ids.length, "token")} for ${counted(characters, "character")} in ${counted(bytes, "byte")}.`);
    const notes = [];
    if (taken.length < value.length) {
      notes.push(`The text is too long: only its first ${digits(characters)} characters are taken.`);
    }
    if (ids.length > SHOWN) notes.push(`Only the first ${digits(SHOWN)} tokens are drawn; all are counted.`);
    if (text !== taken) notes.push("Half a surrogate pair is no character: it is taken as U+FFFD.");
    if (this.keep.checked && value.length > IN_ADDRESS) {
      notes.push(`The address holds texts of up to ${digits(IN_ADDRESS)} characters.`);
    }
    this.note.textContent = notes.join(" ");
    this.list.append(
      ...ids.slice(0, SHOWN).map((id, i) => {
        const given = { role: "option", id: `${this.name}-${i}`, "aria-label": told(of, id), "aria-selected": "false" };
        return make("span", given, drawn(of.bytesOf(id)), make("small", {}, String(id)));
      }),
    );
  }
}

/* Its style comes with it; a page that has none of it is not made heavier. */
let style;
const styled = () => {
  const load = (query) =>
    new Promise((resolve, reject) => {
      const link = make("link", { rel: "stylesheet", href: new URL(`../../stylesheets/tokens.css${query}`, import.meta.url) });
      // Chromium takes a page for a style sheet without rules, and says that it came.
      Object.assign(link, { onload: () => (link.sheet?.cssRules.length ? resolve() : reject()), onerror: reject });
      document.head.append(link);
    });
  style ??= load("").catch(() => load(`?${Date.now()}`)).catch(() => {}); // it works without
  return style;
};

export async function begin(form) {
  await Promise.all([styled(), encode]);
  new OwnText(form);
}
