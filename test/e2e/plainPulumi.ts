import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Wished } from "./programs/wished.ts";

const root = path.join(__dirname, "..", "..");

/** What a command of Pulumi did. */
export interface Run {
  code: number | null;
  output: string;
  /** `update air`, without resources that stay the same, in alphabetical order; of a refresh what came of it. */
  steps: string[];
}

/** One stack of a program of its own, driven by `pulumi` itself without `pf`. */
export interface PlainStack {
  /** Where everything is that Pulumi and our processes write: `backend`, `pulumi`, `home`. */
  folder: string;
  preview(wishes: readonly Wished[]): Promise<Run>;
  /** Without a preview before. */
  up(wishes: readonly Wished[], ...flags: string[]): Promise<Run>;
  refresh(): Promise<Run>;
  destroy(): Promise<Run>;
  /** Any other command, or one with further flags. */
  run(command: string, ...flags: string[]): Promise<Run>;
  /** The state as Pulumi exports it, secrets as ciphertext, or in clear where that is asked for. */
  state(...flags: string[]): Promise<{ deployment: { resources: StateResource[] } }>;
  /** Puts a state in the place of the stack's, as `state` gave it. */
  replaceState(state: unknown): Promise<void>;
  /**
   * What the engine told about all commands so far. Without messages for debugging, which people see with `--debug` alone: in them
   * Pulumi's SDK writes what it registers in clear, secrets included.
   */
  events(): string;
  close(): void;
}

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** @param environment where the Coolifys are */
export function plainStack(environment: Record<string, string | undefined>): PlainStack {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-plain-"));
  mkdirSync(path.join(folder, "backend"));
  writeFileSync(path.join(folder, "Pulumi.yaml"), JSON.stringify(projectFile()));
  const wished = path.join(folder, "wished.json");
  writeFileSync(wished, "[]");
  const env = { ...ownEnvironment(folder), ...environment, WISHED: wished, PF_HOME: path.join(folder, "home") };
  let count = 0;
  const run = async (command: string, ...flags: string[]): Promise<Run> => {
    const log = path.join(folder, `events-${++count}.jsonl`);
    const args = [command, "--stack", "test", "--non-interactive", "--color", "never", "--event-log", log, ...flags];
    const { code, output } = await pulumi(folder, args, env);
    return { code, output, steps: stepsOf(log, command === "refresh" ? "resOutputsEvent" : "resourcePreEvent") };
  };
  const wishing = (wishes: readonly Wished[]) => writeFileSync(wished, JSON.stringify(wishes));
  const created = spawnSync("pulumi", ["stack", "init", "test"], { cwd: folder, env, encoding: "utf8" });
  if (created.status !== 0) throw new Error(created.stderr);
  return {
    folder,
    preview: (wishes) => {
      wishing(wishes);
      return run("preview");
    },
    up: (wishes, ...flags) => {
      wishing(wishes);
      return run("up", "--yes", "--skip-preview", ...flags);
    },
    refresh: () => run("refresh", "--yes", "--skip-preview"),
    destroy: () => run("destroy", "--yes", "--skip-preview"),
    run,
    state: async (...flags) => {
      const { deployment } = JSON.parse((await pulumi(folder, ["stack", "export", "--stack", "test", ...flags], env)).output);
      // An empty stack has no list.
      return { deployment: { resources: [], ...deployment } };
    },
    replaceState: async (state) => {
      const file = path.join(folder, "state.json");
      writeFileSync(file, JSON.stringify(state));
      const { code, output } = await pulumi(folder, ["stack", "import", "--stack", "test", "--file", file], env);
      rmSync(file);
      if (code !== 0) throw new Error(output);
    },
    events: () =>
      Array.from({ length: count }, (_, index) => eventsOf(path.join(folder, `events-${index + 1}.jsonl`)))
        .flat()
        .join("\n"),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** As Pulumi.yaml has it, for another program. */
function projectFile() {
  const host = (name: string) => [{ name, path: path.join(root, "tools", "hosts", "bin") }];
  return {
    name: "plain",
    main: path.join(root, "test", "e2e", "programs", "wished.ts"),
    runtime: { name: "nodejs", options: { typescript: false } },
    plugins: { languages: host("nodejs"), providers: host("pulumi-nodejs") },
  };
}

/** The tester's own settings must not reach the program under test. */
function ownEnvironment(folder: string): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(COOLIFY_|PF_|PULUMI_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    PULUMI_HOME: path.join(folder, "pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_COMMANDS: "true", // knows --event-log
    PF_LOOPBACK_ONLY: "1",
    PF_PACE: "0.1",
  };
}

function pulumi(folder: string, args: string[], env: Record<string, string | undefined>): Promise<{ code: number | null; output: string }> {
  const child = spawn("pulumi", args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code, output }));
  });
}

/** What is about to be done with a resource, and what was done. */
type Told = "resourcePreEvent" | "resOutputsEvent";
type Event = { [Key in Told]?: { metadata: { op: string; urn: string; type: string } } };

const eventsOf = (log: string): string[] =>
  (existsSync(log) ? readFileSync(log, "utf8") : "").split("\n").filter((line) => line !== "" && !line.includes('"severity":"debug"'));

function stepsOf(log: string, told: Told): string[] {
  const steps = eventsOf(log).flatMap((line) => {
    const { op = "same", urn = "", type = "" } = (JSON.parse(line) as Event)[told]?.metadata ?? {};
    const ours = type.startsWith("pulumi-nodejs:dynamic/coolify:");
    return ours && op !== "same" ? [`${op} ${urn.split("::").at(-1)}`] : [];
  });
  return steps.sort();
}
