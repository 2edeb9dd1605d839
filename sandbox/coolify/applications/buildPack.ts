import type { Bag } from "../http/normalise.ts";
import { variables } from "../variables/tables.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import type { ApplicationRow } from "./tables.ts";

/** What leaving a build pack clears (MA saving hook, contract 4.2 `build_pack`). */
const CLEARED: Readonly<Record<string, Partial<ApplicationRow>>> = {
  dockercompose: { docker_compose_domains: null, docker_compose_raw: null },
  dockerfile: { dockerfile: null, dockerfile_location: null, dockerfile_target_build: null, custom_healthcheck_found: false },
};

/** Columns that go with the old build pack; generated variables of compose parts go too. */
export function buildPackChanges(world: World, before: ApplicationRow, changes: Bag): Partial<ApplicationRow> {
  if (changes.build_pack === undefined || changes.build_pack === before.build_pack) return {};
  if (before.build_pack === "dockercompose") {
    for (const row of world.of(variables).where("owner", ownerKey("applications", before))) {
      if (/^SERVICE_(FQDN|URL)_/.test(row.key)) world.of(variables).remove(row);
    }
  }
  return CLEARED[before.build_pack] ?? {};
}
