import { destinations } from "../destinations/tables.ts";
import { obeys } from "../hosts/host.ts";
import { serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { nouns } from "../nouns.ts";
import type { Row } from "../world/table.ts";

/** Starts a service or database as `POST /deploy` does, inside the request: its server's errors are the request's (contract 8.1). @throws Refusal 500 */
export function startInRequest(call: Call, table: string, row: Row): void {
  const { destination_id, server_id } = row as Row & { readonly destination_id?: number; readonly server_id?: number };
  if (!obeys(call.world, server_id ?? call.world.of(destinations).get(destination_id)?.server_id)) throw serverError();
  const startable = nouns.find((noun) => noun.startable?.table === table)?.startable;
  startable?.start(call.world, row as never);
}
