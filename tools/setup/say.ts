/** What stops the set-up, in a sentence for the person who started it. */
export class SetupError extends Error {}

/** How often a long step tells that it is still at work where the output is no terminal. Unit: milliseconds. */
const LINE_EVERY = 5_000;
const TICK_EVERY = 1_000;

/** Where messages go. stdout belongs to the command that is run after the set-up. */
export interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** One line for the person. */
export function say(text: string, output: Output = process.stderr): void {
  output.write(`set-up: ${text}\n`);
}

/** A long step: say what is known about it at any time, and end it. */
export interface Step {
  /** Replaces what is shown beside the seconds, such as `340 of 1,460 packages`. */
  detail(text: string): void;
  /** Ends the step and says how long it took. */
  done(): void;
  /** Ends the step without a word: what follows says it. */
  stop(): void;
}

/** Shows a long step: in a terminal one line that counts the seconds, elsewhere a line every five seconds. */
export function step(label: string, output: Output = process.stderr): Step {
  const started = performance.now();
  const terminal = output.isTTY === true;
  let detail = "";
  const line = () => `set-up: ${label}${detail === "" ? "" : `, ${detail}`} (${elapsed(performance.now() - started)})`;
  const clear = () => {
    if (terminal) output.write("\r\u001b[K");
  };
  if (!terminal) say(label, output);
  const timer = setInterval(() => output.write(terminal ? `\r${line()}\u001b[K` : `${line()}\n`), terminal ? TICK_EVERY : LINE_EVERY);
  const stop = () => {
    clearInterval(timer);
    clear();
  };
  return {
    detail: (text) => {
      detail = text;
    },
    done: () => {
      stop();
      say(`${label}: done in ${elapsed(performance.now() - started)}`, output);
    },
    stop,
  };
}

/** `8 s`, `3 min 26 s` */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
