import { confirm, isCancel } from "@clack/prompts";
import pc from "picocolors";

type Stream = NodeJS.WriteStream;

/**
 * The terminal as commands see it: results to stdout, everything else to stderr (docs/agent conventions: a result can be piped).
 * Colour and redrawing only where stderr is a terminal and neither NO_COLOR nor CI says otherwise.
 */
export interface Terminal {
  /** A result: one line or one document on stdout. */
  result(text: string): void;
  /** Progress, explanations, errors: stderr. */
  say(text: string): void;
  /** Whether a person can be asked. */
  interactive: boolean;
  /** Whether lines may be drawn again. */
  redraw: boolean;
  colors: ReturnType<typeof pc.createColors>;
  /** Asks a yes-or-no question; no is the default. Ctrl-C and Ctrl-D are a no. */
  ask(question: string): Promise<boolean>;
}

export interface TerminalOptions {
  environment: Record<string, string | undefined>;
  json: boolean;
  color?: boolean;
}

export function createTerminal(
  { environment, json, color }: TerminalOptions,
  out: Stream = process.stdout,
  err: Stream = process.stderr,
): Terminal {
  const plain = Boolean(environment.NO_COLOR) || environment.TERM === "dumb";
  const forced = Boolean(environment.FORCE_COLOR) && environment.FORCE_COLOR !== "0";
  const automatic = environment.CI === "true" || json;
  return {
    result: (text) => void out.write(`${text}\n`),
    say: (text) => void err.write(`${text}\n`),
    interactive: Boolean(process.stdin.isTTY && err.isTTY) && !automatic,
    redraw: Boolean(err.isTTY) && !automatic && !plain,
    colors: pc.createColors(color ?? (!plain && (forced || (Boolean(err.isTTY) && !automatic)))),
    ask: async (question) => {
      const answer = await confirm({ message: question, initialValue: false, output: err });
      return !isCancel(answer) && answer;
    },
  };
}
