import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { isAlive } from "../providers/coolify/lock.ts";
import { shellQuote } from "../tools/quote.ts";
import type { Context } from "./context.ts";
import { EXIT, Failure } from "./failure.ts";

/** Variables that name a real Coolify: a command on the sandbox must see none of them. */
const REAL = /^(COOLIFY_(BASE_URL|TOKEN)(_.*)?|PF_(HOME|RESOLVE|RUN|IDENTITY))$/;

export interface StartedSandbox {
  /** The caller's context with home, address and token of the sandbox. */
  context: Context;
  /** Variables with which a command in another terminal works on this sandbox. */
  variables: Record<string, string>;
  /** The same as `export` lines for a shell. */
  exports: string;
  stop(): Promise<void>;
}

const homeOf = (context: Context) => path.join(context.home, "sandbox");

/** Starts the offline Coolify as a process of its own. What it holds stays in `.pf/sandbox`, so that the next start goes on from there. */
export async function startSandbox(context: Context): Promise<StartedSandbox> {
  const home = homeOf(context);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const main = path.join(context.root, "sandbox", "coolify", "main.ts");
  // A process group of its own: Ctrl-C in the terminal is for the command that runs, which ends the sandbox when it is done.
  const child = spawn(process.execPath, [main, "--port", "0", "--state", path.join(home, "coolify"), "--until-stdin-ends"], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await firstLine(child.stdout, ended);
  const settings = {
    PF_HOME: home,
    PF_SANDBOX: "1",
    COOLIFY_BASE_URL: address.url,
    COOLIFY_TOKEN: address.token,
    PF_RESOLVE: address.proxy,
  };
  const inherited = Object.fromEntries(Object.entries(context.environment).filter(([name]) => !REAL.test(name)));
  return {
    context: { ...context, home, isolated: true, offline: true, environment: { ...inherited, ...settings } },
    variables: settings,
    exports: Object.entries(settings)
      .map(([name, value]) => `export ${name}=${shellQuote(value)}`)
      .join("\n"),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/**
 * Forgets everything the sandbox holds: its Coolify and the state of its stacks. Nothing outside its folder is touched.
 *
 * @throws Failure `inProgress` while a sandbox runs there, which would go on writing into the emptied folder
 */
export function emptySandbox(context: Context): void {
  const home = homeOf(context);
  const holder = holderOf(path.join(home, "coolify.lock"));
  if (holder !== undefined) {
    throw new Failure(
      EXIT.inProgress,
      `The sandbox is running (process ${holder}).`,
      "End it first: Ctrl-C where `pf sandbox` was started.",
    );
  }
  rmSync(home, { recursive: true, force: true });
}

/** The living process that the sandbox's lock names first (sandbox/README.md). */
function holderOf(lock: string): number | undefined {
  if (!existsSync(lock)) return undefined;
  const holder = Number.parseInt(readFileSync(lock, "utf8"), 10);
  return holder > 0 && isAlive(holder) ? holder : undefined;
}

interface Address {
  url: string;
  token: string;
  proxy: string;
}

async function firstLine(stdout: NodeJS.ReadableStream, ended: Promise<void>): Promise<Address> {
  const lines = createInterface({ input: stdout });
  const line = await Promise.race([
    new Promise<string>((resolve) => lines.once("line", resolve)),
    ended.then(() => {
      throw new Failure(
        EXIT.unexpected,
        "The sandbox ended before it was ready.",
        "Its own message stands above. `--fresh` after `sandbox` starts from nothing.",
      );
    }),
  ]);
  // The rest of what it prints is of no use here, but an unread pipe would fill up and stop it.
  lines.on("line", () => {});
  return JSON.parse(line) as Address;
}
