/* The worker in which Python runs. It has no network: the frame hands over all that it needs. */
(() => {
  "use strict";
  /* What leaves the worker in one run, counted here and nowhere else: by `Output`. */
  const LIMIT = 100_000; // bytes of UTF-8: marks and other scripts take a browser longer than ASCII does
  const PIECES = 2_000; // changes between output and errors, each of which is an element of the page
  const LINES = 5_000;
  const LINE = 500; // characters; a browser takes seconds to lay out a line of 100,000
  const LAST = 20_000; // characters of a traceback, which is shown after a cut too
  const WORD = 1_000; // characters of an error's name, or of a remark
  const FILES = 100e6; // bytes in files, which are outside of Python's own memory

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

  let page = null; // the port to python.js
  let runBlock = null;
  let memory = null;

  self.onmessage = ({ data, ports }) => {
    if (data.part) {
      part(data.part.endsWith(".whl") ? "numpy" : data.part).resolve(data.value);
      return;
    }
    page = ports[0];
    start(data.abi).then(
      () => {
        page.onmessage = ({ data: job }) => run(job);
        page.postMessage({ ready: true });
      },
      (error) => page.postMessage({ failed: String(error?.message ?? error) }),
    );
  };

  /* By this Pyodide tells a classic worker, which it takes for one that cannot import modules. */
  self.importScripts = undefined;

  /* Pyodide asks for its files by fetch; it gets what was handed over. */
  self.fetch = async (address) => new Response(await part(String(address).split("/").pop()).promise);
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await part("pyodide.asm.wasm").promise;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
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

  async function start(abi) {
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
      ["pyodide.mjs", "pyodide.asm.mjs"].map(async (name) => import(await part(name).promise)),
    );
    const pyodide = await loadPyodide({
      indexURL: "http://handed-over/",
      createPyodideModule,
      jsglobals: forPython,
      // No list of packages to load: NumPy is handed over too.
      lockFileContents: { info: { abi_version: abi, arch: "wasm32" }, packages: {} },
      packageBaseUrl: "http://handed-over/",
    });
    // Now and then Python looks into this for a signal, which never comes. WebKit ends a worker only where
    // it calls JavaScript, and a loop in Python calls none: Stop would leave its thread computing.
    pyodide.setInterruptBuffer(new Uint8Array(1));
    const own = pyodide.globals.get("dict")();
    pyodide.runPython(await part("run_block.py").promise, { globals: own, filename: "run_block.py" });
    own.get("install")(await part("numpy").promise);
    own.get("close_off")();
    runBlock = own.get("run");
    own.destroy();
    for (const kind of ["out", "err"]) {
      // What goes past sys.stdout, such as os.write.
      const decoder = new TextDecoder();
      const write = (bytes) => {
        if (output && !output.full) output.write(kind, decoder.decode(bytes, { stream: true }));
        return bytes.length;
      };
      pyodide[kind === "out" ? "setStdout" : "setStderr"]({ write });
    }
    memory = () => pyodide._module.HEAP8;
    limitFiles(pyodide.FS);
    parts.clear();
    strip();
  }

  /* Files are in JavaScript's memory, which has no bound of its own: a browser's tab would die of them. */
  function limitFiles(FS) {
    const { createNode, doSetAttr, write } = FS;
    const NODE = 1000; // bytes for a name and what else a file has
    const CHARACTER = 8; // bytes of one that a terminal keeps until its line ends
    const FULL = 51; // Emscripten's number for ENOSPC
    const terminals = new Set();

    function used() {
      const nodes = new Set([FS.root, ...FS.streams.filter(Boolean).map((stream) => stream.node)]);
      let bytes = 0;
      for (const node of nodes) {
        bytes += NODE + (node.usedBytes ?? 0);
        for (const bucket of node.pipe?.buckets ?? []) bytes += bucket.buffer.length;
        if (!FS.isDir(node.mode) || !node.contents) continue;
        for (const child of Object.values(node.contents)) nodes.add(child);
      }
      for (const terminal of terminals) bytes += CHARACTER * terminal.output.length;
      return bytes;
    }

    const most = used() + FILES;
    let grown = 0; // since they were last counted

    function grow(bytes) {
      grown += Math.max(0, bytes);
      if (grown < FILES / 10) return;
      if (used() + bytes > most) throw new FS.ErrnoError(FULL);
      grown = 0;
    }

    FS.createNode = (...all) => {
      grow(NODE);
      return createNode(...all);
    };
    FS.doSetAttr = (stream, node, attr) => {
      if (attr.size !== undefined) grow(attr.size - node.usedBytes);
      return doSetAttr(stream, node, attr);
    };
    FS.write = (stream, buffer, offset, length, position, ...rest) => {
      const { node } = stream;
      if (FS.isFile(node.mode)) {
        grow((stream.isAppend ? node.usedBytes : position ?? stream.position) + length - node.usedBytes);
      } else if (node.pipe) {
        grow(length);
      } else if (stream.tty?.output) {
        terminals.add(stream.tty); // /dev/tty, which a script may open; its output goes another way
        grow(CHARACTER * length);
      }
      return write(stream, buffer, offset, length, position, ...rest);
    };
  }

  /* What stays of the worker's own names: the language, and what Pyodide needs once it has started. A script
     that reaches JavaScript finds no way to send, store or start anything. */
  const KEPT = new Set(
    ("globalThis self Infinity NaN undefined eval parseFloat parseInt isFinite isNaN decodeURI " +
      "decodeURIComponent encodeURI encodeURIComponent escape unescape Object Function Array Boolean " +
      "Number BigInt String Symbol RegExp Date Math JSON Intl Reflect Proxy Promise Iterator Map Set " +
      "WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer SharedArrayBuffer DataView Atomics " +
      "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array " +
      "BigInt64Array BigUint64Array Float16Array Float32Array Float64Array Error AggregateError " +
      "EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError " +
      "DisposableStack AsyncDisposableStack WebAssembly TextDecoder TextEncoder performance crypto " +
      "console constructor").split(" "),
  );

  function strip() {
    for (let one = self; one && one !== Object.prototype; one = Object.getPrototypeOf(one)) {
      for (const name of Object.getOwnPropertyNames(one)) {
        if (!KEPT.has(name)) Reflect.deleteProperty(one, name); // Chromium keeps two numbers
      }
    }
  }

  /* What one run prints. It goes out piece by piece, as it is printed, but a flood of pieces goes out in
     larger ones. */
  class Output {
    static AT_ONCE = 100; // messages
    static REFILL = 20; // ms for one more

    left = LIMIT;
    pieces = 0;
    lines = 0;
    column = 0;
    full = false; // more was printed than is shown
    broken = false; // lines were too long
    kind = "";
    waiting = [];
    credit = Output.AT_ONCE;
    counted = performance.now();

    constructor(run) {
      this.run = run;
    }

    /* Whether more of it is wanted. */
    write(kind, text) {
      if (this.full || !text) return !this.full;
      if (kind !== this.kind) this.pieces += 1;
      this.kind = kind;
      const [first] = room(text, this.left);
      const whole = this.fitting(this.broad(first));
      const [shown, bytes] = room(whole, this.left);
      const cut = first.length < text.length || shown.length < whole.length;
      this.full = this.pieces > PIECES || this.lines > LINES || cut;
      if (this.pieces <= PIECES) this.put(kind, shown);
      this.left -= bytes;
      if (this.full) this.flush(); // the last that goes out before the end
      return !this.full;
    }

    /* As many lines as there is room for. */
    fitting(text) {
      for (let at = -1; (at = text.indexOf("\n", at + 1)) >= 0; ) {
        this.lines += 1;
        if (this.lines > LINES) return text.slice(0, at);
      }
      return text;
    }

    /* Lines that are too long go on in the next. */
    broad(text) {
      if (this.column + text.length <= LINE) {
        const end = text.lastIndexOf("\n");
        this.column = end < 0 ? this.column + text.length : text.length - end - 1;
        return text;
      }
      let whole = "";
      for (let at = 0; at < text.length; ) {
        if (text[at] === "\n") {
          whole += "\n";
          this.column = 0;
          at += 1;
          continue;
        }
        const end = text.indexOf("\n", at);
        const line = text.slice(at, end < 0 ? text.length : end);
        const cut = begin(line, LINE - this.column);
        whole += cut;
        this.column += cut.length;
        at += cut.length;
        if (cut.length < line.length) {
          whole += "\n";
          this.column = 0;
          this.broken = true;
        }
      }
      return whole;
    }

    put(kind, text) {
      if (!text) return;
      const last = this.waiting.at(-1);
      if (last?.[0] === kind) last[1] += text;
      else this.waiting.push([kind, text]);
      const now = performance.now();
      this.credit = Math.min(Output.AT_ONCE, this.credit + (now - this.counted) / Output.REFILL);
      this.counted = now;
      if (this.credit >= 1) this.flush();
    }

    flush() {
      if (this.waiting.length) page.postMessage({ run: this.run, output: this.waiting });
      this.waiting = [];
      this.credit -= 1;
    }

    /* The result goes out with all that waits; a traceback after a cut too: it says why the script ended.
       A script can find and fill it, so that no more of it goes out than the page takes. */
    end({ traceback, outcome, error, seconds, note, spoiled }) {
      const { full, broken } = this;
      if (traceback) this.put("err", this.broad(String(traceback).slice(-LAST)));
      this.flush();
      const said = { outcome: word(outcome), error: word(error), note: word(note) };
      const left = Array.isArray(spoiled) ? spoiled.slice(0, 1).map(word) : null;
      page.postMessage({
        run: this.run,
        ended: { ...said, seconds: Number(seconds), spoiled: left, cut: full, broken },
      });
    }
  }

  /* The beginning of a text, without half of a character. */
  function begin(text, length) {
    const half = length < text.length && /[\uD800-\uDBFF]/.test(text[length - 1]);
    return text.slice(0, half ? length - 1 : length);
  }

  const encoder = new TextEncoder();

  /* As much of the beginning of a text as so many bytes hold, and how many it takes. */
  function room(text, bytes) {
    const { read, written } = encoder.encodeInto(text, new Uint8Array(Math.min(bytes, 3 * text.length)));
    return [text.slice(0, read), written];
  }

  const word = (value) => begin(String(value ?? ""), WORD);

  let output = null;

  /* What Python prints. A script that finds this could give it anything. */
  function send(kind, text) {
    return output.write(kind === "err" ? "err" : "out", String(text));
  }

  function run({ code, name, changed, run: number }) {
    output = new Output(number);
    let ended;
    try {
      ended = JSON.parse(runBlock(code, name, changed, send));
    } catch (error) {
      // Beyond 2 GB some browsers read other text from Python's memory than it wrote.
      const large = memory().length > 2 ** 31;
      ended = { outcome: "broken", error: large ? "more than 2 GB" : String(error?.message ?? error) };
    }
    output.end(ended);
  }
})();
