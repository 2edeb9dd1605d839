import { EnvironmentName } from "../../config/fields.ts";
import { EXIT, Failure } from "../failure.ts";
import { withoutWordless } from "./blocks/database.ts";
import { type DraftedInstance, type DraftWish, draftInstance } from "./draft.ts";
import { called, type Found, type FoundProject, type FoundWorkload } from "./found.ts";
import type { Trial } from "./trial.ts";

const LISTS = ["storages", "tasks", "backups"] as const;

/** Takes out of what was found all that the YAML cannot say, and names it with the reason. */
export function setUnfitAside(trial: Trial, wish: DraftWish, found: FoundProject): void {
  setEnvironmentsAside(found);
  for (const workload of found.workloads) {
    if (workload.kind === "Database") found.foreign.push(...withoutWordless({ workload }));
    setTwinsAside(workload, found);
  }
  const refusal = (workloads: FoundWorkload[]) => trial.load(draftInstance(wish, { ...found, workloads }));
  if (refusal(found.workloads) === undefined) return;
  const kept: FoundWorkload[] = [];
  for (const workload of found.workloads) {
    setUnfitPartsAside(workload, found, (one) => refusal([one]));
    // Two may fit each by itself and not together: a domain, a port of the server.
    const reason = refusal([...kept, workload]);
    if (reason === undefined) kept.push(workload);
    else found.foreign.push({ what: called(workload), reason });
  }
  found.workloads = kept;
}

/** The first form of the YAML. @throws Failure where nothing could be taken over */
export function drafted(trial: Trial, wish: DraftWish, found: FoundProject): DraftedInstance {
  const draft = draftInstance(wish, found);
  const reason = trial.load(draft);
  if (reason !== undefined) throw new Failure(EXIT.usage, `The project cannot be described: ${reason}`, "Nothing was written.");
  if (found.environments.length > 0 && (found.workloads.length > 0 || found.foreign.length === 0)) return draft;
  const named = found.foreign.map(({ what, reason: why }) => `${what}: ${why}`).join("\n");
  throw new Failure(EXIT.usage, named, "There is nothing that could be taken over. Nothing was written.");
}

function setEnvironmentsAside(found: FoundProject): void {
  for (const environment of [...found.environments]) {
    if (EnvironmentName.safeParse(environment.name).success) continue;
    found.environments.splice(found.environments.indexOf(environment), 1);
    const reason = `"${environment.name}" is not ${String(EnvironmentName.meta()?.title)}: rename it in Coolify`;
    found.foreign.push({ what: `environment ${environment.name}`, reason });
    for (const workload of found.workloads.filter(({ environment: name }) => name === environment.name)) {
      found.workloads.splice(found.workloads.indexOf(workload), 1);
      found.foreign.push({ what: called(workload), reason: "the YAML has no words for the name of its environment" });
    }
  }
}

/** Tasks are known by their names. */
function setTwinsAside(workload: FoundWorkload, found: FoundProject): void {
  const names = new Set<string>();
  workload.tasks = workload.tasks.filter((task) => {
    const isFirst = !names.has(task.name);
    names.add(task.name);
    if (!isFirst)
      found.foreign.push({
        what: `${called(workload)} ${nameOf(task)}`,
        reason: "another task of it has the same name: rename one of them in Coolify",
      });
    return isFirst;
  });
}

/** Where the workload itself fits, what hangs on it is tried one by one. */
function setUnfitPartsAside(workload: FoundWorkload, found: FoundProject, refusal: (one: FoundWorkload) => string | undefined): void {
  const bare: FoundWorkload = { ...workload, variables: {}, storages: [], tasks: [], backups: [] };
  if (refusal(workload) === undefined || refusal(bare) !== undefined) return;
  const fits = (what: string, one: FoundWorkload) => {
    const reason = refusal(one);
    if (reason !== undefined) found.foreign.push({ what: `${called(workload)} ${what}`, reason });
    return reason === undefined;
  };
  for (const list of LISTS) workload[list] = workload[list].filter((one) => fits(nameOf(one), { ...bare, [list]: [one] }));
  const variables = Object.entries(workload.variables).filter(([key, one]) =>
    fits(`variables.${key}`, { ...bare, variables: { [key]: one } }),
  );
  workload.variables = Object.fromEntries(variables);
}

const WORDS: Record<string, string> = { Storage: "storage", ScheduledTask: "task", DatabaseBackup: "backup" };

/** `storage /data`, `task nightly`, `backup daily`. */
export const nameOf = ({ kind, name, inputs }: Found): string =>
  `${WORDS[kind] ?? kind} ${name || String(inputs.mountPath ?? inputs.frequency ?? "")}`;
