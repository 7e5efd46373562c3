/* Runs the worker of the live GPT outside of a browser: gives it the messages on standard input one after
   another, and prints what it says to each. A message with `at` is sent when training has come to that step; while one
   with `poor` is answered, no array can be made. */
import { readFileSync } from "node:fs";

delete globalThis.WebAssembly; // as where a browser allows none: nothing of this needs it
const [folder, weights] = process.argv.slice(2);
let heard;
let said = [];
let answered;
let waiting = [];
globalThis.addEventListener = (_, listener) => {
  heard = listener;
};
globalThis.fetch = async (url) => ({ ok: true, text: async () => readFileSync(url, "utf-8") });
globalThis.postMessage = (message) => {
  said.push(message);
  const step = message.progress?.loss ? message.progress.step : 0;
  const now = waiting.filter(([at]) => at === step);
  waiting = waiting.filter(([at]) => at !== step); // each once
  for (const [, one] of now) heard({ data: one });
  if (!message.progress && message.id === answered.id) answered.done();
};
await import(`${folder}/worker.js`);

const { Float32Array: Whole } = globalThis;
class Poor extends Whole {
  constructor(size, ...more) {
    if (typeof size === "number") throw new RangeError("Array buffer allocation failed");
    super(size, ...more);
  }
}

const all = [];
let id = 0;
for (const { meanwhile = [], ...message } of JSON.parse(readFileSync(0, "utf-8"))) {
  said = [];
  id += 1;
  waiting = meanwhile.map(({ at, ...one }) => [at, { id: `${id}, at ${at}`, ...one }]);
  const bytes = readFileSync(weights);
  if (message.do === "load") message.bytes = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  globalThis.Float32Array = message.poor ? Poor : Whole;
  // Files that an earlier message gave, some of them changed.
  if (message.of) message.files = { ...all[message.of - 1].at(-1).files, ...message.files };
  await new Promise((done) => {
    answered = { id, done };
    heard({ data: { id, ...message } });
  });
  all.push(said);
}
const plain = JSON.stringify(all, (_, one) => (ArrayBuffer.isView(one) ? Array.from(one) : one));
process.stdout.write(plain, () => process.exit(0));
