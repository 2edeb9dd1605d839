import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ResolvedStack } from "../config/resolved.ts";
import { secretsOf, snapshotOf } from "../config/snapshot.ts";
import { pulumiEnvironment } from "../tools/env.ts";
import { recordApplied } from "./config/history.ts";
import type { Context } from "./context.ts";
import { KeptState } from "./pulumi/kept.ts";

/** What decides what a stack is to become besides its YAML: the program itself. */
const PROGRAM = ["stacks", "components", "providers/coolify/kinds"];

/** Which stacks are known to be as their configuration wants them, so that `up --all` need not even ask Pulumi about them. */
export class Applied {
  readonly #context: Context;
  readonly #program: string;
  readonly #backend: string;
  readonly #workspace: string;

  constructor(context: Context) {
    this.#context = context;
    this.#program = programOf(context.root);
    const { variables, workspace } = pulumiEnvironment(context);
    this.#backend = variables.PULUMI_BACKEND_URL ?? context.environment.PULUMI_BACKEND_URL ?? "";
    this.#workspace = workspace === context.root ? path.join(workspace, "stacks") : workspace;
  }

  /**
   * Whether the last good run from this machine wanted the same, and nobody has touched the state since: a refresh, plain Pulumi, a
   * destroy. Where the state lies elsewhere that cannot be told, and a preview has to.
   */
  has(stack: ResolvedStack): boolean {
    const state = this.#stateOf(stack);
    return state !== undefined && read(this.#fileOf(stack)) === this.#fingerprint(stack, state);
  }

  /** To be called after an `up` that went well. */
  note(stack: ResolvedStack): void {
    const state = this.#stateOf(stack);
    if (state !== undefined) {
      const file = this.#fileOf(stack);
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, this.#fingerprint(stack, state), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    }
    recordApplied(this.#context, stack.code, snapshotOf(stack));
  }

  #stateOf({ code }: ResolvedStack): string | undefined {
    return new KeptState(this.#context.home, this.#backend, "pf-core", code).digest();
  }

  #fileOf({ code }: ResolvedStack): string {
    return path.join(this.#context.home, "applied", `${code}-${digest(this.#backend).slice(0, 8)}`);
  }

  /** Of configuration, secrets, state, program: a rotated secret is a change as well. Only its digest is written. */
  #fingerprint(stack: ResolvedStack, state: string): string {
    const { environment } = this.#context;
    const secrets = secretsOf(stack).map((name) => environment[`PF_SECRET_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`] ?? "");
    const settings = read(path.join(this.#workspace, `Pulumi.${stack.code}.yaml`)) ?? "";
    return digest(JSON.stringify([snapshotOf(stack).hash, secrets, settings, state, this.#program]));
  }
}

function programOf(root: string): string {
  const files = PROGRAM.flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)));
  return digest(
    files
      .filter((file) => file.endsWith(".ts"))
      .sort()
      .map((file) => readFileSync(file, "utf8"))
      .join("\0"),
  );
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

const read = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
