/* Runs pyodide_compile.py in Pyodide itself: the Python that compiles is the one that will read it.

     node pyodide_compile.mjs <Pyodide's files> <folder for what is compiled> <wheel> <ABI> <run_block.py> */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [source, target, wheel, abi, runBlock] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(source, "pyodide.mjs")));
const pyodide = await loadPyodide({
  indexURL: `${resolve(source)}/`,
  // As in worker.js: no list of packages is needed.
  lockFileContents: { info: { abi_version: abi, arch: "wasm32" }, packages: {} },
});
for (const [name, folder] of Object.entries({ "/source": source, "/target": target })) {
  pyodide.FS.mkdir(name);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: resolve(folder) }, name);
}
pyodide.globals.set("WHEEL", wheel);
pyodide.globals.set("RUN_BLOCK", readFileSync(runBlock, "utf-8"));
pyodide.runPython(readFileSync(new URL("pyodide_compile.py", import.meta.url), "utf-8"));
