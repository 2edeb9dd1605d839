import type { Fleet } from "../load.ts";
import { find, keyPlaceOf, type Place, placeOf } from "../located.ts";
import type { Origins } from "../placed.ts";
import type { ResolvedStack } from "../resolved.ts";
import type { Excuse } from "./excuses.ts";
import type { Breach, Rule, Workload } from "./rule.ts";
import { RULES } from "./rules.ts";

/** What is against a rule, with its place, cause and cure. */
export interface Finding extends Place {
  rule: string;
  severity: Rule["severity"];
  stack: string;
  /** Empty where the finding is about an excuse. */
  workload: string;
  /** `limits.memory`, seen from the workload. */
  path: string;
  reason: string;
}

/** Holds the whole fleet against all rules. What is excused is left out; an excuse that excuses nothing is told, so that it goes. */
export function checkPolicies(fleet: Fleet): Finding[] {
  const all = [...Object.values(fleet.instances), ...Object.values(fleet.whiteLabels)];
  const found = all.flatMap((stack) => workloadsOf(stack).flatMap((workload) => findingsOf(fleet, stack.code, workload)));
  const excused = (finding: Finding) => fleet.excuses.some((excuse) => excuses(excuse, finding));
  return [...found.filter((finding) => !excused(finding)), ...idle(fleet.excuses, found)].sort(inOrder);
}

const excuses = ({ rule, workload }: Excuse, finding: Finding) => finding.rule === rule && finding.workload === workload;

function idle(all: readonly Excuse[], found: readonly Finding[]): Finding[] {
  return all
    .filter((excuse) => !found.some((finding) => excuses(excuse, finding)))
    .map(({ rule, workload, at }) => ({
      ...{ ...at, rule, severity: "warning" as const, stack: "", workload: "", path: `excused.${rule}.${workload}` },
      reason: "excuses nothing: the rule is kept, or nothing is called so; remove the line",
    }));
}

function findingsOf(fleet: Fleet, stack: string, workload: Workload): Finding[] {
  const origins = fleet.origins[stack]?.workloads[workload.name];
  return RULES.flatMap(({ name: rule, severity, breaches }) =>
    breaches(workload).map(({ path, reason }): Finding => {
      const at = origins === undefined ? { file: "", line: 1, column: 1 } : placeIn(origins, path);
      return { ...at, rule, severity, stack, workload: workload.name, path: path.join("."), reason };
    }),
  );
}

/** Where it is said, or where it would have to be. */
function placeIn({ merged }: Origins, path: Breach["path"]): Place {
  return find(merged, path) === undefined ? placeOf(merged, path) : keyPlaceOf(merged, path);
}

function workloadsOf(stack: Exclude<ResolvedStack, { kind: "platform" }>): Workload[] {
  const tiers = stack.kind === "instance" ? [stack, ...stack.products] : [stack];
  return tiers.flatMap(({ applications, services, databases }): Workload[] => [
    ...applications.map((one) => ({ kind: "application" as const, ...one })),
    ...services.map((one) => ({ kind: "service" as const, ...one })),
    ...databases.map((one) => ({ kind: "database" as const, ...one })),
  ]);
}

const inOrder = (one: Finding, other: Finding): number =>
  Number(one.severity === "warning") - Number(other.severity === "warning") ||
  one.file.localeCompare(other.file) ||
  one.line - other.line ||
  one.workload.localeCompare(other.workload);

/** `config/instances/air.instance.yaml:17:3 air-db-main-prod (no-public-database): can be reached by everybody; …` */
export const findingLine = ({ file, line, column, workload, path, rule, reason }: Finding): string =>
  `${file}:${line}:${column} ${[workload, path].filter(Boolean).join(" ")} (${rule}): ${reason}`;
