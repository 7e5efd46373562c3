/* Reads a pasted config.json as `python -m glossary.models` does, with the same line for what is wrong. */
import {
  // biome-ignore lint/correctness/noUnusedImports: the translated Python uses them
  ConfigError, Float, digits, floor, get, has, isDict, isInt, keys, modulo, range, repr, rsplit, some, sum, truth, without,
} from "./arithmetic.js";

const fail = (text) => {
  throw new ConfigError(text);
};

/* A number with a point as Python writes it. */
const written = (value) => {
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  const [mantissa, exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 16) {
    if (power < 0) return small(mantissa, power);
    const plain = Object.is(value, -0) ? "-0" : String(value);
    return plain.includes(".") ? plain : `${plain}.0`;
  }
  const sign = power < 0 ? "-" : "+";
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
};
const small = (mantissa, power) => {
  const sign = mantissa.startsWith("-") ? "-" : "";
  return `${sign}0.${"0".repeat(-power - 1)}${mantissa.replace(/[-.]/g, "")}`;
};

const ascii = (text) =>
  JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
const pair = ([key, value]) => `${ascii(key)}: ${json(value)}`;
const json = (value) => {
  if (typeof value === "string") return ascii(value);
  if (value instanceof Float) return written(value.value);
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (isDict(value)) return `{${Object.entries(value).map(pair).join(", ")}}`;
  return String(value);
};
const shown = (value) => {
  const text = json(value);
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
};
const kindOf = (value) => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return { string: "a text", boolean: "true or false", object: value instanceof Float ? "a number" : "an object" }[typeof value] ?? "a number";
};

const LONGEST = 200_000;
const DEEPEST = 900;
const SPACE = " \t\n\r";
const SIGNS = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function parse(given) {
  const text = [...given].length > LONGEST ? null : given;
  if (text === null) {
    const count = digits([...given].length);
    fail(`${count} characters: a config.json has at most ${digits(LONGEST)}; give that file and not the weights, the tokenizer or a log`);
  }
  if (!text.trim()) fail("it is empty: give the text of a config.json");
  let at = 0;
  const wrong = (what, where = at) => {
    const before = text.slice(0, where);
    const line = before.split("\n").length;
    const column = [...before.slice(before.lastIndexOf("\n") + 1)].length + 1;
    fail(`line ${line}, column ${column}: not JSON (${what})`);
  };
  const skip = () => {
    while (at < text.length && SPACE.includes(text[at])) at += 1;
  };
  const string = () => {
    const begin = at;
    let made = "";
    for (at += 1; ; at += 1) {
      const c = text[at];
      if (c === undefined) wrong("Unterminated string starting at", begin);
      if (c === '"') break;
      if (c < " ") wrong("Invalid control character at");
      if (c !== "\\") {
        made += c;
        continue;
      }
      const next = text[at + 1];
      if (next === undefined) wrong("Unterminated string starting at", begin);
      if (next === "u") {
        const code = text.slice(at + 2, at + 6);
        if (!/^[\da-f]{4}$/i.test(code)) wrong("Invalid \\uXXXX escape", at + 1);
        made += String.fromCharCode(Number.parseInt(code, 16));
        at += 5;
      } else {
        if (!Object.hasOwn(SIGNS, next)) wrong("Invalid \\escape");
        made += SIGNS[next];
        at += 1;
      }
    }
    at += 1;
    return made;
  };
  const value = (depth) => {
    if (depth > DEEPEST) fail("nested too deep for a config.json");
    const c = text[at];
    if (c === '"') return string();
    if (c === "{") return object(depth);
    if (c === "[") return list(depth);
    const rest = text.slice(at, at + 9);
    for (const [word, made] of [["null", null], ["true", true], ["false", false]]) {
      if (rest.startsWith(word)) {
        at += word.length;
        return made;
      }
    }
    for (const word of ["NaN", "Infinity", "-Infinity"]) {
      if (rest.startsWith(word)) fail(`${word} is not JSON: give a number`);
    }
    const found = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
    found.lastIndex = at;
    const match = found.exec(text) ?? wrong("Expecting value");
    at += match[0].length;
    if (match[1] || match[2]) return new Float(Number(match[0]));
    const count = match[0].replace("-", "").length;
    if (count > 4300) {
      fail(`Exceeds the limit (4300 digits) for integer string conversion: value has ${count} digits; use sys.set_int_max_str_digits() to increase the limit`);
    }
    const made = Number(match[0]);
    return Number.isSafeInteger(made) ? made + 0 : BigInt(match[0]);
  };
  const list = (depth) => {
    const made = [];
    at += 1;
    skip();
    if (text[at] === "]") {
      at += 1;
      return made;
    }
    for (;;) {
      made.push(value(depth + 1));
      skip();
      if (text[at] === "]") break;
      if (text[at] !== ",") wrong("Expecting ',' delimiter");
      at += 1;
      skip();
    }
    at += 1;
    return made;
  };
  const object = (depth) => {
    const made = Object.create(null);
    const twice = [];
    at += 1;
    skip();
    if (text[at] === "}") {
      at += 1;
      return made;
    }
    for (;;) {
      if (text[at] !== '"') wrong("Expecting property name enclosed in double quotes");
      const name = string();
      skip();
      if (text[at] !== ":") wrong("Expecting ':' delimiter");
      at += 1;
      skip();
      const one = value(depth + 1);
      if (name in made) twice.push(name);
      made[name] = one;
      skip();
      if (text[at] === "}") break;
      if (text[at] !== ",") wrong("Expecting ',' delimiter");
      at += 1;
      skip();
    }
    at += 1;
    if (twice.length) fail(`${shown(twice.sort()[0])} stands there twice: take one out`);
    return made;
  };
  if (text.startsWith("\ufeff")) wrong("Unexpected UTF-8 BOM (decode using utf-8-sig)");
  skip();
  const config = value(0);
  skip();
  if (at < text.length) wrong("Extra data");
  if (!isDict(config)) fail(`it is ${kindOf(config)}: a config.json is an object, {...}`);
  return config;
}

const { describe } = null; // at build: glossary/site/calculator/translate.py

/* The model that a text describes; one of our models/*.json holds a config.json inside. */
export function read(text) {
  const config = parse(text);
  const ours = isDict(get(config, "config")) && !has(config, "model_type");
  return describe(ours ? config.config : config);
}
