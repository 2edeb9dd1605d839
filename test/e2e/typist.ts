import { shellQuote } from "../../tools/quote.ts";
import type { Ended, Stage } from "./stage.ts";
import { until } from "./until.ts";

/** A person at a terminal of their own, who reads and types. */
export interface Typist {
  /** Everything that stood on the screen. */
  ended: Promise<Ended>;
  shown(text: RegExp): Promise<void>;
  type(keys: string): void;
  /** Waits for a question and answers it with a line. */
  answer(question: RegExp, line: string): Promise<void>;
}

/** Runs `pf` in a terminal (`script` of util-linux makes one). */
export function typist(stage: Stage, args: string[]): Typist {
  const line = [process.execPath, "cli/main.ts", ...args].map(shellQuote).join(" ");
  const { ended, read, write } = stage.command("script", ["-qefc", `stty cols 200 rows 50; exec ${line}`, "/dev/null"], { TERM: "xterm" });
  const over = ended.then(({ stdout }) => Promise.reject(new Error(`It ended before that: ${stdout}`)));
  over.catch(() => {});
  const shown = async (text: RegExp) => {
    await Promise.race([until(`${text} is shown`, () => text.test(read())), over]);
  };
  return {
    ended,
    shown,
    type: write,
    answer: async (question, answer) => {
      await shown(question);
      write(answer);
      // The prompt reads key by key: Enter after the text was taken.
      await new Promise((resolve) => setTimeout(resolve, 300));
      write("\r");
    },
  };
}
