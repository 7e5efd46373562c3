/* Runs what standard input says with the scripts of the live GPT, and prints the result as JSON. */
import { readFileSync } from "node:fs";

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

  /* Words by a seed. */
  words({ count, seed, adapted, temperature }) {
    model.wear(adapted ? dinosaurs : null);
    const random = gpt.seeded(seed);
    return Array.from({ length: count }, () => {
      const session = model.session();
      let [word, token] = ["", 0];
      do {
        ({ token } = gpt.sample(session.feed(token), { temperature }, random));
        if (token) word += String.fromCharCode(96 + token);
      } while (token && word.length < 15);
      return word;
    });
  },

  sample: ({ logits, settings, draws }) => {
    const random = gpt.seeded(1);
    const made = settings.map((one) => gpt.sample(Float32Array.from(logits), one, random).probabilities);
    return { made, tokens: Array.from({ length: draws }, () => gpt.sample(Float32Array.from(logits), settings[0], random).token) };
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
    const losses = Array.from({ length: steps }, () => training.step().loss);
    const files = lora.adapterFiles(training.adapter());
    const again = lora.adapterFrom(files);
    model.wear(again);
    const session = model.session();
    const logits = [0, 3, 15, 18].map((token) => session.feed(token));
    return {
      losses, logits, before, after: await model.hash(), same: plain(again) === plain(training.adapter()),
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
