import { createHash } from "node:crypto";
import { variables } from "../variables/tables.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { applicationSettingsOf } from "./lookup.ts";
import { type ApplicationRow, applications } from "./tables.ts";

/** Columns that a deployment does not depend on. */
const ASIDE = new Set([
  "id",
  "uuid",
  "name",
  "description",
  "status",
  "config_hash",
  "environment_id",
  "restart_count",
  "last_restart_at",
  "last_restart_type",
  "last_online_at",
  "created_at",
  "updated_at",
  "deleted_at",
]);

/** A mark of everything that a deployment of this application depends on, as it is now. */
function configurationOf(world: World, application: ApplicationRow): string {
  const columns = Object.entries(application).filter(([name]) => !ASIDE.has(name));
  const settings = Object.entries(applicationSettingsOf(world, application)).filter(([name]) => !ASIDE.has(name));
  const own = world.of(variables).where("owner", ownerKey("applications", application));
  const values = own
    .filter((row) => !row.is_preview)
    .map(({ key, value, is_buildtime, is_runtime }) => [key, value, is_buildtime, is_runtime]);
  return createHash("sha256")
    .update(JSON.stringify([columns.sort(), settings.sort(), values.sort()]))
    .digest("hex");
}

/** Notes the configuration as applied: on create and after a successful deployment (contract 16.6). */
export function markApplied(world: World, application: ApplicationRow): void {
  world.of(applications).update(application, { config_hash: configurationOf(world, application) }, { touch: false });
}
