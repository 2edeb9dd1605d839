import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withValue } from "../../config/edit.ts";
import { ConfigError } from "../../config/fault.ts";
import { loadFleet } from "../../config/load.ts";
import type { Context } from "../context.ts";
import { yamlField, yamlVariable } from "../drift/yamlField.ts";
import { EXIT, Failure } from "../failure.ts";
import { type DraftedInstance, draftInstance } from "./draft.ts";
import type { Taken } from "./entries.ts";
import type { FoundProject } from "./look.ts";

/** The first form of the YAML. A workload whose values the YAML cannot hold stays foreign, with the reason. */
export function fitting(context: Context, code: string, found: FoundProject): DraftedInstance {
  const tried = (workloads: FoundProject["workloads"]) => {
    const draft = draftInstance(context.config, code, { ...found, workloads, foreign: [] });
    return { draft, reason: writeAndLoad(context, draft) };
  };
  for (const workload of [...found.workloads]) {
    const { draft, reason } = tried([workload]);
    if (reason === undefined || draft.described.size === 0) continue;
    found.workloads.splice(found.workloads.indexOf(workload), 1);
    found.foreign.push({ what: `${workload.kind.toLowerCase()} ${workload.name} (${workload.environment})`, reason });
  }
  const draft = draftInstance(context.config, code, found);
  const reason = writeAndLoad(context, draft);
  if (reason !== undefined) throw new Failure(EXIT.usage, `The project cannot be described: ${reason}`, "Nothing was written.");
  if (draft.described.size === 0)
    throw new Failure(
      EXIT.usage,
      found.foreign.map(({ what, reason: why }) => `${what}: ${why}`).join("\n"),
      "There is nothing that could be taken over.",
    );
  return draft;
}

/** @returns what is wrong with it */
export function writeAndLoad({ config }: Context, draft: Pick<DraftedInstance, "file" | "text" | "releases" | "code">): string | undefined {
  for (const [file, text] of filesOf(draft)) {
    mkdirSync(path.dirname(path.join(config, file)), { recursive: true });
    writeFileSync(path.join(config, file), text);
  }
  try {
    loadFleet(config);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(({ path: where, reason }) => `${where}: ${reason}`).join("; ");
    throw error;
  }
}

const filesOf = ({ file, text, releases, code }: Pick<DraftedInstance, "file" | "text" | "releases" | "code">): [string, string][] => [
  [file, text],
  ...(releases ? [[`releases/${code}.yaml`, releases] as [string, string]] : []),
];

/** Writes what Coolify has into the YAML wherever the first form says something else. */
export function withDifferences(context: Context, draft: DraftedInstance, taken: readonly Taken[]): string {
  let text = draft.text;
  for (const { kind, workload, differences, inputs } of taken) {
    if (!workload || !draft.described.has(workload)) continue;
    const key = draft.described.get(workload);
    const section = key === undefined ? [] : [workload.kind === "Application" ? "applications" : "databases", key];
    for (const { path: where, is } of differences) {
      const [, name = "", ...rest] = where.split(".");
      const isVariable = kind.endsWith("Variables");
      const field = isVariable
        ? rest.length === 0 && is === undefined
          ? yamlVariable(name, undefined)
          : undefined
        : yamlField(kind, where, is);
      if (!field) continue;
      const inside = kind === "ScheduledTask" ? ["tasks", String(inputs.name)] : [];
      const next = withValue(text, ["environments", workload.environment, ...section, ...inside, ...field.path], field.value);
      // What the YAML refuses stays out of it.
      if (writeAndLoad(context, { ...draft, text: next }) === undefined) text = next;
    }
  }
  writeAndLoad(context, { ...draft, text });
  return text;
}

/** @throws Failure where the names of the new files are taken */
export function requireFree({ config }: Context, code: string): void {
  const taken = [`instances/${code}.instance.yaml`, `releases/${code}.yaml`].find((file) => existsSync(path.join(config, file)));
  if (taken) throw new Failure(EXIT.usage, `config/${taken} is there already.`, "Name another code: --code <code>.");
}

/** @returns the files, from the root of the configuration */
export function writeFiles(context: Context, draft: Pick<DraftedInstance, "file" | "text" | "releases" | "code">): string[] {
  return filesOf(draft).map(([file, text]) => {
    const full = path.join(context.config, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text, { flag: "wx" });
    return file;
  });
}
