// Loaded into Playwright's own Node (see engines.py), for Debian's Firefox ESR: Playwright speaks WebDriver
// BiDi to a Firefox that it did not bring, but asks each new window for a color scheme by a command that
// ESR 153 does not know, and gives up. It asks for the status instead. To be deleted when ESR knows it.
const Module = require("node:module");
const { readFileSync } = require("node:fs");
const load = Module._extensions[".js"];

Module._extensions[".js"] = (module, path) => {
  if (!path.endsWith("coreBundle.js")) return load(module, path);
  const code = readFileSync(path, "utf8");
  module._compile(code.replaceAll('"emulation.setMediaFeaturesOverride"', '"session.status"'), path);
};
