import type { Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { redact, withoutValues } from "../../providers/coolify/redact.ts";
import { secretKeys } from "../../providers/coolify/secretFields.ts";
import type { EventLog, Metadata, Step } from "../pulumi/events.ts";
import { OPERATIONS, type Operation, type ResourceChange } from "./change.ts";
import { riskOf } from "./risk.ts";
import { fieldChanges, holdsSecret, SECRET, UNKNOWN_MARK } from "./shown.ts";

/** What runs is told as what it runs: a deployment of an application as that application. */
const DEPLOYED: Record<string, string> = { Deployment: "Application", ServiceDeployment: "Service", DatabaseDeployment: "Database" };

/** Sets of variables belong to their application; credentials may be in any input. */
const WORDS: Partial<Record<Step["operation"], Operation>> = {
  create: "created",
  update: "changed",
  replace: "replaced",
  delete: "deleted",
};

/**
 * What Pulumi's events of a preview mean to a person, the gravest first. No secret is in it.
 *
 * @param hidden texts that are never shown, wherever they stand
 */
export function changesOf(log: EventLog, hidden: readonly string[] = []): ResourceChange[] {
  const told = Map.groupBy(log.told, ({ urn }) => urn);
  return log
    .changes()
    .flatMap((step) => changeOf(step, told.get(step.urn) ?? [], hidden) ?? [])
    .sort((one, other) => rank(one) - rank(other) || compare(one.kind, other.kind) || compare(one.name, other.name));
}

const rank = ({ operation }: ResourceChange) => OPERATIONS.indexOf(operation);
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function changeOf(step: Step, told: readonly Metadata[], hidden: readonly string[]): ResourceChange | undefined {
  const name = withoutValues(redact(step.name), hidden);
  const deployed = DEPLOYED[step.kind];
  if (deployed) return runs(step, told) ? { operation: "deployed", kind: deployed, name: bare(name), fields: [] } : undefined;
  const operation = WORDS[step.operation];
  if (!operation) return undefined;
  const kind: Kind | undefined = kinds.find(({ type }) => type === step.kind);
  const before = told.find(({ old }) => old?.inputs)?.old ?? {};
  const after = told.find((part) => part.new?.inputs)?.new ?? {};
  const [old, now] = [before.inputs ?? {}, after.inputs ?? {}];
  const fields =
    operation === "changed" || operation === "replaced"
      ? fieldChanges(old, now, { keys: kind ? secretKeys(kind.input) : [], values: hidden })
      : [];
  // A secret before and after looks the same, so one of them is what changed.
  const unseen = operation === "changed" && fields.length === 0 && (holdsSecret(old) || holdsSecret(now));
  const risk = riskOf({ operation, kind, before: old, after: now, fields, protect: before.protect ?? false });
  return {
    operation,
    kind: step.kind,
    name,
    fields: unseen ? [{ path: SECRET, old: SECRET, new: SECRET }] : fields,
    ...(risk && { risk }),
  };
}

/**
 * Whether something will run. Deleting a deployment only forgets it; one that waits for a promotion or a pin is only noted when it is new
 * (decision 22); one whose result is known beforehand is only kept otherwise, with another address.
 */
function runs({ operation }: Step, told: readonly Metadata[]): boolean {
  if (operation === "delete") return false;
  if (operation === "create" || operation === "replace") return told.every(({ new: after }) => after?.inputs?.firstDeployment !== false);
  const foretold = told.findLast(({ new: after }) => after?.outputs)?.new?.outputs?.status;
  return foretold === undefined || foretold === UNKNOWN_MARK;
}

const bare = (name: string) => name.replace(/-deployment$/, "");
