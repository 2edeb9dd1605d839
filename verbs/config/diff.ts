import { loadFleet, snapshotOf, stackNamed } from "../../config/load.ts";
import type { Json } from "../../config/snapshot.ts";
import type { Context } from "../context.ts";
import { type Difference, differences } from "./differences.ts";
import { appliedAt, type HistoryEntry, readHistory } from "./history.ts";

/** One side of a comparison: an earlier apply, or the YAML as it is now. */
export interface Side {
  hash: string;
  /** Absent: the YAML as it is now. */
  at?: string;
}

export interface ConfigDiff {
  stack: string;
  before: Side;
  after: Side;
  differences: Difference[];
}

/** The word for the YAML as it is now. */
export const NOW = "now";

/**
 * What differs between two configurations of a stack. Without names: between the last apply and the YAML as it is now; with one:
 * between that one and now.
 *
 * @param from `1` (the last apply), `2`, the beginning of a hash, or `now`
 * @throws ConfigError, UnknownStackError, Failure `unknownName`
 */
export function diffConfig(context: Context, stack: string, from = "1", to = NOW): ConfigDiff {
  const [before, after] = [sideOf(context, stack, from), sideOf(context, stack, to)];
  return { stack, before: before.side, after: after.side, differences: differences(before.wanted, after.wanted) };
}

function sideOf(context: Context, stack: string, name: string): { side: Side; wanted: Json } {
  if (name !== NOW) {
    const { entry, wanted } = appliedAt(context, stack, name);
    return { side: entry, wanted };
  }
  const { hash, wanted } = snapshotOf(stackNamed(loadFleet(context.config), stack));
  return { side: { hash }, wanted };
}

export interface ConfigHistory {
  stack: string;
  /** Hash of the YAML as it is now; absent where the YAML has the stack no more. */
  now?: string;
  /** Newest first, each with the number of values in which it differs from the one before it. */
  applied: (HistoryEntry & { changed: number | null })[];
}

/** When which configuration of a stack was applied from this machine. Also of a stack that the YAML has no more. */
export function configHistory(context: Context, stack: string): ConfigHistory {
  const applied = readHistory(context, stack);
  const fleet = loadFleet(context.config);
  const known = applied.length === 0 || stack in fleet.origins;
  return {
    stack,
    ...(known && { now: snapshotOf(stackNamed(fleet, stack)).hash }),
    applied: applied.map((entry, index) => ({ ...entry, changed: changedSince(context, stack, entry, applied[index + 1]) })),
  };
}

function changedSince(context: Context, stack: string, entry: HistoryEntry, former: HistoryEntry | undefined): number | null {
  if (!former) return null;
  if (former.hash === entry.hash) return 0;
  return differences(appliedAt(context, stack, former.hash).wanted, appliedAt(context, stack, entry.hash).wanted).length;
}
