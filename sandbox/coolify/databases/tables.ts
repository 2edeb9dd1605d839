import { defineTable, type Row } from "../world/table.ts";

/** All eight engines in one table; Coolify has one for each. */
export interface DatabaseRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  /** `postgresql`, `mysql`, `mariadb`, `mongodb`, `redis`, `clickhouse`, `dragonfly`, `keydb`. */
  readonly engine: string;
  readonly status: string;
  readonly environment_id: number;
  readonly destination_id: number;
  readonly [column: string]: unknown;
}
export const databases = defineTable<DatabaseRow>({
  name: "databases",
  indices: ["environment_id", "destination_id"],
  parents: [{ column: "environment_id", tables: ["environments"] }],
});
