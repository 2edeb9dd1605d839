import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** What of GitHub's workflow syntax is used here; anything else is refused, so that a slip of the pen does not go unnoticed. */
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Environment = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), Scalar);

const Step = z.union([
  z.strictObject({ name: z.string().optional(), uses: z.string(), with: z.record(z.string(), Scalar).optional() }),
  z.strictObject({ name: z.string(), id: z.string().optional(), env: Environment.optional(), run: z.string() }),
]);

const Permissions = z.partialRecord(z.enum(["contents", "pull-requests", "issues", "actions"]), z.enum(["read", "write", "none"]));
const Concurrency = z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() });

const Job = z.strictObject({
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  if: z.string().optional(),
  "runs-on": z.literal("ubuntu-24.04"),
  "timeout-minutes": z.int().positive(),
  permissions: Permissions.optional(),
  environment: z.string().optional(),
  strategy: z.strictObject({ "fail-fast": z.boolean(), matrix: z.record(z.string(), z.union([z.string(), z.array(Scalar)])) }).optional(),
  concurrency: Concurrency.optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  steps: z.array(Step).min(1),
});

export const Workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    pull_request: z.null().optional(),
    push: z.strictObject({ branches: z.array(z.string()) }).optional(),
    schedule: z.array(z.strictObject({ cron: z.string().regex(/^([\d*/,-]+ ){4}[\d*/,-]+$/) })).optional(),
    workflow_dispatch: z.null().optional(),
  }),
  permissions: Permissions,
  // Otherwise the shell goes on after a failure in the middle of a pipe.
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal("bash") }) }),
  concurrency: Concurrency.optional(),
  jobs: z.record(z.string(), Job),
});

export type Workflow = z.infer<typeof Workflow>;
export type Job = z.infer<typeof Job>;
export type RunStep = Extract<z.infer<typeof Step>, { run: string }>;

export const FOLDER = path.join(__dirname, "..", "..", ".github", "workflows");
export const files = readdirSync(FOLDER).filter((name) => /\.ya?ml$/.test(name));
export const textOf = (file: string) => readFileSync(path.join(FOLDER, file), "utf8");
export const load = (file: string): Workflow => Workflow.parse(parse(textOf(file)));

/** The one `run:` step of a job with that name. */
export function stepNamed(workflow: Workflow, job: string, name: string): RunStep {
  const step = workflow.jobs[job]?.steps.find((one): one is RunStep => "run" in one && one.name === name);
  if (!step) throw new Error(`${workflow.name} has no step "${name}" in ${job}`);
  return step;
}

/** Every `${{ … }}` in a part of a workflow, without its brackets. `if:` is one without. */
export const expressionsIn = (part: unknown): string[] =>
  [...JSON.stringify(part).matchAll(/\$\{\{(.*?)\}\}/g)].map(([, inner = ""]) => inner.trim());

type Contexts = Record<string, unknown>;

/** As much of GitHub's expressions as the workflows use: a path into a context, `fromJSON(…)` of one. @throws where it leads nowhere */
export function evaluate(expression: string, contexts: Contexts): unknown {
  const inner = /^fromJSON\((.*)\)$/.exec(expression)?.[1];
  if (inner !== undefined) return JSON.parse(String(evaluate(inner, contexts)));
  if (!/^[a-z]\w*(\.[A-Za-z_][\w-]*)+$/.test(expression)) throw new Error(`not an expression that is known here: ${expression}`);
  const [context = "", ...keys] = expression.split(".");
  // What nobody has set is empty: so it is with secrets and variables, and with nothing else.
  const missing = context === "secrets" || context === "vars" ? "" : undefined;
  const value = keys.reduce<unknown>((at, key) => (at as Contexts | undefined)?.[key], contexts[context]) ?? missing;
  if (value === undefined) throw new Error(`${expression} leads nowhere`);
  return value;
}

/** A text with its expressions filled in. */
export const filled = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, inner: string) => String(evaluate(inner.trim(), contexts)));
