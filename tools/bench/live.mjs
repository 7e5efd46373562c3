/* The JavaScript side of tools/bench/live.py: for each line of standard input it works for a second, and says how
   much a second it did. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [root] = process.argv.slice(2);
const folder = `${root}/docs/assets/javascripts/live`;
const [gpt, lora, { read }] = await Promise.all(["gpt.js", "lora.js", "safetensors.js"].map((name) => import(`${folder}/${name}`)));
const bytes = readFileSync(`${root}/docs/assets/live/gpt.safetensors`);
const { tensors } = read(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const model = gpt.GPT.from(tensors);
const names = readFileSync(`${root}/docs/assets/live/dinosaurs.txt`, "utf-8").trim().split("\n");
const training = new lora.Training(model, names, { rank: 4 });
const random = gpt.seeded(1);

/* Words of the longest length, so that all that is timed is the same work. */
function words(cache) {
  const session = model.session({ cache });
  let token = 0;
  for (let at = 0; at < gpt.CONTEXT; at += 1) ({ token } = gpt.sample(session.feed(token), { temperature: 0.8 }, random));
  return gpt.CONTEXT;
}

const does = {
  "tokens, with a KV cache": () => words(true),
  "tokens, without": () => words(false),
  "steps of LoRA training": () => {
    training.step();
    return 1;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now();
  let done = 0;
  while (performance.now() < began + 1000) done += does[line]();
  console.log((1000 * done) / (performance.now() - began));
}
