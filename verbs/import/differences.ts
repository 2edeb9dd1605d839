import type { Plain } from "../../config/located.ts";
import { yamlField, yamlVariable } from "../drift/yamlField.ts";
import type { DraftedInstance } from "./draft.ts";
import type { Taken } from "./entries.ts";
import { nameOf } from "./fitting.ts";
import { called, type FoundProject, type FoundWorkload } from "./found.ts";

interface Edit {
  path: string[];
  value: Plain;
}

/** What Coolify has, as edits of the YAML that says something else. */
export function editsOf({ described }: DraftedInstance, taken: readonly Taken[]): Edit[] {
  return taken.flatMap(({ kind, workload, attached, differences, inputs }) => {
    const at = workload && described.get(workload);
    if (!at) return [];
    const inside = kind === "ScheduledTask" ? ["tasks", String(inputs.name)] : [];
    // Storages and schedules are said in full at once.
    if (attached && inside.length === 0) return [];
    return differences.flatMap(({ path, is }) => {
      const [, key = "", ...rest] = path.split(".");
      const isVariable = kind.endsWith("Variables");
      // One of pf-core's that it does not have; its own are written as they are.
      const field = isVariable
        ? rest.length === 0 && is === undefined
          ? yamlVariable(key, undefined)
          : undefined
        : yamlField(kind, path, is);
      return field ? [{ path: [...at.path, ...inside, ...field.path], value: field.value }] : [];
    });
  });
}

/**
 * What differs although everything was tried is no more taken over, and named. @returns whether there was anything
 */
export function setDifferingAside(found: FoundProject, taken: readonly Taken[]): boolean {
  const differing = taken.filter(({ differences, workload }) => workload && differences.length > 0);
  for (const one of differing) if (one.workload) setAside(found, one.workload, one);
  return differing.length > 0;
}

function setAside(found: FoundProject, workload: FoundWorkload, { kind, attached, differences, secrets }: Taken): void {
  const told = differences.map(({ path, is }) => {
    const isSecret = kind.endsWith("Variables") || secrets.some((secret) => path.startsWith(secret));
    return isSecret ? path : `${path}, which is ${JSON.stringify(is ?? null)} at Coolify`;
  });
  const reason = `the YAML has no words for ${told.join("; ")}`;
  const push = (what: string) => found.foreign.push({ what: `${called(workload)}${what}`, reason });
  if (kind.endsWith("Variables")) {
    const keys = new Set(differences.map(({ path }) => path.split(".")[1] ?? ""));
    for (const key of keys) {
      delete workload.variables[key];
      found.foreign.push({ what: `${called(workload)} variables.${key}`, reason: "the YAML has no words for how Coolify keeps it" });
    }
  } else if (attached) {
    workload.storages = workload.storages.filter((one) => one !== attached);
    workload.tasks = workload.tasks.filter((one) => one !== attached);
    workload.backups = workload.backups.filter((one) => one !== attached);
    push(` ${nameOf(attached)}`);
  } else if (found.workloads.includes(workload)) {
    found.workloads.splice(found.workloads.indexOf(workload), 1);
    push("");
  }
}

/** What of the project and its environments differs, which are taken over all the same. */
export const wordless = (taken: readonly Taken[]) =>
  taken.flatMap(({ kind, workload, planned: { name }, differences }) =>
    workload
      ? []
      : differences.map(({ path, is }) => ({
          what: `${kind.toLowerCase()} ${name} ${path}`,
          reason: `the YAML has no words for ${JSON.stringify(is ?? null)}; it stays as it is`,
        })),
  );
