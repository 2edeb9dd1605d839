import type { Call } from "../http/call.ts";
import { nouns } from "../nouns.ts";
import type { Mounted } from "./owners.ts";

/** The owner of a storage inside its answer: as the environment's detail shows it, without secrets whoever asks (contract 6). */
export function shownMounted(call: Call, { row }: Mounted): unknown {
  const environment = (row as { environment_id?: number }).environment_id;
  if (environment === undefined) return row;
  const contents = nouns.flatMap((noun) => noun.contents ?? []).find(({ rows }) => rows(call.world, environment).includes(row));
  return contents?.show({ ...call, sensitive: false }, row as never) ?? row;
}
