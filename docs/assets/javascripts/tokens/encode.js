/* Byte-level byte-pair encoding, exactly that of the tokenizers library with ByteLevel and BPE: a text is split by
   GPT-2's pattern, and in each part the neighbors that were learned first are joined. A tokenizer is the 256 bytes
   and a list of merges, each a pair of IDs; merge n makes the token 256 + n. */

/* The library's \s is Unicode's White_Space, which JavaScript's is not: U+0085 and U+FEFF differ. */
const PARTS =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;
const HALF = /\p{Surrogate}/gu;

const SHIFT = 2 ** 16; // more than any ID
const PLACES = 2 ** 23; // more than the bytes of any text that is taken

/* Half of a surrogate pair is no character: it is U+FFFD, which TextEncoder makes of it too. */
export const wellFormed = (text) => text.replace(HALF, "\uFFFD");

/* The parts that no merge crosses; joined they are the text. */
export const split = (text) => text.match(PARTS) ?? [];

/* The bytes in the order of their IDs: GPT-2 numbers first those that are visible characters of Latin-1. */
export const ORDERS = {
  plain: () => Array.from({ length: 256 }, (_, byte) => byte),
  gpt2: () => {
    const visible = (byte) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    const all = ORDERS.plain();
    return [...all.filter(visible), ...all.filter((byte) => !visible(byte))];
  },
};

/* A heap of numbers, the least first. */
class Heap {
  all = [];

  push(value) {
    const { all } = this;
    let at = all.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (all[above] <= value) break;
      all[at] = all[above];
      at = above;
    }
    all[at] = value;
  }

  pop() {
    const { all } = this;
    const least = all[0];
    const value = all.pop();
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= all.length) break;
      if (all[below + 1] < all[below]) below += 1;
      if (all[below] >= value) break;
      all[at] = all[below];
      at = below;
    }
    if (all.length) all[at] = value;
    return least;
  }
}

export class Tokenizer {
  /* merges: IDs, two for each merge, in the order learned; order: one of ORDERS. */
  constructor(merges, order) {
    this.merges = merges;
    this.bytes = ORDERS[order]();
    this.idOf = new Map(this.bytes.map((byte, id) => [byte, id]));
    this.made = new Map();
    for (let i = 0; i < merges.length; i += 2) {
      const pair = merges[i] * SHIFT + merges[i + 1];
      if (!this.made.has(pair)) this.made.set(pair, 256 + i / 2);
    }
    this.size = 256 + merges.length / 2;
    this.known = new Map();
  }

  /* The IDs of a text. */
  encode(text) {
    const ids = [];
    for (const part of split(text)) for (const id of this.part(part)) ids.push(id);
    return ids;
  }

  part(text) {
    let ids = this.known.get(text);
    if (!ids) {
      ids = this.join(Array.from(new TextEncoder().encode(text), (byte) => this.idOf.get(byte)));
      if (this.known.size > 20000) this.known.clear();
      if (text.length < 100) this.known.set(text, ids);
    }
    return ids;
  }

  /* Always the pair that was learned first, the leftmost of equal ones. What a merge makes is joined by later
     merges only, so pairs can wait in a heap, and long words take no longer than their length says. */
  join(ids) {
    const next = ids.map((_, i) => i + 1);
    const before = ids.map((_, i) => i - 1);
    const waiting = new Heap();
    const look = (at) => {
      const made = at >= 0 && next[at] < ids.length ? this.made.get(ids[at] * SHIFT + ids[next[at]]) : undefined;
      if (made !== undefined) waiting.push(made * PLACES + at);
    };
    for (let at = 0; at < ids.length - 1; at += 1) look(at);
    while (waiting.all.length) {
      const first = waiting.pop();
      const [made, at] = [Math.floor(first / PLACES), first % PLACES];
      const right = next[at];
      // One of the two may have been joined with another meanwhile.
      if (right >= ids.length || this.made.get(ids[at] * SHIFT + ids[right]) !== made) continue;
      ids[at] = made;
      ids[right] = -1;
      next[at] = next[right];
      if (next[at] < ids.length) before[next[at]] = at;
      look(before[at]);
      look(at);
    }
    return ids.filter((id) => id >= 0);
  }

  /* The two IDs that a token was made of; nothing for a single byte. */
  parts(id) {
    return id < 256 ? null : [this.merges[2 * (id - 256)], this.merges[2 * (id - 256) + 1]];
  }

  /* The bytes of a token. */
  bytesOf(id) {
    const made = [];
    const left = [id];
    while (left.length) {
      const one = left.pop();
      if (one < 256) made.push(this.bytes[one]);
      else left.push(...this.parts(one).reverse());
    }
    return made;
  }
}
