import { applications } from "../../applications/tables.ts";
import { variables } from "../../variables/tables.ts";
import { ownerKey } from "../../world/table.ts";
import type { World } from "../../world/world.ts";
import { type DeploymentRow, deployments } from "../tables.ts";

/** One entry of a deployment's log (contract 8.3). */
interface LogEntry {
  readonly command: string | null;
  readonly output: string;
  readonly type: "stdout" | "stderr";
  readonly timestamp: string;
  readonly hidden: boolean;
  readonly batch: number;
  /** The first entry has none. */
  readonly order?: number;
}

export const SEPARATOR = "----------------------------------------";
export const DOUBLE_SEPARATOR = "========================================";

/** The log of one deployment: lines are added, then `keep` writes them into the row. */
export class DeploymentLog {
  readonly #world: World;
  readonly #row: DeploymentRow;
  readonly #entries: LogEntry[];
  readonly #secrets: readonly string[];
  #batch: number;

  constructor(world: World, row: DeploymentRow) {
    this.#world = world;
    this.#row = row;
    this.#entries = row.logs === null ? [] : (JSON.parse(row.logs) as LogEntry[]);
    this.#batch = Math.max(2, ...this.#entries.map((entry) => entry.batch));
    this.#secrets = lockedValues(world, row.application);
  }

  /** A message of Coolify itself. */
  say(output: string, { hidden = false, error = false }: { hidden?: boolean; error?: boolean } = {}): void {
    this.#add({ command: null, output, type: error ? "stderr" : "stdout", hidden, batch: 1 });
  }

  /** What a command on the server printed; without output there is no entry. */
  ran(command: string, output: string, { hidden = true, error = false }: { hidden?: boolean; error?: boolean } = {}): void {
    this.#batch++;
    if (output !== "") this.#add({ command, output, type: error ? "stderr" : "stdout", hidden, batch: this.#batch });
  }

  keep(): void {
    this.#world.of(deployments).update(this.#row, { logs: JSON.stringify(this.#entries) });
  }

  #add(entry: Omit<LogEntry, "timestamp" | "order">): void {
    const command = entry.command === null ? null : this.#redacted(entry.command);
    const order = this.#entries.length === 0 ? {} : { order: this.#entries.length + 1 };
    const timestamp = `${new Date().toISOString().slice(0, -1)}000Z`;
    this.#entries.push({ ...entry, command, output: this.#redacted(entry.output), timestamp, ...order });
  }

  #redacted(text: string): string {
    return this.#secrets.reduce((clean, secret) => clean.replaceAll(secret, "<REDACTED>"), text);
  }
}

/** Values of variables that are shown once never reach a log. */
function lockedValues(world: World, applicationId: number): string[] {
  const owner = ownerKey(applications.name, { id: applicationId });
  const locked = world
    .of(variables)
    .where("owner", owner)
    .filter((row) => row.is_shown_once);
  return locked.flatMap((row) => (row.value ? [row.value] : []));
}
