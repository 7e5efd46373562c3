/* Files of the format safetensors: eight bytes that say how long the header is, the header in JSON, the numbers. */

const SIZES = { F16: 2, F32: 4 };
const LARGEST_HEADER = 1e6;

/* A number of 16 bits as one of 32. */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}

/* Read a file: { metadata, tensors: { name: { shape, data: Float32Array } } }.
   Throws an Error of one line for what is not such a file, or holds other numbers than F16 and F32. */
export function read(buffer) {
  const view = new DataView(buffer);
  const length = buffer.byteLength >= 8 ? Number(view.getBigUint64(0, true)) : -1;
  if (length < 2 || length > LARGEST_HEADER || 8 + length > buffer.byteLength) throw new Error("this is no safetensors file: its first eight bytes do not say how long its header is");
  let header;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(buffer, 8, length)));
  } catch {
    throw new Error("this is no safetensors file: its header is not JSON");
  }
  if (header === null || typeof header !== "object" || Array.isArray(header)) throw new Error("this is no safetensors file: its header is no object");
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors = Object.create(null); // any name can be one, "__proto__" too
  const places = [];
  for (const [name, about] of Object.entries(entries)) {
    const said = `tensor ${JSON.stringify(name.slice(0, 80))}`;
    const { dtype, shape, data_offsets: offsets } = about ?? {};
    const type = typeof dtype === "string" ? dtype : "none";
    const size = Object.hasOwn(SIZES, type) ? SIZES[type] : 0;
    if (!size) throw new Error(`${said} is of type ${type.slice(0, 20)}: only F16 and F32 are read`);
    const whole = (one) => Number.isSafeInteger(one) && one >= 0;
    if (!Array.isArray(shape) || !shape.every(whole) || !Array.isArray(offsets) || !offsets.every(whole)) throw new Error(`${said} has no shape or no place`);
    const count = shape.reduce((product, one) => product * one, 1);
    const from = 8 + length + offsets[0];
    if (offsets[1] - offsets[0] !== count * size || from + count * size > buffer.byteLength) throw new Error(`${said} does not fit into the file`);
    places.push({ name, said, shape, size, count, from });
  }
  // One after another, as the format has it: of tensors that share bytes, 1 MB of a file could hold gigabytes.
  places.sort((a, b) => a.from - b.from || a.count - b.count);
  let end = 8 + length;
  for (const { said, from, count, size } of places) {
    if (from !== end) throw new Error(`${said} does not begin where the one before it ends`);
    end += count * size;
  }
  if (end !== buffer.byteLength) throw new Error("this is no safetensors file: it goes on after its last tensor");
  for (const { name, shape, size, count, from } of places) {
    const data = new Float32Array(count);
    for (let i = 0; i < count; i += 1) data[i] = size === 2 ? half(view.getUint16(from + 2 * i, true)) : view.getFloat32(from + 4 * i, true);
    tensors[name] = { shape, data };
  }
  return { metadata, tensors };
}

/* A file with these tensors as F32: what `read` gives. */
export function write(tensors, metadata = {}) {
  const header = { __metadata__: metadata };
  let at = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: "F32", shape, data_offsets: [at, at + 4 * data.length] };
    at += 4 * data.length;
  }
  const encoder = new TextEncoder();
  const bare = encoder.encode(JSON.stringify(header));
  const length = Math.ceil(bare.length / 8) * 8; // the numbers begin at a multiple of eight
  const bytes = new Uint8Array(8 + length + at).fill(32, 8, 8 + length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.set(bare, 8);
  let from = 8 + length;
  for (const { data } of Object.values(tensors)) {
    for (const value of data) {
      view.setFloat32(from, value, true);
      from += 4;
    }
  }
  return bytes;
}
