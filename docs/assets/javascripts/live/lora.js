/* LoRA for the GPT of gpt.js: training A and B by hand, and the files that PEFT writes and reads.
   An adapter is { rank, alpha, layers: [{ qkv: { A (rank, d_in), B (d_out, rank) }, output, up, down }, ...] }. */
import { CONTEXT, D, D_HEAD, HEADS, LAYERS, SHAPES, VOCABULARY, linear, norm, seeded, softmax, tanhOf, tanhSlope } from "./gpt.js";
import { read, write } from "./safetensors.js";

const FEWEST = 10;
const MOST = 200;
const LONGEST = CONTEXT - 1;
const LARGEST = 1e6; // bytes of an adapter's file; rank 64 in F32 has 786 kB
const HIGHEST = 64;

/* The names of a text, one on a line: lower case, without spaces around them.
   Returns { names, complaints }: each complaint is a line; with one about their number no training begins. */
export function namesOf(text) {
  const names = [];
  const complaints = [];
  const said = (line) => JSON.stringify(line.length > 24 ? `${line.slice(0, 24)}…` : line);
  text.split(/\r\n|\r|\n/).forEach((whole, at) => {
    const line = whole.trim();
    const name = line.toLowerCase();
    if (!line) return;
    if (!/^[a-z]+$/.test(name)) complaints.push(`line ${at + 1}: ${said(line)} has characters other than a to z`);
    else if (name.length > LONGEST) complaints.push(`line ${at + 1}: ${said(line)} has ${name.length} letters, and at most ${LONGEST} fit`);
    else names.push(name);
  });
  if (names.length < FEWEST) complaints.push(`${names.length} names are too few: give at least ${FEWEST}`);
  if (names.length > MOST) complaints.push(`${names.length} names are too many: give at most ${MOST}`);
  return { names, complaints };
}

/* Before training: A small and random as PEFT begins it, B zero. */
export function fresh(rank, alpha, random) {
  const layers = Array.from({ length: LAYERS }, () =>
    Object.fromEntries(
      Object.entries(SHAPES).map(([name, [dOut, dIn]]) => {
        const bound = 1 / Math.sqrt(dIn);
        return [name, { A: Float32Array.from({ length: rank * dIn }, () => (2 * random() - 1) * bound), B: new Float32Array(dOut * rank) }];
      }),
    ),
  );
  return { rank, alpha, layers };
}

/* A matrix (d_out, d_in) as (d_in, d_out): the gradient of what a layer was given is `linear` with it. */
function transposed(weight, dOut, dIn) {
  const made = new Float32Array(weight.length);
  for (let o = 0; o < dOut; o += 1) for (let i = 0; i < dIn; i += 1) made[i * dOut + o] = weight[o * dIn + i];
  return made;
}

/* out (d_out, d_in) += factor · y^T (d_out, n) x (n, d_in), four tokens at a time. */
function outer(out, y, x, n, dOut, dIn, factor = 1) {
  const at = (t, o) => (t < n ? factor * y[t * dOut + o] : 0);
  for (let t = 0; t < n; t += 4) {
    const from = t * dIn;
    // Beyond the last token a factor is 0, and any number of x will do.
    const [one, two, three] = [1, 2, 3].map((more) => (t + more < n ? from + more * dIn : from));
    for (let o = 0; o < dOut; o += 1) {
      const [a, b, c, d] = [at(t, o), at(t + 1, o), at(t + 2, o), at(t + 3, o)];
      for (let i = 0; i < dIn; i += 1) out[o * dIn + i] += a * x[from + i] + b * x[one + i] + c * x[two + i] + d * x[three + i];
    }
  }
}

/* The gradient of what went into a norm, added to dx. */
function normBack(dx, dy, x, weight, inverse, n) {
  for (let t = 0; t < n; t += 1) {
    let dot = 0;
    for (let i = 0; i < D; i += 1) dot += dy[t * D + i] * weight[i] * x[t * D + i];
    const share = (dot * inverse[t] ** 3) / D;
    for (let i = 0; i < D; i += 1) dx[t * D + i] += dy[t * D + i] * weight[i] * inverse[t] - x[t * D + i] * share;
  }
}

export class Training {
  /* `model`: a GPT without an adapter on; `names`: as namesOf gives them. */
  constructor(model, names, { rank = 4, alpha = 2 * rank, learningRate = 1e-2, batch = 16, seed = 1, adapter = null } = {}) {
    Object.assign(this, { model, names, batch, learningRate, count: 0, random: seeded(seed) });
    this.own = adapter ?? fresh(rank, alpha, this.random);
    this.parameters = this.own.layers.flatMap((layer) => Object.values(layer).flatMap(({ A, B }) => [A, B]));
    this.back = model.blocks.map((block) => Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, transposed(block[name], ...shape)])));
    this.unembedding = transposed(model.embedding, VOCABULARY, D);
    this.moments = this.parameters.map((one) => [new Float32Array(one.length), new Float32Array(one.length)]);
  }

  /* One step of AdamW on names drawn at random: { step, loss }, the loss before it. */
  step() {
    const names = Array.from({ length: this.batch }, () => this.names[Math.floor(this.random() * this.names.length)]);
    const { loss, gradients } = this.gradients(names);
    this.count += 1;
    const one = 1 - 0.9 ** this.count;
    const two = 1 - 0.999 ** this.count;
    this.parameters.forEach((values, at) => {
      const [first, second] = this.moments[at];
      const gradient = gradients[at];
      for (let i = 0; i < values.length; i += 1) {
        first[i] = 0.9 * first[i] + 0.1 * gradient[i];
        second[i] = 0.999 * second[i] + 0.001 * gradient[i] ** 2;
        values[i] -= (this.learningRate * (first[i] / one)) / (Math.sqrt(second[i] / two) + 1e-8);
      }
    });
    return { step: this.count, loss };
  }

  /* The adapter as it is now, apart from what trains. */
  adapter() {
    const { rank, alpha, layers } = this.own;
    const copied = layers.map((layer) => Object.fromEntries(Object.entries(layer).map(([name, { A, B }]) => [name, { A: A.slice(), B: B.slice() }])));
    return { rank, alpha, layers: copied };
  }

  /* The mean loss over all characters of some names, and its gradients in the order of `parameters`. */
  gradients(names) {
    const { model, own } = this;
    const factor = own.alpha / own.rank;
    const texts = names.map((name) => [0, ...[...name].map((letter) => letter.charCodeAt(0) - 96), 0]);
    const starts = [];
    const inputs = [];
    const targets = [];
    for (const text of texts) {
      starts.push([inputs.length, text.length - 1]);
      inputs.push(...text.slice(0, -1));
      targets.push(...text.slice(1));
    }
    const n = inputs.length;
    const many = (width) => new Float32Array(n * width);
    const gradients = this.parameters.map((one) => new Float32Array(one.length));
    const slot = (layer, name) => 2 * (layer * 4 + Object.keys(SHAPES).indexOf(name));

    const forward = (layer, name, x) => {
      const [dOut, dIn] = SHAPES[name];
      const { A, B } = own.layers[layer][name];
      const y = many(dOut);
      const inner = many(own.rank);
      linear(y, x, model.blocks[layer][name], n, dOut, dIn);
      linear(inner, x, A, n, own.rank, dIn);
      linear(y, inner, B, n, dOut, own.rank, factor);
      return { x, y, inner };
    };
    const backward = (layer, name, { x, inner }, dy) => {
      const [dOut, dIn] = SHAPES[name];
      const { A, B } = own.layers[layer][name];
      const dInner = many(own.rank);
      linear(dInner, dy, transposed(B, dOut, own.rank), n, own.rank, dOut, factor);
      outer(gradients[slot(layer, name)], dInner, x, n, own.rank, dIn);
      outer(gradients[slot(layer, name) + 1], dy, inner, n, dOut, own.rank, factor);
      if (!layer && name === "qkv") return null; // nothing that trains comes before it
      const dx = many(dIn);
      linear(dx, dy, this.back[layer][name], n, dIn, dOut);
      linear(dx, dInner, transposed(A, own.rank, dIn), n, dIn, own.rank);
      return dx;
    };

    const kept = [];
    let x = many(D);
    for (const [start, length] of starts) {
      for (let t = 0; t < length; t += 1) {
        for (let i = 0; i < D; i += 1) x[(start + t) * D + i] = model.embedding[inputs[start + t] * D + i] + model.positions[t * D + i];
      }
    }
    for (let layer = 0; layer < LAYERS; layer += 1) {
      const { norm1, norm2 } = model.blocks[layer];
      const one = { x1: x };
      const a = many(D);
      one.inverse1 = norm(a, x, norm1, n);
      one.qkv = forward(layer, "qkv", a);
      one.heads = attend(one.qkv.y, starts, n);
      one.output = forward(layer, "output", one.heads.out);
      one.x2 = x.map((value, i) => value + one.output.y[i]);
      const b = many(D);
      one.inverse2 = norm(b, one.x2, norm2, n);
      one.up = forward(layer, "up", b);
      one.tanh = one.up.y.map(tanhOf);
      one.down = forward(layer, "down", one.up.y.map((u, i) => 0.5 * u * (1 + one.tanh[i])));
      x = one.x2.map((value, i) => value + one.down.y[i]);
      kept.push(one);
    }
    const last = many(D);
    const inverse = norm(last, x, model.norm, n);
    const logits = many(VOCABULARY);
    linear(logits, last, model.embedding, n, VOCABULARY, D);
    let loss = 0;
    for (let t = 0; t < n; t += 1) {
      const row = logits.subarray(t * VOCABULARY, (t + 1) * VOCABULARY);
      softmax(row);
      loss -= Math.log(row[targets[t]]) / n;
      row[targets[t]] -= 1;
      for (let i = 0; i < VOCABULARY; i += 1) row[i] /= n;
    }

    const dLast = many(D);
    linear(dLast, logits, this.unembedding, n, D, VOCABULARY);
    const dx = many(D);
    normBack(dx, dLast, x, model.norm, inverse, n);
    for (let layer = LAYERS - 1; layer >= 0; layer -= 1) {
      const { norm1, norm2 } = model.blocks[layer];
      const one = kept[layer];
      const dUp = backward(layer, "down", one.down, dx);
      for (let i = 0; i < dUp.length; i += 1) {
        const u = one.up.y[i];
        const tanh = one.tanh[i];
        dUp[i] *= 0.5 * (1 + tanh) + 0.5 * u * tanhSlope(u, tanh);
      }
      normBack(dx, backward(layer, "up", one.up, dUp), one.x2, norm2, one.inverse2, n);
      const dHeads = backward(layer, "output", one.output, dx);
      const dIn = backward(layer, "qkv", one.qkv, attendBack(one.qkv.y, one.heads.weights, dHeads, starts, n));
      if (layer) normBack(dx, dIn, one.x1, norm1, one.inverse1, n);
    }
    return { loss, gradients };
  }
}

/* Each place of a head's attention: (from, length) of a text, and the first number of the head. */
function* places(starts) {
  for (const [start, length] of starts) for (let head = 0; head < HEADS; head += 1) yield [start, length, head * D_HEAD];
}

/* Causal attention of several texts that stand one after another in qkv (n, 3 · d_model). */
function attend(qkv, starts, n) {
  const out = new Float32Array(n * D);
  const weights = [];
  for (const [start, length, from] of places(starts)) {
    for (let t = 0; t < length; t += 1) {
      const q = (start + t) * 3 * D + from;
      const scores = new Float32Array(t + 1);
      for (let j = 0; j <= t; j += 1) {
        const k = (start + j) * 3 * D + D + from;
        let sum = 0;
        for (let i = 0; i < D_HEAD; i += 1) sum += qkv[q + i] * qkv[k + i];
        scores[j] = sum / Math.sqrt(D_HEAD);
      }
      const row = softmax(scores);
      weights.push(row);
      for (let j = 0; j <= t; j += 1) {
        const v = (start + j) * 3 * D + 2 * D + from;
        for (let i = 0; i < D_HEAD; i += 1) out[(start + t) * D + from + i] += row[j] * qkv[v + i];
      }
    }
  }
  return { out, weights };
}

/* The gradient of qkv. */
function attendBack(qkv, weights, dOut, starts, n) {
  const dQkv = new Float32Array(n * 3 * D);
  let at = 0;
  for (const [start, length, from] of places(starts)) {
    for (let t = 0; t < length; t += 1, at += 1) {
      const row = weights[at];
      const q = (start + t) * 3 * D + from;
      const o = (start + t) * D + from;
      const dRow = new Float32Array(t + 1);
      let mean = 0;
      for (let j = 0; j <= t; j += 1) {
        const v = (start + j) * 3 * D + 2 * D + from;
        for (let i = 0; i < D_HEAD; i += 1) {
          dRow[j] += dOut[o + i] * qkv[v + i];
          dQkv[v + i] += row[j] * dOut[o + i];
        }
        mean += row[j] * dRow[j];
      }
      for (let j = 0; j <= t; j += 1) {
        const k = (start + j) * 3 * D + D + from;
        const dScore = (row[j] * (dRow[j] - mean)) / Math.sqrt(D_HEAD);
        for (let i = 0; i < D_HEAD; i += 1) {
          dQkv[q + i] += dScore * qkv[k + i];
          dQkv[k + i] += dScore * qkv[q + i];
        }
      }
    }
  }
  return dQkv;
}

const WEIGHTS = "adapter_model.safetensors";
const CONFIG = "adapter_config.json";
const named = (layer, name, half) => `base_model.model.blocks.${layer}.${name}.lora_${half}.weight`;

/* An adapter as the two files that PEFT writes. */
export function adapterFiles({ rank, alpha, layers }) {
  const tensors = {};
  layers.forEach((layer, at) => {
    for (const [name, [dOut, dIn]] of Object.entries(SHAPES)) {
      tensors[named(at, name, "A")] = { shape: [rank, dIn], data: layer[name].A };
      tensors[named(at, name, "B")] = { shape: [dOut, rank], data: layer[name].B };
    }
  });
  const config = {
    peft_type: "LORA", task_type: null, base_model_name_or_path: null, inference_mode: true,
    r: rank, lora_alpha: alpha, lora_dropout: 0, target_modules: Object.keys(SHAPES), bias: "none",
    fan_in_fan_out: false, use_rslora: false, use_dora: false,
  };
  return { [WEIGHTS]: write(tensors, { format: "pt" }), [CONFIG]: `${JSON.stringify(config, null, 2)}\n` };
}

/* From tensors by their names in such a file, wherever they stand. */
export function adapterOf(tensors, rank, alpha, source = WEIGHTS) {
  const wanted = new Set();
  const take = (name, ...shape) => {
    wanted.add(name);
    const one = tensors[name];
    if (!one) throw new Error(`${source} has no ${name}: is it an adapter of this GPT?`);
    if (one.shape.join() !== shape.join()) throw new Error(`${source}: ${name} is ${one.shape.join(" × ")}, and ${shape.join(" × ")} would fit`);
    if (!one.data.every(Number.isFinite)) throw new Error(`${source}: ${name} has numbers that are not finite`);
    return one.data;
  };
  const layers = Array.from({ length: LAYERS }, (_, layer) =>
    Object.fromEntries(Object.entries(SHAPES).map(([name, [dOut, dIn]]) => [name, { A: take(named(layer, name, "A"), rank, dIn), B: take(named(layer, name, "B"), dOut, rank) }])),
  );
  const other = Object.keys(tensors).find((name) => !wanted.has(name));
  if (other) throw new Error(`${source} has ${JSON.stringify(other.slice(0, 80))}, which is no part of an adapter of this GPT`);
  return { rank, alpha, layers };
}

/* An adapter from the two files; throws an Error of one line for what cannot be one. */
export function adapterFrom(files) {
  for (const name of [WEIGHTS, CONFIG]) if (!files[name]) throw new Error(`${name} is missing`);
  const bytes = files[WEIGHTS];
  if (bytes.byteLength > LARGEST) throw new Error(`${WEIGHTS} has ${bytes.byteLength} bytes, and at most ${LARGEST} can be an adapter of this GPT`);
  let config;
  try {
    config = JSON.parse(files[CONFIG]);
  } catch {
    throw new Error(`${CONFIG} is not JSON`);
  }
  const { peft_type: type, r: rank, lora_alpha: alpha, target_modules: targets } = config ?? {};
  if (type !== "LORA") throw new Error(`${CONFIG}: peft_type is ${JSON.stringify(type)?.slice(0, 40)}, and only "LORA" can be read`);
  if (!Number.isInteger(rank) || rank < 1 || rank > HIGHEST) throw new Error(`${CONFIG}: r is no whole number from 1 to ${HIGHEST}`);
  if (!Number.isFinite(alpha) || alpha <= 0) throw new Error(`${CONFIG}: lora_alpha is no number above 0`);
  const all = Object.keys(SHAPES);
  if (!Array.isArray(targets) || all.some((name) => !targets.includes(name)) || targets.length !== all.length) throw new Error(`${CONFIG}: target_modules must be ${all.join(", ")}`);
  const odd = ["use_dora", "use_rslora", "fan_in_fan_out", "lora_bias"].find((name) => config[name]);
  if (odd) throw new Error(`${CONFIG}: ${odd} is on, which this page does not compute`);
  const uneven = ["rank_pattern", "alpha_pattern"].find((name) => Object.keys(config[name] ?? {}).length);
  if (uneven) throw new Error(`${CONFIG}: ${uneven} gives layers of their own ranks or alphas, which this page does not compute`);
  let tensors;
  try {
    ({ tensors } = read(bytes.buffer ? bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) : bytes));
  } catch (error) {
    throw new Error(`${WEIGHTS}: ${error.message}`);
  }
  return adapterOf(tensors, rank, alpha);
}
