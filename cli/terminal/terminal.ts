import { confirm, isCancel, text } from "@clack/prompts";
import pc from "picocolors";

type Stream = NodeJS.WriteStream;

/** A key as Node's readline reports it on its input. */
interface Key {
  name?: string;
  ctrl?: boolean;
}

/**
 * The terminal as commands see it: results to stdout, everything else to stderr (a result can be piped).
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
  /** Has something typed. Ctrl-C and Ctrl-D are an empty answer. */
  type(question: string): Promise<string>;
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
  input: NodeJS.ReadStream = process.stdin,
): Terminal {
  const plain = Boolean(environment.NO_COLOR) || environment.TERM === "dumb";
  const forced = Boolean(environment.FORCE_COLOR) && environment.FORCE_COLOR !== "0";
  const automatic = environment.CI === "true" || json;
  return {
    result: (text) => void out.write(`${text}\n`),
    say: (text) => void err.write(`${text}\n`),
    interactive: Boolean(input.isTTY && err.isTTY) && !automatic,
    redraw: Boolean(err.isTTY) && !automatic && !plain,
    colors: pc.createColors(color ?? (!plain && (forced || (Boolean(err.isTTY) && !automatic)))),
    ask: async (message) => (await answered<boolean>((rest) => confirm({ message, initialValue: false, ...rest }), input, err)) ?? false,
    type: async (message) => (await answered<string>((rest) => text({ message, ...rest }), input, err)) ?? "",
  };
}

interface Prompted {
  input: NodeJS.ReadStream;
  output: Stream;
  signal: AbortSignal;
}

/** The prompt knows Ctrl-C only: at Ctrl-D, or when the terminal goes away, it would wait for ever. */
async function answered<Answer extends string | boolean>(
  prompt: (rest: Prompted) => Promise<Answer | symbol>,
  input: NodeJS.ReadStream,
  output: Stream,
): Promise<Answer | undefined> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  const hear = (_: string | undefined, key: Key | undefined) => {
    if (key?.ctrl && key.name === "d") leave();
  };
  input.on("keypress", hear).once("end", leave);
  try {
    const answer = await prompt({ input, output, signal: gone.signal });
    return isCancel(answer) || typeof answer === "symbol" ? undefined : answer;
  } finally {
    input.off("keypress", hear).off("end", leave);
  }
}
