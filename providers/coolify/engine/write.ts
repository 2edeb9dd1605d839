import type { Connection } from "../connection.ts";
import { pause } from "../deadline.ts";
import { EXIT, UserError } from "../errors.ts";
import { type AfterWrite, chosen, type Kind, type Route, type Wire } from "../kind.ts";
import { only, type Properties } from "../values.ts";
import { certainly } from "./certain.ts";
import { liveWire } from "./live.ts";

/** One request with the keys that are to be written and what the route demands beside them. */
export async function write(
  kind: Kind,
  connection: Connection,
  inputs: Properties,
  uuid: string,
  keys: readonly string[],
  before?: Properties,
): Promise<void> {
  const route = kind.routes.update && chosen(kind.routes.update, inputs);
  if (!route) throw new Error(`${kind.type} cannot be changed in place: ${keys.join(", ")}.`);
  const wire = kind.toWire(inputs);
  const body = { ...(kind.wholeUpdate ? wire : only(wire, keys)), ...kind.besideUpdate?.(inputs, uuid, before) };
  const params = { ...inputs, uuid };
  // Writing the same twice gives the same; but not before it is seen that the object is still there (contract 21.7).
  const stillThere = async () => {
    if (await liveWire(kind, connection, inputs, uuid, "fresh")) return false;
    throw new UserError(`This ${kind.type} (${uuid}) vanished while it was changed. Run \`pf refresh\`, then the same command again.`);
  };
  await certainly(connection, () => connection.client.request(route, { params, body }), stillThere);
}

/** What the kind does besides, with the means that the engine has. */
export async function afterWrite(
  kind: Kind,
  connection: Connection,
  inputs: Properties,
  uuid: string,
  written: readonly string[],
): Promise<void> {
  const ask = (route: Route, body?: unknown) =>
    connection.client.request(route, { params: { ...inputs, uuid }, body, ...(route.method === "POST" && { idempotent: true }) });
  const until: AfterWrite<unknown>["until"] = async (route, isDone, what) => {
    const deadline = Date.now() + connection.pace.deletion;
    for (let length = connection.pace.pollFirst; Date.now() < deadline; length = Math.min(length * 1.5, connection.pace.pollMost)) {
      await pause(length);
      const answer = (await connection.client.request(route, { params: { ...inputs, uuid }, purpose: "poll" })) as Wire;
      if (isDone(answer)) return answer;
    }
    throw new UserError(`${what}: not within ${Math.round(connection.pace.deletion / 60_000)} minutes.`, EXIT.timeout);
  };
  await kind.afterWrite?.({ uuid, inputs, written, ask, until });
}
