import { ControlError } from "../control/error.ts";
import type { Bag } from "../http/normalise.ts";
import { defineTable, type Row } from "../world/table.ts";
import type { World } from "../world/world.ts";
import type { Site } from "./site.ts";

/** What a container answers instead of being well, on one path or all. */
export interface SiteFaultRow extends Row {
  readonly host: string | null;
  readonly application: string | null;
  readonly path: string | null;
  /** Only while this commit or tag runs. */
  readonly version: string | null;
  readonly status: number;
  readonly body: string | null;
}

export const siteFaults = defineTable<SiteFaultRow>({ name: "sandbox_site_faults", uuids: false, timestamps: false });

/** The last fault given for this host or application (its name or uuid) and path. */
export function siteFault(world: World, host: string, site: Site, path: string): SiteFaultRow | undefined {
  return world
    .of(siteFaults)
    .all()
    .findLast(
      (row) =>
        (row.host === host || row.application === site.name || row.application === site.uuid) &&
        (row.path === null || row.path === path) &&
        (row.version === null || row.version === site.version),
    );
}

/**
 * The control `site`: `{host | application, path?, version?, status, body?}`. The status 200 without a body heals what was said before.
 * @throws ControlError
 */
export function controlSite(world: World, { host, application, path, version, status, body }: Bag): void {
  if ((typeof host === "string") === (typeof application === "string"))
    throw new ControlError("The control site needs host or application, one of them.");
  if (typeof status !== "number" || status < 100 || status > 599)
    throw new ControlError("The control site needs a status from 100 to 599.");
  const place = {
    host: textOr(host)?.toLowerCase() ?? null,
    application: textOr(application),
    path: textOr(path),
    version: textOr(version),
  };
  const table = world.of(siteFaults);
  for (const row of table.all()) {
    const covers = (wanted: string | null, had: string | null): boolean => wanted === null || wanted === had;
    const isSame = row.host === place.host && row.application === place.application;
    if (isSame && covers(place.path, row.path) && covers(place.version, row.version)) table.remove(row);
  }
  if (status !== 200 || typeof body === "string") table.insert({ ...place, status, body: textOr(body) });
}

const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);
