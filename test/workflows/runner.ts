import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Coolify } from "../../sandbox/coolify/start.ts";
import { filled, type RunStep } from "./workflow.ts";

const root = path.join(__dirname, "..", "..");
const PARTS = [
  "cli",
  "components",
  "config",
  "providers",
  "sandbox",
  "stacks",
  "tools",
  "verbs",
  "Pulumi.yaml",
  "package.json",
  "package-lock.json",
  "pf",
];

/** A repository with the project in it, as `actions/checkout` leaves one on a runner. */
export interface Checkout {
  folder: string;
  git(...args: string[]): string;
  /** Everything as it is now, as a commit. @returns its digits */
  commit(message: string): string;
  /** What a runner of its own would not have: the state, the stack files. */
  forget(): void;
  remove(): void;
}

export function createCheckout(keep: (file: string) => boolean): Checkout {
  const place = mkdtempSync(path.join(tmpdir(), "pf-runner-"));
  const folder = path.join(place, "work");
  for (const part of PARTS)
    cpSync(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (source) => !/stacks\/Pulumi\..*\.yaml$/.test(source) && keep(path.relative(root, source)),
    });
  writeFileSync(path.join(folder, ".gitignore"), ".tools\nnode_modules\n.pf\nstacks/Pulumi.*.yaml\n");
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  // A folder of its own with what is there in it: whatever the set-up notes down is noted here.
  mkdirSync(path.join(folder, ".tools"));
  for (const name of readdirSync(path.join(root, ".tools")).filter((one) => one !== "lock"))
    if (name === "ready") cpSync(path.join(root, ".tools", name), path.join(folder, ".tools", name));
    else symlinkSync(path.join(root, ".tools", name), path.join(folder, ".tools", name));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
  git("init", "-q", "-b", "main");
  return {
    folder,
    git,
    commit: (message) => {
      git("add", "-A");
      git("commit", "-qm", message);
      return git("rev-parse", "HEAD");
    },
    forget: () => {
      git("clean", "-fdq");
      rmSync(path.join(folder, ".pf"), { recursive: true, force: true });
      for (const name of readdirSync(path.join(folder, "stacks")))
        if (/^Pulumi\..*\.yaml$/.test(name)) rmSync(path.join(folder, "stacks", name));
    },
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

export interface StepEnd {
  code: number | null;
  output: string;
  /** What it wrote to GITHUB_STEP_SUMMARY. */
  summary: string;
  /** What it wrote to GITHUB_OUTPUT, by name. */
  outputs: Record<string, string>;
}

export interface Runner {
  checkout: Checkout;
  coolify: Pick<Coolify, "proxy">;
  /** `pull_request`, `push`, `schedule`. */
  eventName: string;
  /** The event as GitHub writes it to a file. */
  event: unknown;
  apiUrl: string;
  contexts: Record<string, unknown>;
}

/** Runs a step as GitHub's runner does: its shell, its variables, its files. */
export async function runStep(step: RunStep, { checkout, coolify, eventName, event, apiUrl, contexts }: Runner): Promise<StepEnd> {
  const place = mkdtempSync(path.join(tmpdir(), "pf-step-"));
  const file = (name: string, text = "") => {
    writeFileSync(path.join(place, name), text);
    return path.join(place, name);
  };
  const [outputs, summary] = [file("output"), file("summary")];
  const github = contexts.github as { event?: unknown } | undefined;
  const all = { ...contexts, github: { ...github, event } };
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(String(value), all)]);
  const environment = {
    PATH: pathOfPerson(),
    HOME: place,
    LANG: "C.UTF-8",
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event)),
    GITHUB_REPOSITORY: "acme/fleet",
    GITHUB_RUN_ID: "4711",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_API_URL: apiUrl,
    GITHUB_OUTPUT: outputs,
    GITHUB_STEP_SUMMARY: summary,
    // Not GitHub's: they keep the test on this machine, and quick.
    PF_LOOPBACK_ONLY: "1",
    PF_PACE: "0.1",
    PF_RESOLVE: coolify.proxy,
    ...Object.fromEntries(own),
  };
  const child = spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", file("script.sh", step.run)], {
    cwd: checkout.folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const lines = readFileSync(outputs, "utf8").split("\n").filter(Boolean);
  const ended = {
    code,
    output,
    summary: existsSync(summary) ? readFileSync(summary, "utf8") : "",
    outputs: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)])),
  };
  rmSync(place, { recursive: true, force: true });
  return ended;
}

/** PATH without this project's tools, which the test itself was started with. */
const pathOfPerson = () =>
  (process.env.PATH ?? "")
    .split(":")
    .filter((entry) => !entry.startsWith(path.join(root, ".tools")) && !entry.startsWith(path.join(root, "node_modules")))
    .join(":");
