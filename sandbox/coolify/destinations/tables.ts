import { defineTable, type Row } from "../world/table.ts";

/** A docker network of a server (StandaloneDocker). */
export interface DestinationRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly network: string;
  readonly server_id: number;
}
export const destinations = defineTable<DestinationRow>({
  name: "standalone_dockers",
  indices: ["server_id"],
  parents: [{ column: "server_id", tables: ["servers"] }],
});
