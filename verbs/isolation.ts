import { z } from "zod";
import { type Fleet, stacksOf } from "../config/load.ts";
import { serverConnection } from "../config/servers.ts";
import { get } from "../providers/coolify/kind.ts";
import { type Listed, listed, listedProjects } from "./atCoolify.ts";
import type { Context } from "./context.ts";
import { connect } from "./identity.ts";
import type { Run } from "./run.ts";

/** Something that belongs to one tenant alone and is used by another too (PLAT-8, WL-2). */
export interface Shared {
  what: "network" | "project";
  /** Stacks that share it. `(not ours)`: something that nobody here has made. */
  stacks: string[];
  /** What was found where it should not be. */
  workloads: string[];
}

const FOREIGN = "(not ours)";

const Environments = z.array(z.object({ id: z.number() }));

/**
 * Asks Coolify whether any two tenants share a Docker network or a project: a list each of applications, services, databases and projects,
 * and the environments of each tenant's project. What the configuration says of where things are is not believed; only who may share the
 * server's network on purpose (`network: shared`) comes from it.
 *
 * @param stacks those that are looked at; each against everything else
 */
export async function checkIsolation(context: Context, fleet: Fleet, run: Run | undefined, stacks: string[]): Promise<Shared[]> {
  const tenants = Object.values(stacksOf(fleet)).filter((stack) => stack.kind !== "platform");
  const optedOut = new Set(tenants.filter(({ ownNetwork }) => !ownNetwork).map(({ code }) => code));
  const servers = [...new Set(tenants.filter(({ code }) => stacks.includes(code)).map(({ server }) => server))];
  const found = await Promise.all(
    servers.map(async (server) => {
      const connection = connect(serverConnection(fleet, server, context.environment), context, run);
      try {
        const { client } = connection;
        const lists = await Promise.all((["application", "service", "database"] as const).map((kind) => listed(client, kind)));
        const projects = await listedProjects(client);
        const ours = projects.flatMap(({ uuid, stack }) => (stack !== undefined && stacks.includes(stack) ? [{ stack, uuid }] : []));
        const environments = await Promise.all(
          ours.map(async ({ stack, uuid }) => {
            const rows = Environments.parse(await client.request(get(`/projects/${uuid}/environments`)));
            return { stack, ids: rows.map(({ id }) => id) };
          }),
        );
        const workloads = lists.flat();
        return [...sharedNetworks(workloads, stacks, optedOut), ...sharedProjects(workloads, environments)];
      } finally {
        await connection.close();
      }
    }),
  );
  return found.flat();
}

export const ownerOf = ({ stamp }: Pick<Listed, "stamp">): string => stamp?.split("/")[0] ?? FOREIGN;

type Placed = Pick<Listed, "name" | "stamp" | "destination_id" | "destination_type" | "environment_id">;

/** Networks with workloads of a tenant and of somebody else. Whoever opted out may share with whoever did as well, and with strangers. */
export function sharedNetworks(workloads: Placed[], stacks: string[], optedOut: ReadonlySet<string>): Shared[] {
  const networks = Map.groupBy(workloads, ({ destination_id, destination_type }) => `${destination_type} ${destination_id}`);
  return [...networks.values()].flatMap((inside) => {
    const owners = [...new Set(inside.map(ownerOf))];
    const apart = owners.filter((owner) => owner !== FOREIGN && !optedOut.has(owner));
    const concerned = apart.some((owner) => stacks.includes(owner)) || owners.some((owner) => stacks.includes(owner) && apart.length > 0);
    return owners.length > 1 && concerned ? [shared("network", owners, inside)] : [];
  });
}

/** Projects of a tenant that hold something of somebody else, or tenants with something elsewhere than in their project. */
export function sharedProjects(workloads: Placed[], projects: { stack: string; ids: number[] }[]): Shared[] {
  return projects.flatMap(({ stack, ids }) => {
    const strangers = workloads.filter((workload) => ids.includes(workload.environment_id ?? -1) && ownerOf(workload) !== stack);
    const astray = workloads.filter((workload) => !ids.includes(workload.environment_id ?? -1) && ownerOf(workload) === stack);
    const wrong = [...strangers, ...astray];
    return wrong.length > 0 ? [shared("project", [stack, ...wrong.map(ownerOf)], wrong)] : [];
  });
}

const shared = (what: Shared["what"], owners: string[], workloads: Placed[]): Shared => ({
  what,
  stacks: [...new Set(owners)],
  workloads: workloads.map(({ name }) => name).sort(),
});

/** The same for a person. */
export const describeShared = ({ what, stacks, workloads }: Shared): string =>
  `One ${what} is shared by ${stacks.join(" and ")}: ${workloads.join(", ")}. Each tenant must have its own; give them back to theirs in Coolify, then run \`pf up\`.`;
