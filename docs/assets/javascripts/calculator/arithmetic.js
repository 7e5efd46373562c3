/* The arithmetic of the calculators: glossary/models, translated at build, and what that needs beside it. */
/* What the translated Python needs. */
export class ConfigError extends Error {
  toString() {
    return this.message;
  }
}
/* A number with a point or an exponent, which for Python is none of the whole ones. */
export class Float {
  constructor(value) {
    this.value = value;
  }
}
export const isDict = (x) => x !== null && typeof x === "object" && !Array.isArray(x) && !(x instanceof Float);
export const isInt = (x) => ["number", "bigint", "boolean"].includes(typeof x);
export const keys = (x) => (isDict(x) ? Object.keys(x) : [...x]);
export const get = (dict, key, other = null) => (Object.hasOwn(dict, key) ? dict[key] : other);
export const has = (all, x) => {
  if (isDict(all)) return Object.hasOwn(all, x);
  if (x instanceof Float) return all.includes(x.value);
  return all.includes(x) || (typeof x === "boolean" && all.includes(Number(x)));
};
export const truth = (x) => {
  if (x instanceof Float) return x.value;
  return x && typeof x === "object" ? keys(x).length : x;
};
export const some = (x) => (truth(x) ? x : null);
export const range = (from, to, step = 1) => {
  if (to === undefined) return range(0, from);
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);
};
export const modulo = (a, b) => ((a % b) + b) % b;
export const floor = (a, b) => (a - modulo(a, b)) / b;
export const sum = (all) => all.reduce((a, b) => a + b, 0);
export const digits = (x, underscores) => {
  const text = x.toLocaleString("en-US");
  return underscores ? text.replaceAll(",", "_") : text;
};
export const without = (text, end) => (text.endsWith(end) ? text.slice(0, -end.length) : text);
export const rsplit = (text) => {
  const at = text.lastIndexOf(".");
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};
const hex = (code) => {
  if (code < 256) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 65536 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
};
export const repr = (text) => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", [quote]: `\\${quote}` };
  const one = (c) => named[c] ?? (/[\p{C}\p{Z}]/u.test(c) && c !== " " ? hex(c.codePointAt(0)) : c);
  return quote + [...text].map(one).join("") + quote;
};

export const { estimate, script, number, active } = null; // at build: glossary/site/calculator/translate.py

/* Bytes in words, as glossary/models/report.py has them. */
const two = (x) => {
  // Of two equally near numbers Python takes the even one.
  const shown = (x * 8) % 2 === 1 && Math.floor(x * 100) % 2 === 0 ? x - 1e-6 : x;
  return shown.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
};
export const size = (bytes) => {
  const power = Math.min(4, Math.floor(Math.log10(bytes || 1) / 3 + 1e-12));
  if (!power) return `${bytes} B`;
  const unit = " kMGT"[power];
  const binary = `${two(bytes / 1024 ** power)} ${unit.toUpperCase()}iB`;
  return `${two(bytes / 1000 ** power)} ${unit}B (${binary})`;
};

/* A model of models.json: what each layer has in common is written once. */
export function unpack({ blocks, order, kinds, kept, ...model }) {
  let layer = 0;
  model.tensors = order.flatMap((block) => {
    const inLayer = blocks[block][0][0].includes("#");
    const made = blocks[block].map(([name, part, kind, ...shape]) => ({ name: name.replace("#", layer), shape, part, kind }));
    layer += inLayer;
    return made;
  });
  model.layers = kept.map((kind) => kinds[kind]);
  return model;
}
