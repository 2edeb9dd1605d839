import { openStage, type Stage, world } from "../lifecycle/stage.ts";

/** A second destination on every server, where what is made there can move to. */
const servers = world.servers.map((server, index) => ({
  ...server,
  destinations: [...(server?.destinations ?? []), { name: "elsewhere", network: "elsewhere", uuid: `d0sandbox0destination00e${index}` }],
}));

/** The offline Coolify in which the whole stack lives and changes. */
export async function openWorld(): Promise<Stage> {
  const stage = await openStage({ jobDelay: 1, deploymentDuration: 2 }, { servers });
  for (const provider of ["hetzner", "digitalocean", "vultr"]) stage.coolify.control("cloud-provider-accepts", { provider });
  return stage;
}
