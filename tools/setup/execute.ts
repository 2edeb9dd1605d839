import { spawn } from "node:child_process";

/** How a program ended. `code` is undefined when it could not be started or was killed. */
export interface Ended {
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. Nothing of it reaches the terminal; `onStderr` sees its messages line by line. Never throws. */
export function execute(
  program: string,
  args: string[],
  options: { cwd?: string; environment?: NodeJS.ProcessEnv; timeout?: number; onStderr?: (line: string) => void } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      timeout: options.timeout,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) options.onStderr?.(line);
    });
    child.once("error", (error) => resolve({ code: undefined, stdout, stderr: stderr || error.message }));
    child.once("close", (code) => resolve({ code: code ?? undefined, stdout, stderr }));
  });
}

/** The beginning of a program's messages: npm says first what is wrong and then how it is used. */
export function firstLines(text: string, count = 8): string {
  return text.trim().split("\n").slice(0, count).join("\n");
}

/** The end of a program's messages, short enough to show. */
export function lastLines(text: string, count = 8): string {
  return text.trim().split("\n").slice(-count).join("\n");
}
