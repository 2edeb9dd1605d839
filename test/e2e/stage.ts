import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Coolify, type CoolifyOptions, startCoolify } from "../../sandbox/coolify/start.ts";

const root = path.join(__dirname, "..", "..");

/** What a finished command left. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A request as the offline Coolify saw it. */
export interface Request {
  method: string;
  path: string;
  status: number;
}

/** Polls follow what Coolify does in the background; they are counted apart. */
export const isPoll = ({ method, path: route }: Request): boolean => method === "GET" && route.startsWith("/api/v1/deployments");

export const withoutPolls = (requests: readonly Request[]): Request[] => requests.filter((request) => !isPoll(request));

/** Requests that may change something. */
export const writesOf = (requests: readonly Request[]): Request[] => requests.filter(({ method }) => method !== "GET");

/** A command that runs. */
export interface Running {
  ended: Promise<Ended>;
  /** What Ctrl-C does: SIGINT to the whole process group. */
  interrupt(): void;
  /** What nobody can resist: SIGKILL to the whole process group. */
  kill(): void;
}

/** A command that is talked to. */
export interface Typed {
  ended: Promise<Ended>;
  /** Stdout so far. */
  read(): string;
  write(keys: string): void;
}

/**
 * A machine of its own for one test file: an offline Coolify, an empty home of the program, a copy of the reference fleet that may be
 * edited. Everything else is the real thing: the program as a process, the real Pulumi, the real providers.
 */
export interface Stage {
  coolify: Coolify;
  /** Folder with the copied YAML. */
  config: string;
  home: string;
  /** Runs `pf` and waits for its end. */
  pf(args: string[], environment?: Record<string, string | undefined>): Promise<Ended>;
  /** Runs a line of shell in the project's folder. */
  shell(line: string): Promise<Ended>;
  /** Runs another program in the same place, with somebody who reads and types. */
  command(program: string, args: string[], environment?: Record<string, string>): Typed;
  /** Runs `pf` and lets it run. */
  start(args: string[], environment?: Record<string, string | undefined>): Running;
  /** Replaces a text in a YAML file; fails where it is not there. */
  edit(file: string, from: string | RegExp, to: string): void;
  /** Requests that the program sent since the last call of this or of `get`. */
  requests(): Request[];
  /** Asks the offline Coolify itself. The requests before and this one are forgotten. */
  get<Answer>(route: string): Promise<Answer>;
  close(): Promise<void>;
}

/** As in CI, where the name that a person would have to type is given beforehand (decision 33). */
function assured(args: string[]): [string[], Record<string, string>] {
  const [, stack] = args;
  if (!args.includes("--yes") || !stack || stack.startsWith("-")) return [args, {}];
  return [[...args, "--confirm", stack], { CI: "true" }];
}

/** @param asking true where the test is about what has to be confirmed; elsewhere `--yes` stands for the name as well */
export async function createStage(options: CoolifyOptions = {}, asking = false): Promise<Stage> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-stage-"));
  const home = path.join(folder, "home");
  const config = path.join(folder, "config");
  cpSync(path.join(root, "config"), config, { recursive: true, filter: (source) => !source.endsWith(".ts") });
  const coolify = await startCoolify(options);
  const environmentOf = (extra: Record<string, string | undefined>) => ({
    ...withoutOurs(process.env),
    COOLIFY_BASE_URL: coolify.url,
    COOLIFY_TOKEN: coolify.token,
    PF_RESOLVE: coolify.proxy,
    PF_HOME: home,
    PF_CONFIG: config,
    PF_LOOPBACK_ONLY: "1",
    // Pauses of the provider, not its patience: nothing here needs a second between two looks.
    PF_PACE: "0.1",
    ...extra,
  });
  const start: Stage["start"] = (args, extra = {}) => {
    const [words, added] = asking ? [args, {}] : assured(args);
    return run(process.execPath, ["cli/main.ts", ...words], environmentOf({ ...added, ...extra }));
  };
  return {
    coolify,
    config,
    home,
    start,
    pf: (args, extra) => start(args, extra).ended,
    command: (program, args, extra = {}) => run(program, args, environmentOf(extra), "pipe"),
    shell: (line) => run("sh", ["-c", line], environmentOf({})).ended,
    edit: (file, from, to) => replaceIn(path.join(config, file), from, to),
    requests: () => {
      const since = [...coolify.requests()];
      coolify.forgetRequests();
      return since;
    },
    get: async <Answer>(route: string) => {
      const headers = { authorization: `Bearer ${coolify.token}`, accept: "application/json" };
      const answer = await fetch(`${coolify.url}/api/v1${route}`, { headers });
      const body = (await answer.json()) as Answer;
      coolify.forgetRequests();
      return body;
    },
    close: async () => {
      await coolify.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The tester's own settings must not reach the program under test. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(COOLIFY_|PF_|PULUMI_|CI$)/.test(name)));
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv, input: "ignore" | "pipe" = "ignore"): Running & Typed {
  // A group of its own, as a command in a terminal has: `interrupt` reaches all of it.
  const child = spawn(program, args, { cwd: root, env, stdio: [input, "pipe", "pipe"], detached: true });
  const text = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text.stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...text }));
  });
  const signalGroup = (signal: NodeJS.Signals) => void process.kill(-(child.pid ?? 0), signal);
  const talk = { read: () => text.stdout, write: (keys: string) => void child.stdin?.write(keys) };
  return { ended, ...talk, interrupt: () => signalGroup("SIGINT"), kill: () => signalGroup("SIGKILL") };
}

function replaceIn(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} holds no ${from}`);
  writeFileSync(file, after);
}
