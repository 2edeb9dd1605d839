import type { Context } from "../verbs/context.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** One command line, parsed. */
export interface Call {
  context: Context;
  terminal: Terminal;
  /** Arguments in order. */
  words: string[];
  /** Options by their camelCase name. */
  options: Record<string, unknown>;
  json: boolean;
  /** Runs another command line in another context, as the sandbox does. Returns its exit code. */
  runAgain(words: string[], context: Context): Promise<number>;
}

/** A command is data and a function: help, parsing and the documentation are made from the data. */
export interface CommandSpec {
  name: string;
  /** One sentence for the help. */
  summary: string;
  /** Arguments in commander's notation (`[stack]`), each with its sentence. */
  words?: Record<string, string>;
  /** Options in commander's notation (`--yes`), each with its sentence. */
  options?: Record<string, string>;
  /** Words that look like options belong to the command that is passed on, not to this one. */
  passThrough?: boolean;
  /** @returns the exit code */
  perform(call: Call): Promise<number>;
}

/** Commands of one subject under one word: `pf config explain`. */
export interface CommandGroup {
  name: string;
  /** One sentence for the help. */
  summary: string;
  commands: readonly CommandSpec[];
}
