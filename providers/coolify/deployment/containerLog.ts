import type { Connection } from "../connection.ts";
import { get } from "../kind.ts";
import type { SecretValues } from "../secretValues.ts";
import { isRecord } from "../values.ts";
import { ailing, type Noun, type Standing } from "./containers.ts";

/** Lines that are shown with a failure. */
const TAIL = 20;

/** Passwords that a database's row shows to tokens that may see them: none of them may be shown. */
const SECRET_KEY = /_password$|_db_url$/;

/** The end of what the ailing container said. Empty where Coolify gives no log, such as that of a container that does not run (contract 13.2). */
export async function containerTail(connection: Connection, noun: Noun, standing: Standing, values: SecretValues): Promise<string[]> {
  const { uuid, wire } = standing;
  values.remember(
    uuid,
    Object.entries(wire).flatMap(([key, value]) => (SECRET_KEY.test(key) && value ? [value] : [])),
  );
  for (const { name } of ailing(standing)) {
    const query: Record<string, string> = { lines: String(TAIL), ...(noun === "service" && { sub_service_name: name }) };
    const route = { ...get(`/${noun}s/{uuid}/logs`), query };
    const answer = await connection.client.request(route, { params: { uuid } }).catch(() => undefined);
    const lines = isRecord(answer) && typeof answer.logs === "string" ? answer.logs.split("\n") : [];
    const shown = lines.map((line) => line.trimEnd()).filter((line) => line !== "");
    if (shown.length > 0)
      return [`The end of the log of ${name}:`, ...shown.slice(-TAIL).map((line) => `  | ${values.cleaned(uuid, line)}`)];
  }
  return [];
}
