import { type ApplicationRow, additionalDestinations } from "../../applications/tables.ts";
import { destinations } from "../../destinations/tables.ts";
import type { World } from "../../world/world.ts";
import { queueDeployment } from "../queue.ts";
import { deploymentByUuid } from "../rows.ts";
import type { DeploymentRow } from "../tables.ts";

/** After the first success the same goes to every further destination, each a row of its own (contract 8.8). */
export function deployElsewhere(world: World, row: DeploymentRow, application: ApplicationRow): { server: string; url: string }[] {
  if (row.pull_request_id !== 0 || Number(row.destination_id) !== application.destination_id) return [];
  return world
    .of(additionalDestinations)
    .where("application_id", application.id)
    .flatMap((further) => {
      const destination = world.of(destinations).get(further.destination_id);
      if (!destination) return [];
      const wish = { application, destination, commit: row.commit, force: row.force_rebuild, isApi: false, bypassDuplicateCheck: true };
      const made = deploymentByUuid(world, queueDeployment(world, wish).deployment_uuid);
      return made ? [{ server: made.server_name, url: made.deployment_url }] : [];
    });
}
