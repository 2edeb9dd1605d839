import type { Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";

/** What is started as a whole and has no deployment records (contract 13.2). */
export type Noun = "service" | "database";

export interface Part {
  readonly name: string;
  readonly status: string;
  /** Does not count for the whole: a one-time job. */
  readonly isExcluded: boolean;
}

/** How a service or a database stands, from its row in the list. */
export interface Standing {
  readonly uuid: string;
  readonly status: string;
  /** Undefined while a start is in progress (contract 13.2). */
  readonly parts: readonly Part[] | undefined;
  /** Another text after each report of its server; undefined as `parts`. */
  readonly reported: string | undefined;
  /** Set by each start, and another one when what was started is. */
  readonly configHash: unknown;
  readonly wire: Wire;
}

const partOf = (wire: Wire): Part => ({
  name: String(wire.name),
  status: String(wire.status),
  isExcluded: wire.exclude_from_status === true || String(wire.status).includes(":excluded"),
});

function partRows(noun: Noun, wire: Wire): Wire[] | undefined {
  if (noun === "database") return [wire];
  return "applications" in wire ? [...rowsOf(wire.applications), ...rowsOf(wire.databases)] : undefined;
}

export function standingOf(noun: Noun, wire: Wire): Standing {
  const rows = partRows(noun, wire);
  return {
    uuid: String(wire.uuid),
    status: String(wire.status),
    parts: rows?.map(partOf),
    // A report moves the status, or the time where that stays. `updated_at` moves with any change of the text too.
    reported: rows
      ?.map(({ name, status, last_online_at: at }) => [name, status, at].join(" "))
      .sort()
      .join("\n"),
    configHash: wire.config_hash,
    wire,
  };
}

export const isRunning = (status: string): boolean => status.startsWith("running");

/** Nothing of it is up, or not yet. */
export const isDown = ({ status }: Standing): boolean => /^(exited|starting|created)/.test(status);

/** A start is being carried out. */
export const isStarting = ({ parts, status }: Standing): boolean => parts === undefined || status === "starting:unhealthy";

/**
 * Whether all that counts runs (contract 13.3, "Status"). What has no health check is `unknown` and well; a service of one-time jobs alone
 * has nothing that could run on.
 */
export const isWell = ({ status, parts = [] }: Standing): boolean =>
  (isRunning(status) && !status.startsWith("running:unhealthy")) || (parts.length > 0 && parts.every(({ isExcluded }) => isExcluded));

/** The parts that keep the whole from being well, the worst first. */
export const ailing = ({ parts = [] }: Standing): Part[] =>
  parts
    .filter(({ isExcluded, status }) => !isExcluded && !/^running:(healthy|unknown)/.test(status))
    .sort((one, other) => Number(isRunning(one.status)) - Number(isRunning(other.status)));
