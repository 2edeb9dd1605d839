import type { Call } from "../http/call.ts";
import { nouns } from "../nouns.ts";
import { type ResourceRow, resourceKinds } from "../resources/kinds.ts";
import { ServiceShow } from "../services/show.ts";
import type { ServiceRow } from "../services/tables.ts";
import type { Found } from "./own.ts";
import type { StoragePolicy } from "./owners.ts";
import { isFile } from "./show.ts";

/** The owner of a storage as the environment's detail shows it, without secrets whoever asks; a part of a service as it is. */
export function shownOwner(call: Call, { mounted }: Found, resource: ResourceRow): unknown {
  if (mounted.row !== resource) return mounted.row;
  const contents = nouns.flatMap((noun) => noun.contents ?? []);
  const own = contents.find(({ rows }) => rows(call.world, resource.environment_id).includes(resource));
  return own?.show({ ...call, sensitive: false }, resource as never) ?? mounted.row;
}

/** What a change of a storage brings along: relations that Coolify loaded on its way (contract 6). */
export function broughtAlong(call: Call, policy: StoragePolicy, found: Found, resource: ResourceRow): object {
  const owner = shownOwner(call, found, resource);
  if (!isFile(found.row)) return policy.volumesReadOnly ? {} : { resource: owner };
  if (policy.kind === resourceKinds.applications) return { resource: owner };
  if (found.mounted.row === resource) return { service: owner };
  const service = new ServiceShow(call.world, false).nested(resource as unknown as ServiceRow);
  return { service: { ...(owner as object), service } };
}
