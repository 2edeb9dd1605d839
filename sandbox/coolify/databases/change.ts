import { type Answer, message, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import { serverOfDestination } from "../servers/functional.ts";
import { validated } from "../validation/validate.ts";
import { storedColumns } from "./columns.ts";
import { decodedConf } from "./create.ts";
import { changeInput, commonChangeInput, DROPPED } from "./input.ts";
import { databaseOf, isPortTaken } from "./lookup.ts";
import { type DatabaseRow, databases } from "./tables.ts";

/** PATCH /databases/{uuid}: looser than create in what it lets through (contract 12.2). */
export const change = gated((call: Call): Answer => {
  validated(call, commonChangeInput);
  const database = databaseOf(call);
  const input = Object.fromEntries(Object.entries(call.input).filter(([field]) => !DROPPED.has(field)));
  const server = serverOfDestination(call.world, database.destination_id);
  if (input.is_public && input.public_port && isPortTaken(call.world, server, input.public_port, database.engine_id)) {
    throw refusal(400, "Public port already used by another database.");
  }
  const decoded = decodedConf(database.engine, input);
  validated({ ...call, input }, changeInput(database.engine));
  const fields = Object.keys(decoded).filter((field) => field !== "redis_password");
  call.world.of(databases).update(database, storedColumns(decoded, fields) as Partial<DatabaseRow>);
  return message("Database updated.");
});
