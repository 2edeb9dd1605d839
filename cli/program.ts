import { Command, CommanderError } from "commander";
import type { Context } from "../verbs/context.ts";
import { EXIT, Failure, toFailure } from "../verbs/failure.ts";
import type { Call, CommandGroup, CommandSpec } from "./call.ts";
import { commands } from "./commands/index.ts";
import { GLOBAL_OPTIONS } from "./options.ts";
import { createTerminal, type Terminal } from "./terminal/terminal.ts";

/**
 * Runs one command line and returns its exit code. Nothing below ends the process, so that a test or another program can call it.
 *
 * @param args words after `pf`
 */
export async function main(args: string[], context: Context): Promise<number> {
  const json = args.includes("--json");
  const terminal = createTerminal({ environment: context.environment, json, color: colorOf(args) });
  let exit: number = EXIT.ok;
  const program = createProgram(terminal, async (perform, words, options) => {
    exit = await perform({ context, terminal, words, options, json, runAgain: main });
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(error, terminal, json);
    if (error.exitCode === 0) return EXIT.ok;
    // Commander has told the person already.
    if (json) terminal.result(errorDocument(misuse(error)));
    return EXIT.usage;
  }
}

type Dispatch = (perform: (call: Call) => Promise<number>, words: string[], options: Record<string, unknown>) => Promise<void>;

function createProgram(terminal: Terminal, dispatch: Dispatch): Command {
  const program = new Command("pf")
    .description("Runs a fleet of applications on Coolify: instances, products and white-labels, described in YAML.")
    .configureOutput({ writeOut: (text) => terminal.result(text.trimEnd()), writeErr: (text) => terminal.say(text.trimEnd()) })
    .showSuggestionAfterError()
    .helpCommand(true)
    .enablePositionalOptions()
    .exitOverride();
  for (const command of commands) add(program, command, dispatch);
  return program;
}

function add(parent: Command, command: CommandSpec | CommandGroup, dispatch: Dispatch): void {
  const added = parent.command(command.name).description(command.summary).showSuggestionAfterError().exitOverride();
  if ("commands" in command) {
    for (const inner of command.commands) add(added, inner, dispatch);
    return;
  }
  for (const [usage, summary] of Object.entries(command.words ?? {})) added.argument(usage, summary);
  for (const [usage, summary] of Object.entries({ ...command.options, ...GLOBAL_OPTIONS })) added.option(usage, summary);
  if (command.passThrough) added.passThroughOptions();
  added.action(async (...received) => {
    const options = received.at(-2) as Record<string, unknown>;
    const words = received
      .slice(0, -2)
      .flat()
      .filter((word): word is string => typeof word === "string");
    await dispatch(command.perform, words, options);
  });
}

function colorOf(args: string[]): boolean | undefined {
  if (args.includes("--no-color")) return false;
  return args.includes("--color") ? true : undefined;
}

function fail(error: unknown, terminal: Terminal, json: boolean): number {
  const failure = toFailure(error);
  if (json) terminal.result(errorDocument(failure));
  terminal.say(`${terminal.colors.red("✗")} ${failure.message}`);
  if (failure.hint) terminal.say(`  → ${failure.hint}`);
  // A fault that nobody foresaw is ours: its place helps whoever mends it.
  if (failure.exit === EXIT.unexpected && !failure.hint && error instanceof Error && failure !== error)
    terminal.say(terminal.colors.dim(error.stack ?? ""));
  return failure.exit;
}

const errorDocument = ({ exit, message, hint }: Failure) => JSON.stringify({ error: { exit, message, hint } });

/** A command line that commander refused. Without any command it only shows the help and has no sentence. */
function misuse({ code, message }: CommanderError): Failure {
  const text = code === "commander.help" ? "No command was given." : message.replace(/^error: /, "").replace(/\n/g, " ");
  return new Failure(EXIT.usage, text, "`pf --help` lists the commands and their options.");
}
