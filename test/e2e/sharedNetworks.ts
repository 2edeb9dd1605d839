import type { Stage } from "./stage.ts";

/** A Docker network in which things of several projects run, so that they reach each other. */
export interface SharedNetwork {
  network: string;
  /** Names of projects. */
  projects: string[];
}

interface Environment {
  id: number;
}

interface Workload {
  name: string;
  environment_id: number;
  /** Some answers name it in full, others by number. */
  destination?: { uuid: string };
  destination_id?: number;
}

/**
 * Whether networks are apart per project (PLAT-8), as Coolify itself has it: who runs in which network is read from the API, the
 * configuration is not looked at.
 */
export async function sharedNetworks(stage: Stage): Promise<SharedNetwork[]> {
  const owners = new Map<number, string>();
  for (const project of await stage.get<{ uuid: string; name: string }[]>("/projects"))
    for (const { id } of await stage.get<Environment[]>(`/projects/${project.uuid}/environments`)) owners.set(id, project.name);
  const names = new Map<string, string>();
  for (const { uuid, network } of await stage.get<{ uuid: string; network: string }[]>("/destinations")) names.set(uuid, network);

  const inside = new Map<string, Set<string>>();
  for (const kind of ["applications", "services", "databases"])
    for (const { environment_id, destination, name } of await stage.get<Workload[]>(`/${kind}`)) {
      const [network, project] = [names.get(destination?.uuid ?? ""), owners.get(environment_id)];
      if (!network || !project) throw new Error(`Coolify does not say where ${kind} "${name}" lives.`);
      inside.set(network, (inside.get(network) ?? new Set()).add(project));
    }
  return [...inside]
    .filter(([, projects]) => projects.size > 1)
    .map(([network, projects]) => ({ network, projects: [...projects].sort() }));
}
