import { type Answer, ok } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { tagsOf } from "../tags/attach.ts";
import { ownerKey } from "../world/table.ts";
import { applicationOf, applicationsOfTeam } from "./lookup.ts";
import { ApplicationShow } from "./show.ts";
import type { ApplicationRow } from "./tables.ts";

const byName = (one: ApplicationRow, other: ApplicationRow) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.id - other.id);

/** GET /applications[?tag=]: ordered by the bytes of the name. */
export function list(call: Call): Answer {
  const { tag } = call.input;
  const all = applicationsOfTeam(call.world, call.team).sort(byName);
  const wanted = isFilter(tag) ? all.filter((row) => hasTag(call, row, tag)) : all;
  const show = new ApplicationShow(call.world, call.sensitive);
  return ok(wanted.map((row) => show.listed(row)));
}

const isFilter = (tag: unknown): tag is string => typeof tag === "string" && tag !== "0";

const hasTag = (call: Call, row: ApplicationRow, name: string): boolean =>
  tagsOf(call.world, ownerKey("applications", row)).some((tag) => tag.name === name);

/** GET /applications/{uuid}: the uuid of the path counts, whatever the query says. */
export function single(call: Call): Answer {
  const application = applicationOf(call, call.params.uuid);
  return ok(new ApplicationShow(call.world, call.sensitive).single(application));
}
