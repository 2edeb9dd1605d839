import { spawn } from "node:child_process";
import path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { PulumiError } from "./error.ts";

type Listen = (text: string) => void;

/** What the Automation API reads of a command that went well. */
interface Result {
  stdout: string;
  stderr: string;
  code: 0;
}

/**
 * The Pulumi CLI, started in a session of its own: a Ctrl-C in the terminal reaches a whole process group, so Pulumi would get it
 * twice (directly and through us), and a second SIGINT kills creations half-way (facts of Pulumi, 16.5; decision 25).
 * `abort` sends exactly one SIGINT.
 * @param inherited the whole environment of the process; what the Automation API adds wins over it
 *
 * `run` is internal in the Automation API, but it is the only way in; a test runs it through the real CLI.
 */
export async function pulumiCommand(binary: string, inherited: NodeJS.ProcessEnv): Promise<PulumiCommand> {
  const command = await commandOf(binary);
  const run = (args: string[], cwd: string, added: NodeJS.ProcessEnv, onOutput?: Listen, onError?: Listen, signal?: AbortSignal) => {
    const silentArgs = args.includes("--non-interactive") ? args : [...args, "--non-interactive"];
    return runDetached(
      binary,
      silentArgs,
      { cwd, env: { ...inherited, ...added, PULUMI_AUTOMATION_API: "true" } },
      { onOutput, onError, signal },
    );
  };
  return Object.assign(Object.create(command) as PulumiCommand, { run });
}

const commands = new Map<string, Promise<PulumiCommand>>();

/** It is asked for its version, once a process: `up --all` opens many stacks. */
function commandOf(binary: string): Promise<PulumiCommand> {
  const command = commands.get(binary) ?? PulumiCommand.get({ root: path.dirname(path.dirname(binary)) });
  commands.set(binary, command);
  return command;
}

interface Ears {
  onOutput?: Listen;
  onError?: Listen;
  signal?: AbortSignal;
}

function runDetached(
  binary: string,
  args: string[],
  place: { cwd: string; env: NodeJS.ProcessEnv },
  { onOutput, onError, signal }: Ears,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { ...place, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      onOutput?.(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      onError?.(text);
    });
    const interrupt = () => child.kill("SIGINT");
    if (signal?.aborted) interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    child.once("error", reject);
    child.once("close", (code) => {
      signal?.removeEventListener("abort", interrupt);
      if (code === 0) resolve({ stdout, stderr, code: 0 });
      else reject(new PulumiError(args[0] ?? "", code ?? -1, stdout, stderr));
    });
  });
}
