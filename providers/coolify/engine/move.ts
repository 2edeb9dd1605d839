import type { Connection } from "../connection.ts";
import { isCoolifyError, UserError } from "../errors.ts";
import { get, type Kind } from "../kind.ts";
import type { Properties } from "../values.ts";
import { certainly } from "./certain.ts";

const ENVIRONMENTS = get("/projects/{project}/environments");
const ALREADY = /already in this environment/;

/** Never from memory: the environment may have been made or renamed a moment ago. */
async function environmentUuid(connection: Connection, inputs: Properties): Promise<string> {
  const rows = await connection.lists.fresh(ENVIRONMENTS, inputs);
  const found = rows.find((row) => row.name === inputs.environment);
  if (found) return String(found.uuid);
  const names = rows.map((row) => String(row.name)).join(", ");
  throw new UserError(`The project has no environment "${String(inputs.environment)}" to move it to. It has ${names || "none"}.`);
}

/** Brings the object into the environment that the inputs name (contract 9). Being there already is the aim, not a fault. */
export async function move(kind: Kind, connection: Connection, inputs: Properties, id: string): Promise<void> {
  const { move: route } = kind.routes;
  if (!route) return;
  const body = { environment_uuid: await environmentUuid(connection, inputs) };
  try {
    await certainly(
      connection,
      () => connection.client.request(route, { params: { ...inputs, uuid: id }, body }),
      async () => false,
    );
  } catch (error) {
    if (!(isCoolifyError(error, { status: 400 }) && ALREADY.test(error.reason))) throw error;
  }
}
