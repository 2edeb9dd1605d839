import type { Connection } from "../connection.ts";
import type { Kind } from "../kind.ts";
import type { Properties } from "../values.ts";

/** The resource has another name in the program now, and the new one took its object over: there is nothing to delete. */
export function tellTakenOver(connection: Connection, { type }: Kind, id: string, { name }: Properties): void {
  connection.report.notice({
    message: `${type} ${String(name ?? id)} was not deleted: another resource of the program has taken it over.`,
  });
}
