/* The GPT of live_gpt/model.py: characters, pre-norm RMSNorm, GELU (tanh), no biases, tied output.
   Matrices are (d_out, d_in), row after row, as PyTorch's; all numbers are float32. */

export const D = 64;
export const HEADS = 4;
export const LAYERS = 3;
export const CONTEXT = 16;
export const VOCABULARY = 27;
export const D_HEAD = D / HEADS;
export const EPS = 1e-5;
export const SHAPES = { qkv: [3 * D, D], output: [D, D], up: [4 * D, D], down: [D, 4 * D] };
/* Of the linear layers of a block: (d_out, d_in). */

const WIDE = 3 * D;

/* out (n, d_out) += factor · x (n, d_in) W^T: four outputs of two tokens at a time, so that each number that is
   loaded is used more than once. */
export function linear(out, x, weight, n, dOut, dIn, factor = 1) {
  const even = n & ~1;
  const fours = dOut & ~3;
  for (let o = 0; o < fours; o += 4) {
    const [w0, w1, w2, w3] = [o * dIn, (o + 1) * dIn, (o + 2) * dIn, (o + 3) * dIn];
    for (let t = 0; t < even; t += 2) {
      const x0 = t * dIn;
      const x1 = x0 + dIn;
      let a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
      for (let i = 0; i < dIn; i += 1) {
        const u = x[x0 + i];
        const v = x[x1 + i];
        const p = weight[w0 + i];
        const q = weight[w1 + i];
        const r = weight[w2 + i];
        const s = weight[w3 + i];
        a += p * u;
        b += q * u;
        c += r * u;
        d += s * u;
        e += p * v;
        f += q * v;
        g += r * v;
        h += s * v;
      }
      const to = t * dOut + o;
      out[to] += factor * a;
      out[to + 1] += factor * b;
      out[to + 2] += factor * c;
      out[to + 3] += factor * d;
      out[to + dOut] += factor * e;
      out[to + dOut + 1] += factor * f;
      out[to + dOut + 2] += factor * g;
      out[to + dOut + 3] += factor * h;
    }
    if (even < n) {
      const from = even * dIn;
      let a = 0, b = 0, c = 0, d = 0;
      for (let i = 0; i < dIn; i += 1) {
        const u = x[from + i];
        a += weight[w0 + i] * u;
        b += weight[w1 + i] * u;
        c += weight[w2 + i] * u;
        d += weight[w3 + i] * u;
      }
      const to = even * dOut + o;
      out[to] += factor * a;
      out[to + 1] += factor * b;
      out[to + 2] += factor * c;
      out[to + 3] += factor * d;
    }
  }
  for (let o = fours; o < dOut; o += 1) {
    for (let t = 0; t < n; t += 1) {
      let sum = 0;
      for (let i = 0; i < dIn; i += 1) sum += weight[o * dIn + i] * x[t * dIn + i];
      out[t * dOut + o] += factor * sum;
    }
  }
}

/* y = x / rms(x) · weight for each of n vectors; returns 1 / rms of each. */
export function norm(y, x, weight, n) {
  const inverse = new Float32Array(n);
  for (let t = 0; t < n; t += 1) {
    let sum = 0;
    for (let i = t * D; i < (t + 1) * D; i += 1) sum += x[i] * x[i];
    inverse[t] = 1 / Math.sqrt(sum / D + EPS);
    for (let i = 0; i < D; i += 1) y[t * D + i] = x[t * D + i] * inverse[t] * weight[i];
  }
  return inverse;
}

const ROOT = Math.sqrt(2 / Math.PI);
/* The tanh in GELU, by Math.exp, which is three times as fast as Math.tanh; and its slope in x. */
export const tanhOf = (x) => 1 - 2 / (1 + Math.exp(2 * ROOT * (x + 0.044715 * x * x * x)));
export const tanhSlope = (x, tanh) => (1 - tanh * tanh) * ROOT * (1 + 3 * 0.044715 * x * x);

/* The shares of some scores, in their place. */
export function softmax(scores) {
  let most = scores[0];
  for (let i = 1; i < scores.length; i += 1) if (scores[i] > most) most = scores[i];
  let sum = 0;
  for (let i = 0; i < scores.length; i += 1) {
    scores[i] = Math.exp(scores[i] - most);
    sum += scores[i];
  }
  for (let i = 0; i < scores.length; i += 1) scores[i] /= sum;
  return scores;
}

export class GPT {
  /* From the tensors of a file, named as PyTorch names them. */
  static from(tensors) {
    const model = new GPT();
    const take = (name, ...shape) => {
      const one = tensors[name];
      if (!one || one.shape.join() !== shape.join()) throw new Error(`the weights have no ${name} of shape ${shape.join(" × ")}`);
      model.tensors[name] = one.data;
      return one.data;
    };
    model.tensors = {};
    model.embedding = take("embedding.weight", VOCABULARY, D);
    model.positions = take("positions.weight", CONTEXT, D);
    model.norm = take("norm.weight", D);
    model.blocks = Array.from({ length: LAYERS }, (_, layer) => {
      const block = { norm1: take(`blocks.${layer}.norm_1.weight`, D), norm2: take(`blocks.${layer}.norm_2.weight`, D) };
      for (const [name, shape] of Object.entries(SHAPES)) block[name] = take(`blocks.${layer}.${name}.weight`, ...shape);
      return block;
    });
    model.wear(null);
    return model;
  }

  /* Put on an adapter (lora.js), beside the weights or merged into a copy of them; null takes it off.
     Its effect is scaled by `scale` · alpha / rank. */
  wear(adapter, { scale = 1, merged = false } = {}) {
    this.adapter = adapter && scale && !merged ? adapter : null;
    this.factor = adapter ? (scale * adapter.alpha) / adapter.rank : 0;
    this.used = this.blocks;
    if (!adapter || !merged || !scale) return;
    this.used = this.blocks.map((block, layer) => {
      const made = { ...block };
      for (const [name, [dOut, dIn]] of Object.entries(SHAPES)) {
        const { A, B } = adapter.layers[layer][name];
        const sum = Float32Array.from(block[name]);
        for (let o = 0; o < dOut; o += 1) {
          for (let i = 0; i < dIn; i += 1) {
            let update = 0;
            for (let r = 0; r < adapter.rank; r += 1) update += B[o * adapter.rank + r] * A[r * dIn + i];
            sum[o * dIn + i] += this.factor * update;
          }
        }
        made[name] = sum;
      }
      return made;
    });
  }

  session(options) {
    return new Session(this, options);
  }

  /* SHA-256 of the base's numbers, in the order of their names; null where the browser computes none. */
  async hash() {
    if (!globalThis.crypto?.subtle) return null;
    const names = Object.keys(this.tensors).sort();
    const all = new Float32Array(names.reduce((sum, name) => sum + this.tensors[name].length, 0));
    let at = 0;
    for (const name of names) {
      all.set(this.tensors[name], at);
      at += this.tensors[name].length;
    }
    const digest = await crypto.subtle.digest("SHA-256", all);
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/* One text, token by token. With the cache, keys and values of earlier tokens are kept; without it all is
   computed again for each token. A text has at most CONTEXT tokens: one more throws. */
export class Session {
  constructor(model, { cache = true, mask = true } = {}) {
    Object.assign(this, { model, cache, mask, tokens: [] });
    this.multiplications = { last: 0, all: 0 }; // in products of matrices and in attention
    this.keys = Array.from({ length: LAYERS }, () => new Float32Array(CONTEXT * D));
    this.values = Array.from({ length: LAYERS }, () => new Float32Array(CONTEXT * D));
    this.attention = Array.from({ length: LAYERS }, () => Array.from({ length: HEADS }, () => []));
  }

  /* The logits after one token, or several, more. */
  feed(...tokens) {
    if (this.tokens.length + tokens.length > CONTEXT) throw new Error(`a text has at most ${CONTEXT} tokens`);
    const first = this.cache && this.mask ? this.tokens.length : 0;
    this.tokens.push(...tokens);
    this.count = 0;
    const logits = this.run(first);
    this.multiplications = { last: this.count, all: this.multiplications.all + this.count };
    return logits;
  }

  apply(layer, name, x, n) {
    const { used, adapter, factor } = this.model;
    const [dOut, dIn] = SHAPES[name];
    const y = new Float32Array(n * dOut);
    linear(y, x, used[layer][name], n, dOut, dIn);
    this.count += n * dOut * dIn;
    if (adapter) {
      const { A, B } = adapter.layers[layer][name];
      const inner = new Float32Array(n * adapter.rank);
      linear(inner, x, A, n, adapter.rank, dIn);
      linear(y, inner, B, n, dOut, adapter.rank, factor);
      this.count += n * adapter.rank * (dIn + dOut);
    }
    return y;
  }

  run(first) {
    const { model, tokens } = this;
    const n = tokens.length - first;
    const x = new Float32Array(n * D);
    for (let t = 0; t < n; t += 1) for (let i = 0; i < D; i += 1) x[t * D + i] = model.embedding[tokens[first + t] * D + i] + model.positions[(first + t) * D + i];
    const y = new Float32Array(n * D);
    const add = (other) => { for (let i = 0; i < x.length; i += 1) x[i] += other[i]; };
    for (let layer = 0; layer < LAYERS; layer += 1) {
      norm(y, x, model.used[layer].norm1, n);
      add(this.apply(layer, "output", this.attend(layer, this.apply(layer, "qkv", y, n), first, n), n));
      norm(y, x, model.used[layer].norm2, n);
      const up = this.apply(layer, "up", y, n);
      for (let i = 0; i < up.length; i += 1) up[i] *= 0.5 * (1 + tanhOf(up[i]));
      add(this.apply(layer, "down", up, n));
    }
    norm(y, x, model.norm, n);
    const logits = new Float32Array(VOCABULARY);
    linear(logits, y.subarray((n - 1) * D), model.embedding, 1, VOCABULARY, D);
    this.count += VOCABULARY * D;
    return logits;
  }

  attend(layer, qkv, first, n) {
    const [keys, values] = [this.keys[layer], this.values[layer]];
    for (let t = 0; t < n; t += 1) {
      keys.set(qkv.subarray(t * WIDE + D, t * WIDE + 2 * D), (first + t) * D);
      values.set(qkv.subarray(t * WIDE + 2 * D, (t + 1) * WIDE), (first + t) * D);
    }
    const out = new Float32Array(n * D);
    for (let t = 0; t < n; t += 1) {
      const seen = this.mask ? first + t + 1 : first + n;
      for (let head = 0; head < HEADS; head += 1) {
        const from = head * D_HEAD;
        const weights = new Float32Array(seen);
        for (let j = 0; j < seen; j += 1) {
          let sum = 0;
          for (let i = from; i < from + D_HEAD; i += 1) sum += qkv[t * WIDE + i] * keys[j * D + i];
          weights[j] = sum / Math.sqrt(D_HEAD);
        }
        softmax(weights);
        this.attention[layer][head][first + t] = weights;
        for (let j = 0; j < seen; j += 1) for (let i = from; i < from + D_HEAD; i += 1) out[t * D + i] += weights[j] * values[j * D + i];
      }
      this.count += 2 * seen * D;
    }
    return out;
  }
}

/* A generator of random numbers from 0 to 1: mulberry32. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/* Draw a token, in the order of transformers: temperature, top-k, top-p, min-p. At temperature 0 it is the
   likeliest. Returns { token, probabilities }: what it drew from. */
export function sample(logits, { temperature = 1, topK = VOCABULARY, topP = 1, minP = 0 } = {}, random = Math.random) {
  const order = [...logits.keys()].sort((a, b) => logits[b] - logits[a] || a - b);
  let probabilities = new Float32Array(VOCABULARY);
  if (temperature === 0) probabilities[order[0]] = 1;
  else {
    const most = Math.max(...logits); // taken off first: at a temperature near 0 a quotient is infinite
    probabilities = softmax(logits.map((one) => (one - most) / temperature));
    const keep = (ranks) => {
      const kept = new Set(order.filter((token, rank) => probabilities[token] > 0 && ranks(token, rank)));
      const sum = [...kept].reduce((all, token) => all + probabilities[token], 0);
      probabilities = probabilities.map((one, token) => (kept.has(token) ? one / sum : 0));
    };
    if (topK < VOCABULARY) keep((_, rank) => rank < topK);
    let before = 0;
    if (topP < 1) keep((token, rank) => { const kept = rank === 0 || before < topP; before += probabilities[token]; return kept; });
    if (minP > 0) keep((token, rank) => rank === 0 || probabilities[token] >= minP * probabilities[order[0]]);
  }
  let left = random();
  let token = order[0];
  for (token of order) {
    left -= probabilities[token];
    if (left < 0) break;
  }
  if (!probabilities[token]) token = order[0];
  return { token, probabilities };
}
