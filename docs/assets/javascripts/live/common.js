/* What the parts of the live GPT have in common: its characters, what can be set, and how elements are made. */

export const LONGEST = 15; // letters of a word: the context is 16, and the first is the sign before it
export const MOST = 20_000; // characters of a text: two hundred names are 3,200
export const END = 0;
export const letters = [..."■abcdefghijklmnopqrstuvwxyz"];

/* What a reader can set: as it begins, and how the address spells it. Numbers have their least, their most and a step. */
export const SETTINGS = {
  adapter: { value: "", query: "adapter" },
  scale: { value: 1, query: "alpha", min: 0, max: 2, step: 0.1 },
  merged: { value: false, query: "merged" },
  temperature: { value: 0.8, query: "temperature", min: 0, max: 2, step: 0.1 },
  topK: { value: 27, query: "top-k", min: 1, max: 27, step: 1 },
  topP: { value: 1, query: "top-p", min: 0.05, max: 1, step: 0.05 },
  minP: { value: 0, query: "min-p", min: 0, max: 0.9, step: 0.05 },
  cache: { value: true, query: "cache" },
};

/* What keeps a text from being letters that the model knows; nothing where it can be read. */
export function wrongLetters(text) {
  if (text.length > MOST) return `${text.length.toLocaleString("en")} characters are too many: write at most ${LONGEST - 1}.`;
  const word = text.trim().toLowerCase();
  const odd = [...word].find((one) => !/[a-z]/.test(one));
  if (odd) return `${shown(odd)} is no letter from a to z: the model knows no other characters.`;
  if (word.length >= LONGEST) return `${word.length} letters are too many: write at most ${LONGEST - 1}.`;
  return "";
}

/* A character in quotation marks; by its number where it cannot be seen. */
const shown = (one) => (/[\p{C}\p{Z}\p{M}]/u.test(one) ? `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : `“${one}”`);

/* An element: its attributes, what it listens to (`on`), and what stands in it. */
export function make(tag, { on = {}, ...about } = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (value === false || value === undefined) continue;
    if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const [name, heard] of Object.entries(on)) element.addEventListener(name, heard);
  element.append(...inside);
  return element;
}

export const button = (text, click, about = {}) => make("button", { type: "button", on: { click }, ...about }, text);
export const percent = (share) => {
  if (share > 0 && share < 0.001) return "< 0.1%";
  return `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)}%`;
};
export const digits = (number) => number.toLocaleString("en");
export const name = (token) => (token === END ? "end" : letters[token]);

let numbered = 0;
export const unique = () => `live-${(numbered += 1)}`;

/* A slider with its label and its value as text. */
export function slider(label, { min, max, step, value, says = String }, input) {
  const id = unique();
  const output = make("output", { for: id });
  const range = make("input", { type: "range", id, min, max, step, value });
  const follow = () => {
    output.textContent = says(Number(range.value));
    range.setAttribute("aria-valuetext", output.textContent);
  };
  range.addEventListener("input", () => {
    follow();
    input(Number(range.value));
  });
  follow();
  const element = make("label", { class: "live-slider" }, make("span", {}, label), range, output);
  return {
    element,
    range,
    show(value) {
      if (document.activeElement !== range) range.value = value;
      follow();
    },
  };
}

export function select(label, options, value, change) {
  const choice = make("select", { on: { change: () => change(choice.value) } });
  for (const [key, text] of options) choice.append(new Option(text, key, key === value, key === value));
  return { element: make("label", { class: "live-select" }, make("span", {}, label), choice), choice };
}

export function check(label, checked, change) {
  const input = make("input", { type: "checkbox", checked, on: { change: () => change(input.checked) } });
  return { element: make("label", { class: "live-check" }, input, label), input };
}

/* A word in the paper; one of those that an adapter was trained on says so. */
export function written({ text, given }) {
  const word = make("span", { class: given ? "live-word live-given" : "live-word" }, text);
  if (given) word.append(make("small", {}, " (given)"));
  return word;
}

export class Lost extends Error {
  constructor() {
    super("The GPT has stopped: the browser may have needed its memory. Press Write to start it again; what you wrote and trained is still here.");
  }
}
