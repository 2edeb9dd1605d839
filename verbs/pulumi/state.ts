import { z } from "zod";

const Resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  protect: z.boolean().default(false),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  initErrors: z.array(z.string()).default([]),
});

const Deployment = z.object({
  resources: z.array(Resource).default([]),
  pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) })).default([]),
});

export type StateResource = z.infer<typeof Resource>;

/** What Pulumi remembers of a stack, as far as verbs ask for it. */
export interface State {
  resources: StateResource[];
  /** URNs of resources whose creation was begun and never recorded as ended. */
  pendingCreations: string[];
}

/** Parses `pulumi stack export`'s deployment. Unknown keys are left alone: Pulumi adds some in every release. */
export function parseState(deployment: unknown): State {
  const parsed = Deployment.parse(deployment ?? {});
  return {
    resources: parsed.resources,
    pendingCreations: parsed.pending_operations.filter(({ type }) => type === "creating").map(({ resource }) => resource.urn),
  };
}

/** Type token of a kind as it stands in state. */
export const kindToken = (kind: string) => `pulumi-nodejs:dynamic/coolify:${kind}`;

/** Logical name of a resource: the last part of its URN. */
export const nameOf = (urn: string) => urn.split("::").at(-1) ?? urn;
