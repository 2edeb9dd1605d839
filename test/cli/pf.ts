import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { jest } from "@jest/globals";
import { main } from "../../cli/program.ts";
import { createContext } from "../../verbs/context.ts";

const root = path.join(__dirname, "..", "..");

/** Runs a command line inside this process, which is quick; nobody is there to answer questions. */
export async function pf(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const text = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((chunk) => {
      text[stream] += String(chunk);
      return true;
    }),
  );
  try {
    return { code: await main(args, createContext(root, { NO_COLOR: "1", ...environment })), ...text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A copy of the reference fleet with an empty home, for one test. */
export async function withMachine<Result>(
  work: (machine: { config: string; home: string; environment: Record<string, string> }) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-machine-"));
  const [config, home] = [path.join(folder, "config"), path.join(folder, "home")];
  cpSync(path.join(root, "config"), config, { recursive: true, filter: (file) => !file.endsWith(".ts") });
  try {
    return await work({ config, home, environment: { PF_CONFIG: config, PF_HOME: home } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
