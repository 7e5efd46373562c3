/* The worker in which Python runs. It has no network: python.js hands over all that it needs. */

/* What was handed over, by name, and who waits for it. */
const parts = new Map();

function part(name) {
  if (!parts.has(name)) {
    const waiting = {};
    waiting.promise = new Promise((resolve) => (waiting.resolve = resolve));
    parts.set(name, waiting);
  }
  return parts.get(name);
}

const ABI = "2026_0"; // Pyodide compares it with its own
let runBlock = null;
let tidyUp = null;

onmessage = ({ data }) => {
  if (data.part) part(data.part.endsWith(".whl") ? "numpy" : data.part).resolve(data.value);
  else run(data);
};

/* Pyodide asks for its files by fetch; it gets what was handed over. */
self.fetch = async (address) => new Response(await part(String(address).split("/").pop()).promise);
WebAssembly.instantiateStreaming = async (_, imports) => {
  const module = await part("pyodide.asm.wasm").promise;
  return { module, instance: await WebAssembly.instantiate(module, imports) };
};

/* The policy refuses these too, but says so to the console and not to the script. */
self.WebSocket = self.XMLHttpRequest = class {
  constructor() {
    throw new Error("there is no network here");
  }
};

/* All of JavaScript that Python could see while it starts; run_block.py then takes this away too. */
const forPython = {
  eval() {
    throw new Error("there is no JavaScript here");
  },
  setTimeout: setTimeout.bind(self),
  clearTimeout: clearTimeout.bind(self),
  setInterval: setInterval.bind(self),
  clearInterval: clearInterval.bind(self),
};

async function start() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map(async (name) => import(await part(name).promise)),
  );
  const pyodide = await loadPyodide({
    indexURL: "http://handed-over/",
    createPyodideModule,
    jsglobals: forPython,
    // No list of packages to load: NumPy is handed over too.
    lockFileContents: { info: { abi_version: ABI, arch: "wasm32" }, packages: {} },
    packageBaseUrl: "http://handed-over/",
  });
  const own = pyodide.globals.get("dict")();
  pyodide.runPython(await part("run_block.py").promise, { globals: own, filename: "run_block.py" });
  own.get("install")(await part("numpy").promise);
  own.get("close_off")();
  runBlock = own.get("run");
  tidyUp = own.get("tidy_up");
  own.destroy();
  for (const kind of ["out", "err"]) {
    // What goes past sys.stdout, such as os.write.
    const decoder = new TextDecoder();
    const write = (bytes) => {
      send(kind, decoder.decode(bytes, { stream: true }));
      return bytes.length;
    };
    pyodide[kind === "out" ? "setStdout" : "setStderr"]({ write });
  }
}

/* Output goes out piece by piece, as it is printed, but a flood of pieces goes out in larger ones. */
const AT_ONCE = 100;
const REFILL = 20; // ms for one more piece
let output = [];
let credit = AT_ONCE;
let counted = 0;

function send(kind, text) {
  const last = output.at(-1);
  if (last && last[0] === kind) last[1] += text;
  else output.push([kind, text]);
  const now = performance.now();
  credit = Math.min(AT_ONCE, credit + (now - counted) / REFILL);
  counted = now;
  if (credit >= 1) flush();
}

function flush() {
  if (output.length) postMessage({ output });
  output = [];
  credit -= 1;
}

let idle = 0; // memory is freed when the reader pauses, not before the next run

async function run({ code, name }) {
  clearTimeout(idle);
  credit = AT_ONCE;
  const began = performance.now();
  try {
    const ended = JSON.parse(runBlock(code, name, send));
    ended.seconds = (performance.now() - began) / 1000;
    flush();
    postMessage({ ended });
    idle = setTimeout(tidyUp, 500);
  } catch (error) {
    flush();
    postMessage({ crashed: String(error?.message ?? error).split("\n")[0] });
  }
}

start().then(
  () => postMessage({ ready: true }),
  (error) => setTimeout(() => { throw error; }), // python.js hears of it as an error of the worker
);
