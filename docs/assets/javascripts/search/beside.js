/* Our search beside Zensical's, as one worker: its own answers, ours puts the best first and says what is
   told with them, such as what an acronym stands for. Zensical shows the texts of the sections that it has
   given to its worker, so what is told stands there, as long as it is in an answer. */
const SETUP = 0;
const QUERY = 2;
const RESULT = 3;
const MOST = 10; // of ours

const SITE = new URL("../../../", import.meta.url).href;

export class Beside {
  constructor(ours, theirs) {
    this.workers = [ours, theirs];
    this.texts = new Map(); // as they were, of sections with which something is told
    ours.onmessage = ({ data }) => data.type === RESULT && this.hear(data, null);
    theirs.onmessage = (event) => (event.data.type === RESULT ? this.hear(null, event.data) : this.onmessage(event));
  }

  postMessage(message) {
    const [ours, theirs] = this.workers;
    if (message.type === QUERY) this.best = this.answer = null;
    theirs.postMessage(message);
    ours.postMessage(message.type === SETUP ? { ...message, data: this.setUp(message.data) } : message);
  }

  /* Zensical numbers its sections, and has whole addresses. */
  setUp(data) {
    this.shown = data.items;
    const items = data.items.map((item) => ({ ...item, location: item.location.replace(SITE, "") }));
    this.ids = new Map(items.map(({ location }, id) => [location, id]));
    return { ...data, items };
  }

  hear(best, answer) {
    this.best = best ?? this.best;
    this.answer = answer ?? this.answer;
    if (!this.best || !this.answer) return;
    const { data } = this.answer;
    for (const [id, text] of this.texts) this.shown[id].text = text;
    this.texts.clear();
    const first = this.best.data.items.slice(0, MOST).map(([item]) => [this.ids.get(item.location), item.told]).filter(([id]) => id !== undefined);
    const ids = new Set(first.map(([id]) => id));
    const others = data.items.filter(({ id }) => !ids.has(id));
    const found = new Map(data.items.map((item) => [item.id, item]));
    const lead = data.pagination.prev === undefined ? first.map(([id, told]) => this.item(id, told, found.get(id))) : [];
    this.onmessage({ data: { ...this.answer, data: { ...data, items: [...lead, ...others] } } });
  }

  /* One of ours, as they found it, or without places to mark; in a text with something before it there are none. */
  item(id, told, found = { id, score: 0, matches: [] }) {
    if (!told) return found;
    const section = this.shown[id];
    this.texts.set(id, section.text);
    section.text = `<p>${told}</p>${section.text}`;
    return { ...found, matches: found.matches.filter(({ field }) => field !== "text") };
  }

  terminate() {
    for (const worker of this.workers) worker.terminate();
  }
}
