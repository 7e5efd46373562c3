/* The search's worker: takes the theme's messages, answers with what the engine finds. */
/* global GlossarySearch */
importScripts("engine.js");
(() => {
  "use strict";
  // Material's SearchMessageType.
  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  let answers = null;

  addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) {
      const { answers: answering, plain } = GlossarySearch;
      const sections = data.docs ?? data.items.map((one) => ({ ...one, title: plain(one.title), text: plain(one.text) }));
      answers = answering(sections, data.config.names ?? []);
      postMessage({ type: READY });
    } else if (type === QUERY) postMessage({ type: RESULT, data: answers(String(data.input ?? data)) });
  });
})();
