import { type Answer, created, invalid, refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { ResourceRow } from "../resources/kinds.ts";
import type { InputSpec } from "../validation/validate.ts";
import { ownerKey } from "../world/table.ts";
import { changesOf, faultsOf, inputOf, storedColumns } from "./columns.ts";
import { isOn, withTextKey } from "./keys.ts";
import { addVariable, KeyIndex, variablesOf } from "./own.ts";
import type { VariablePolicy } from "./policy.ts";
import { type Show, shower } from "./show.ts";
import type { VariableRow } from "./tables.ts";
import { changeVariable } from "./write.ts";

/** One bulk call: what it found and looked up so far. */
interface Run {
  readonly call: Call;
  readonly policy: VariablePolicy;
  readonly owner: string;
  readonly spec: InputSpec;
  readonly show: Show;
  /** By `is_preview`; one index for owners without previews. */
  readonly read: Map<boolean, KeyIndex>;
  /** Keys of preview rows, as they are at every moment. */
  readonly previews: Set<string>;
}

/** Writes the items one by one, each at once: what comes before a refused item stays (contract 5.1, "Bulk semantics"). @throws Refusal */
export function writeAll(call: Call, policy: VariablePolicy, resource: ResourceRow): Answer {
  const data = call.input.data;
  if (isNothing(data)) throw refusal(400, "Bulk data is required.");
  const owner = ownerKey(policy.kind.table.name, resource);
  const run: Run = {
    call,
    policy,
    owner,
    spec: inputOf(policy.columns, "ignore"),
    show: shower(call, policy, resource),
    read: new Map(),
    previews: new Set(policy.twins ? variablesOf(call.world, owner).flatMap((row) => (row.is_preview ? [row.key] : [])) : []),
  };
  return created(itemsOf(data, policy).map((item) => write(run, item)));
}

/** What PHP takes for false. */
const isNothing = (data: unknown): boolean =>
  !data || data === "0" || (typeof data === "object" && data !== null && Object.keys(data).length === 0);

/** Where any item is taken, all of them are read before the first is written. @throws Refusal 500 */
function itemsOf(data: unknown, { bulk }: VariablePolicy): unknown[] {
  if (!bulk.takesAnyItem && typeof data !== "object") throw serverError();
  const items = typeof data === "object" ? Object.values(data as object) : [data];
  return bulk.takesAnyItem ? items.map((item) => withTextKey(isRecord(item) ? item : {})) : items;
}

const isRecord = (item: unknown): item is Bag => item !== null && typeof item === "object" && !Array.isArray(item);

function write(run: Run, given: unknown): object {
  const { call, policy, owner } = run;
  const item = checked(run, given);
  const preview = policy.twins && isOn(item.is_preview);
  const row = indexOf(run, preview).find(item.key);
  const { columns, omitted, showsNamedOnly, readsOnce } = policy.bulk;
  if (row) {
    const changed = policy.twins ? columns.filter((column) => column !== "is_preview") : columns;
    changeVariable(call.world, policy, row, changesOf(row, item, changed, omitted));
    return run.show(row);
  }
  const fresh = addVariable(call.world, owner, { ...storedColumns(item, columns), key: String(item.key) }, run.previews);
  if (!readsOnce) indexOf(run, preview).add(fresh);
  return run.show(fresh, showsNamedOnly ? columns.filter((column) => column in item) : columns);
}

/** @throws Refusal 422 without index or key of the item; 500 for what is no record, where Coolify does not expect it */
function checked({ spec }: Run, given: unknown): Bag {
  if (given === null || typeof given !== "object") throw serverError();
  const item = withTextKey(isRecord(given) ? given : {});
  const faults = faultsOf(item, spec);
  if (faults) throw invalid(faults);
  return item;
}

/** Read at its first use in the call, as the relations of a model are. */
function indexOf({ call, policy, owner, read }: Run, preview: boolean): KeyIndex {
  let index = read.get(preview);
  if (!index) {
    const fits = (row: VariableRow) => !policy.twins || row.is_preview === preview;
    index = new KeyIndex(variablesOf(call.world, owner).filter(fits));
    read.set(preview, index);
  }
  return index;
}
