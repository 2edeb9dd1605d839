import type { ApplicationRow } from "../../applications/tables.ts";
import { ControlError } from "../../control/error.ts";
import { repositoryKey } from "../../git/remote.ts";
import type { Bag } from "../../http/normalise.ts";
import { defineTable, type Row } from "../../world/table.ts";
import type { World } from "../../world/world.ts";
import { checkedRemote, type Remote } from "./run.ts";

/** What a deployment is recognised by; all that are given must fit. */
const MATCHED = ["application", "repository", "branch", "commit", "image", "tag"] as const;
type Match = { readonly [Key in (typeof MATCHED)[number]]?: string };

/** How deployments that fit go, when they run by themselves. */
export interface OutcomeRow extends Row {
  readonly match: Match;
  readonly remote: Remote;
  /** How often it still applies; null: always. */
  readonly times: number | null;
}
export const outcomes = defineTable<OutcomeRow>({ name: "sandbox_outcomes", uuids: false, timestamps: false });

/** What of the application and its source a rule may name. */
export interface Candidate {
  readonly application: ApplicationRow;
  readonly commit: string;
  readonly image: string;
  readonly tag: string;
}

const TESTS: { [Key in keyof Required<Match>]: (wanted: string, one: Candidate) => boolean } = {
  application: (wanted, { application }) => wanted === application.name || wanted === application.uuid,
  repository: (wanted, { application }) => repositoryKey(wanted) === repositoryKey(application.git_repository),
  branch: (wanted, { application }) => wanted === application.git_branch,
  commit: (wanted, { commit }) => commit.startsWith(wanted),
  image: (wanted, { image }) => wanted === image,
  tag: (wanted, { tag }) => wanted === tag,
};

/** All rules that fit, the later over the earlier; counted ones are used up by this. */
export function outcomeFor(world: World, candidate: Candidate): Remote {
  let remote: Remote = {};
  const table = world.of(outcomes);
  for (const row of table.all()) {
    if (!MATCHED.every((key) => row.match[key] === undefined || TESTS[key](row.match[key], candidate))) continue;
    remote = { ...remote, ...row.remote };
    if (row.times === null) continue;
    if (row.times <= 1) table.remove(row);
    else table.update(row, { times: row.times - 1 });
  }
  return remote;
}

/**
 * The control `outcome`: `{application?, repository?, branch?, commit?, image?, tag?, remote?, times?}`. Deployments that fit go
 * as `remote` says (the fields of the control `worker`); without `remote` what was said before of the same match is forgotten.
 * @throws ControlError
 */
export function controlOutcome(world: World, { remote, times, ...given }: Bag): void {
  const match = Object.fromEntries(MATCHED.flatMap((key) => (typeof given[key] === "string" ? [[key, given[key]]] : []))) as Match;
  const unknown = Object.keys(given).find((key) => key !== "control" && !MATCHED.includes(key as keyof Match));
  if (unknown !== undefined) throw new ControlError(`An outcome has no ${unknown}. It is recognised by ${MATCHED.join(", ")}.`);
  if (times !== undefined && !(Number.isInteger(times) && Number(times) > 0))
    throw new ControlError("The times of an outcome are 1 or more.");
  const table = world.of(outcomes);
  const name = JSON.stringify(match);
  for (const row of table.all()) if (JSON.stringify(row.match) === name) table.remove(row);
  if (remote !== undefined) table.insert({ match, remote: checkedRemote(remote), times: typeof times === "number" ? times : null });
}
