/* Runs what standard input says with the scripts of the live GPT, and prints the result as JSON. */
import { readFileSync } from "node:fs";

delete globalThis.WebAssembly; // as where a browser allows none: nothing of this needs it
const [folder, weights] = process.argv.slice(2);
const of = (name) => import(`${folder}/${name}`);
const [gpt, lora, { read }] = await Promise.all(["gpt.js", "lora.js", "safetensors.js"].map(of));
const bytes = readFileSync(weights);
const { metadata, tensors } = read(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const base = Object.fromEntries(Object.entries(tensors).filter(([name]) => !name.startsWith("base_model.")));
const rest = Object.fromEntries(Object.entries(tensors).filter(([name]) => name.startsWith("base_model.")));
const model = gpt.GPT.from(base);
const dinosaurs = lora.adapterOf(rest, Number(metadata.rank), Number(metadata.alpha));
const asked = JSON.parse(readFileSync(0, "utf-8"));

/* A Float32Array as a list of numbers. */
const plain = (value) => JSON.stringify(value, (_, one) => (ArrayBuffer.isView(one) ? Array.from(one) : one));

const does = {
  /* Logits after each token of each text, and the attention of the last. */
  logits({ texts, scale, merged, cache, mask }) {
    model.wear(scale ? dinosaurs : null, { scale, merged });
    return texts.map((text) => {
      const session = model.session({ cache, mask });
      const logits = text.map((token) => session.feed(token));
      return { logits, attention: session.attention, multiplications: session.multiplications };
    });
  },

  /* Words of at least so many tokens in all, by a seed: each its tokens after the first. */
  words({ tokens, seed, scale, merged, cache, sampling }) {
    model.wear(scale ? dinosaurs : null, { scale, merged });
    const random = gpt.seeded(seed);
    const words = [];
    for (let left = tokens; left > 0; left -= words.at(-1).length) {
      const session = model.session({ cache });
      const word = [];
      let token = 0;
      do {
        ({ token } = gpt.sample(session.feed(token), sampling, random));
        word.push(token);
      } while (token && word.length < gpt.CONTEXT);
      words.push(word);
    }
    return words;
  },

  /* What each row of logits leaves to draw from, by each setting. */
  sample: ({ rows, settings }) => settings.map((one) => rows.map((logits) => gpt.sample(Float32Array.from(logits), one).probabilities)),

  /* Logits with an adapter from files. */
  uploaded({ weights, config, tokens }) {
    const bytes = new Uint8Array(Buffer.from(weights, "base64"));
    model.wear(lora.adapterFrom({ "adapter_model.safetensors": bytes, "adapter_config.json": config }));
    const session = model.session();
    return tokens.map((token) => session.feed(token));
  },

  /* Loss, gradients and the adapter they are of. */
  gradients({ names, rank, seed }) {
    const random = gpt.seeded(seed);
    const adapter = lora.fresh(rank, 3, random);
    for (const layer of adapter.layers) for (const { B } of Object.values(layer)) B.forEach((_, i) => { B[i] = 0.1 * (random() - 0.5); });
    const training = new lora.Training(model, names, { adapter });
    return { adapter, ...training.gradients(names) };
  },

  async train({ names, steps, rank }) {
    const before = await model.hash();
    const training = new lora.Training(model, names, { rank });
    const start = Buffer.from(lora.adapterFiles(training.adapter())["adapter_model.safetensors"]).toString("base64");
    const losses = Array.from({ length: steps }, () => training.step().loss);
    const adapter = training.adapter();
    const then = plain(adapter);
    training.step();
    const kept = plain(adapter) === then; // it does not train on
    const files = lora.adapterFiles(adapter);
    const again = lora.adapterFrom(files);
    model.wear(again);
    const session = model.session();
    const logits = [0, 3, 15, 18].map((token) => session.feed(token));
    return {
      start, losses, logits, before, after: await model.hash(), kept, same: plain(again) === then,
      config: files["adapter_config.json"],
      weights: Buffer.from(files["adapter_model.safetensors"]).toString("base64"),
    };
  },

  names: ({ texts }) => texts.map((text) => lora.namesOf(text)),

  /* What is said of spoiled files. */
  refused: ({ files }) => files.map(({ weights, config }) => {
    const bytes = Uint8Array.from(Buffer.from(weights, "base64"));
    try {
      lora.adapterFrom({ "adapter_model.safetensors": bytes, "adapter_config.json": config });
      return "";
    } catch (error) {
      return error.message;
    }
  }),
};
process.stdout.write(plain(await does[asked.do](asked)));
