import { type Request, type Stage, withoutPolls } from "./stage.ts";

/** What a command of Pulumi did. */
export interface Done {
  /** What it said, where it failed; empty where it went well. */
  failure: string;
  output: string;
  /** `{ create: 12 }` of its summary; what stays the same is not counted. */
  changes: Record<string, number>;
  /** Requests of the command without polls. */
  requests: Request[];
}

export interface StateResource {
  type: string;
  urn: string;
  protect?: boolean;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** The fleet's own stacks, driven by `pulumi` itself without `pf`, in the project's folder. */
export interface PlainFleet {
  up(stack: string): Promise<Done>;
  preview(stack: string): Promise<Done>;
  refresh(stack: string): Promise<Done>;
  destroy(stack: string): Promise<Done>;
  /** Any other command: `["state", "unprotect", "--all"]`. */
  run(stack: string, args: string[]): Promise<Done>;
  /** What the stack tells of itself, secrets blanked out. */
  outputs(stack: string): Promise<Record<string, unknown>>;
  state(stack: string): Promise<StateResource[]>;
}

const SUMMARY = /^\s*[+~-]{1,2} (\d+) (?:to )?(created?|updated?|deleted?|replaced?)\b/gm;

const changesOf = (output: string): Record<string, number> =>
  Object.fromEntries([...output.matchAll(SUMMARY)].map(([, count, what = ""]) => [what.replace(/d$/, ""), Number(count)]));

/** @param environment what the program sees besides, such as secrets */
export function plainFleet(stage: Stage, environment: Record<string, string> = {}): PlainFleet {
  const given = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'; `);
  const shell = async (command: string) => {
    stage.requests();
    const line = `eval "$('${process.execPath}' cli/main.ts env)" && ${given.join("")}${command}`;
    const { code, stdout, stderr } = await stage.shell(line);
    const output = stdout + stderr;
    return { failure: code === 0 ? "" : output, stdout, output, changes: changesOf(stdout), requests: withoutPolls(stage.requests()) };
  };
  const run = (stack: string, args: string[]) => shell(`pulumi ${args.join(" ")} --stack ${stack} --non-interactive --color never`);
  const known = new Set<string>();
  const opened = async (stack: string, args: string[]) => {
    if (!known.has(stack)) await shell(`pulumi stack select --create ${stack} --non-interactive`);
    known.add(stack);
    return run(stack, args);
  };
  return {
    up: (stack) => opened(stack, ["up", "--yes", "--skip-preview"]),
    preview: (stack) => opened(stack, ["preview"]),
    refresh: (stack) => opened(stack, ["refresh", "--yes", "--skip-preview"]),
    destroy: (stack) => opened(stack, ["destroy", "--yes", "--skip-preview"]),
    run: opened,
    outputs: async (stack) => JSON.parse((await run(stack, ["stack", "output", "--json"])).stdout),
    state: async (stack) => JSON.parse((await run(stack, ["stack", "export"])).stdout).deployment.resources ?? [],
  };
}
