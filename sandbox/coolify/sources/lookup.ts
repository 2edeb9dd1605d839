import { notAuthorized } from "../access/admin.ts";
import { memberships } from "../access/tables.ts";
import { refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Row, TableDefinition } from "../world/table.ts";

/** The largest number that the database takes for an id. */
const MOST = 2n ** 63n - 1n;
const ROOT_TEAM = 0;

interface SourceRow extends Row {
  readonly team_id: number;
  readonly is_system_wide: boolean;
}

/** A source of the token's team by its number; what is no number makes the database fail (contract 15). @throws Refusal 404, 500 */
export function sourceOf<R extends SourceRow>(call: Call, table: TableDefinition<R>, id: string | undefined, name: string): R {
  if (!/^[+-]?\d+$/.test(id ?? "") || BigInt((id ?? "").replace("+", "")) > MOST) throw serverError();
  const row = call.world.of(table).get(Number(id));
  if (!row || row.team_id !== call.team) throw refusal(404, `${name} app not found`);
  return row;
}

/** What is system wide belongs to the admins of the installation: its own team may not touch it any more. @throws Refusal 403 */
export function requireOwnership({ world, token }: Call, source: SourceRow): void {
  if (!source.is_system_wide) return;
  const rules = world
    .of(memberships)
    .where("user_id", token.user_id)
    .some((row) => row.team_id === ROOT_TEAM && row.role !== "member");
  if (!rules) throw notAuthorized();
}

/** Sources of the team and those that are there for everybody. */
export function visibleSources<R extends SourceRow>({ world, team }: Call, table: TableDefinition<R>): R[] {
  return world
    .of(table)
    .all()
    .filter((row) => row.team_id === team || row.is_system_wide);
}
