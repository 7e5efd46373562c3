/* The text that a run prints, in the page. Text only, never markup: what a script prints cannot change the
   page. It comes in blocks of lines, and no more of it in a frame than a browser lays out in time: it lays
   out the whole block to which something is added, and where the direction of writing changes with each
   character, a thousand of them take 25 ms, sixty times as long as others. Blocks out of view are not laid
   out: how high they are is said here. */

const FRAME = 1_000; // characters in one frame
const BLOCK = 500; // characters after which the next line begins a block
const OF_A_BLOCK = { display: "block", width: "max-content", minWidth: "100%", contentVisibility: "auto" };

const withoutLastLineEnds = (text) => text.replace(/\n+$/, "");

export class Shown {
  /* `text` is the script that runs, `how` what a title says of it. `late` is called when more has come than
     is shown in one frame. */
  constructor(text, how, late) {
    this.element = document.createElement("code");
    this.text = text;
    this.how = how;
    this.ended = null;
    this.printed = ""; // of standard output, shown or not
    this.late = late;
    this.pending = [];
    this.room = FRAME;
    this.frame = 0;
    this.length = BLOCK; // of the last block
    this.atEnd = true; // of a line
  }

  add(kind, text) {
    if (kind === "out") this.printed += text;
    this.pending.push([kind, text]);
    this.pour();
  }

  /* Calls `action` when all that was added is shown: at once, if it is. */
  afterwards(action) {
    if (this.pending.length) this.whole = action;
    else action();
  }

  /* `ended`: outcome, error, seconds. */
  end(ended) {
    this.ended = ended;
    if (ended.outcome === "done" && !this.element.textContent) this.add("note", "(printed nothing)\n");
  }

  /* Title and status of the run that ended. Of a script that is another by now they say that, and of its
     output nothing, unless the other runs `again` at once. */
  verdict({ text, original, output, again }) {
    const { outcome, error = "", seconds = 0 } = this.ended;
    const time = seconds < 0.1 ? `${Math.ceil(1000 * seconds)} ms` : `${seconds.toFixed(1)} s`;
    let how = { error: `, error: ${error}`, stopped: ", stopped" }[outcome] ?? this.how;
    let status = { error: `Error: ${error}`, stopped: "Stopped" }[outcome] ?? `Done in ${time}`;
    if (text !== this.text) {
      if (!again) how = ", of the script before you changed it";
    } else if (outcome === "done" && text === original && output) {
      const asShown = withoutLastLineEnds(this.printed) === withoutLastLineEnds(output.textContent);
      how = asShown ? ": the same as the output below" : ": not the same as the output below";
      status += asShown ? ": same output" : ": other output";
    }
    return [`Your run${how}`, status];
  }

  /* What is not shown yet never is. */
  drop() {
    this.pending = [];
  }

  pour() {
    // No frames come where nothing is seen.
    while (this.pending.length && (this.room > 0 || document.hidden)) {
      const [kind, text] = this.pending.shift();
      const now = this.fitting(text);
      this.put(kind, now);
      if (now.length < text.length) this.pending.unshift([kind, text.slice(now.length)]);
    }
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.room = FRAME;
      if (!this.pending.length) return;
      this.pour();
      if (!this.pending.length) this.whole?.();
    });
    if (this.pending.length) this.late();
  }

  /* As much of the text as this frame, and this block, have room for: whole characters, up to a line's end. */
  fitting(text) {
    let most = document.hidden ? Math.max(this.room, FRAME) : this.room;
    const end = text.indexOf("\n", Math.max(0, BLOCK - this.length));
    if (end >= 0) most = Math.min(most, end + 1);
    if (most < text.length && /[\uD800-\uDBFF]/.test(text[most - 1])) most += 1;
    return text.slice(0, most);
  }

  put(kind, text) {
    if (this.length >= BLOCK && this.atEnd) {
      this.block = document.createElement("span");
      this.block.className = "run-lines";
      Object.assign(this.block.style, OF_A_BLOCK);
      this.element.append(this.block);
      this.length = this.lines = 0;
    }
    let last = this.block.lastChild;
    if (last?.className !== `run-${kind}`) {
      last = document.createElement("span");
      last.className = `run-${kind}`;
      this.block.append(last);
    }
    last.append(text);
    this.length += text.length;
    this.room -= text.length;
    this.atEnd = text.endsWith("\n");
    this.lines += text.split("\n").length - 1;
    this.block.style.containIntrinsicHeight = `auto ${this.lines + !this.atEnd}lh`;
  }
}
