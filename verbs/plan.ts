import type { ResolvedStack } from "../config/resolved.ts";
import type { EventLog, Step } from "./pulumi/events.ts";
import { kindToken, type State, type StateResource } from "./pulumi/state.ts";

/** What `up` or `destroy` is about to do with one stack. */
export interface Plan {
  stack: string;
  changes: Step[];
  /** Of the changes, those that need the stack's name typed: deletions, and whatever touches production that exists already. */
  grave: Grave[];
}

export interface Grave {
  step: Step;
  reason: "deletion" | "production" | "takenOver";
}

/** Deployments are something that happened: deleting one only forgets it. */
const EVENTS = new Set(["Deployment", "ServiceDeployment", "DatabaseDeployment"]);

/** Inputs by which a resource names the workload that it belongs to. */
const PARENTS = ["application", "service", "database"] as const;

const WORKLOADS = ["Application", "Service", "Database"].map(kindToken);

/**
 * What of a preview a person has to confirm by name. A first creation is never among it, in production neither.
 *
 * @param state before the run: only what is in it exists already. None: Coolify has the stack's project although no state knows it, so
 * whatever production is in there is taken over, written and deployed
 */
export function planOf(stack: string, log: EventLog, state: State | undefined, resolved: ResolvedStack): Plan {
  const changes = log.changes();
  const production = resolved.kind === "platform" ? [] : resolved.production;
  if (!state) {
    const projects = changes.filter(({ kind }) => kind === "Project" && production.length > 0);
    return { stack, changes, grave: projects.map((step) => ({ step, reason: "takenOver" })) };
  }
  const existing = new Map(state.resources.map((resource) => [resource.urn, resource]));
  const isProduction = productionOf(state, production);
  const grave = changes.flatMap((step): Grave[] => {
    if ((step.operation === "delete" || step.operation === "replace") && !EVENTS.has(step.kind)) return [{ step, reason: "deletion" }];
    const before = existing.get(step.urn);
    const touches = before ? isProduction(before) || belongs(step) : belongs(step);
    return touches ? [{ step, reason: "production" }] : [];
  });
  /** To a workload of production that is there already. */
  function belongs(step: Step): boolean {
    const inputs = log.inputs.get(step.urn) ?? {};
    return PARENTS.some((key) => isProduction.uuids.has(inputs[key]));
  }
  return { stack, changes, grave };
}

/** Tells of a resource in state whether it is production's: protected, in such an environment, or part of something there. */
function productionOf({ resources }: State, environments: string[]): ((resource: StateResource) => boolean) & { uuids: Set<unknown> } {
  const uuids = new Set<unknown>(
    resources
      .filter(({ type, inputs, protect }) => WORKLOADS.includes(type) && (protect || environments.includes(String(inputs.environment))))
      .map(({ id }) => id),
  );
  const test = ({ id, protect, inputs }: StateResource) => protect || uuids.has(id) || PARENTS.some((key) => uuids.has(inputs[key]));
  return Object.assign(test, { uuids });
}
