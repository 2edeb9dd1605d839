import type { Connection } from "../connection.ts";
import { CoolifyApiError } from "../errors.ts";
import { chosen, get, type Kind, type Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { type Properties, recordOf } from "../values.ts";

/** From so many on a list is less work for Coolify, too (contract 20), and one request instead of as many. */
const FROM = 3;

const PROJECT = get("/projects/{project}");

/** Lists tell the environment by its number alone (contract 16.2). The project it should be in knows its own; another one is unknown. */
async function placed(connection: Connection, inputs: Properties, row: Wire): Promise<Wire | undefined> {
  if (!("environment_id" in row) || "environment" in row) return row;
  if (typeof inputs.project !== "string") return undefined;
  const project = recordOf(await connection.lists.one(PROJECT, inputs));
  const environment = rowsOf(project.environments).find(({ id }) => id === row.environment_id);
  return environment && { ...row, environment: { ...environment, project } };
}

/**
 * The object from a list that others need at the same time, `undefined` where it has to be read by itself: few ask, the list does not
 * have it (which proves nothing), or it was not to be had.
 */
export async function togetherWire(kind: Kind, connection: Connection, inputs: Properties, id: string): Promise<Wire | undefined> {
  const list = kind.routes.together && chosen(kind.routes.together, inputs);
  // What is in a parent that was found gone needs no list.
  if (!list || Object.keys(kind.parents ?? {}).some((key) => connection.missing.has(String(inputs[key])))) return undefined;
  try {
    const rows = await connection.lists.shared(list, { ...inputs, uuid: id }, list.from ?? FROM);
    const row = rows?.find((one) => String(one[kind.idKey ?? "uuid"]) === id);
    return row && (await placed(connection, inputs, row));
  } catch (error) {
    // What is wrong with the list may be another object's: the single read tells.
    if (error instanceof CoolifyApiError) return undefined;
    throw error;
  }
}
