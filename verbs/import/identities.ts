import type { Described, DraftedInstance } from "./draft.ts";
import type { Found, FoundProject, FoundWorkload } from "./found.ts";
import { logical, storageKeys } from "./names.ts";

type Properties = Record<string, unknown>;

/** The object at Coolify that a declared resource is. */
export interface Identity {
  id: string;
  workload?: FoundWorkload;
  /** What of the workload it is; absent: the workload itself, its variables, its deployment. */
  attached?: Found;
  /** The object as it was read. */
  live: Properties;
  parents: Properties;
}

/** Deployments, of which nothing is known but that they have been. */
const DEPLOYMENTS = { Application: "Deployment", Service: "ServiceDeployment", Database: "DatabaseDeployment" } as const;
export const EVENTS: readonly string[] = Object.values(DEPLOYMENTS);

/** All that the YAML describes, by kind and logical name: `Application legacy-web`. */
export function identitiesOf({ project, environments, shared }: FoundProject, { code, described }: DraftedInstance): Map<string, Identity> {
  const inProject = { project: project.uuid };
  return new Map<string, Identity>([
    [`Project ${code}`, { id: project.uuid, live: project.inputs, parents: {} }],
    ...environments.map(({ uuid, name, inputs }): [string, Identity] => [
      `Environment ${code}-${name}`,
      { id: uuid, live: inputs, parents: inProject },
    ]),
    [`SharedVariables ${code}-shared-variables`, sharedIdentity({ type: "project", ...inProject }, shared.project)],
    ...environments.map(({ name }): [string, Identity] => [
      `SharedVariables ${code}-${name}-shared-variables`,
      sharedIdentity({ type: "environment", ...inProject, environment: name }, shared.environments[name] ?? {}),
    ]),
    ...[...described].flatMap(([workload, { name }]) => ofWorkload(workload, name, inProject)),
  ]);
}

function ofWorkload(workload: FoundWorkload, name: Described["name"], inProject: Properties): [string, Identity][] {
  const { kind, uuid, inputs, storages, tasks, backups } = workload;
  const parents = { [kind.toLowerCase()]: uuid };
  const attached = (found: Found): Identity => ({ id: found.uuid, workload, attached: found, live: found.inputs, parents });
  const keys = storageKeys(storages);
  return [
    [`${kind} ${name}`, { id: uuid, workload, live: inputs, parents: inProject }],
    [`${kind}Variables ${logical.variables(name)}`, { id: uuid, workload, live: { variables: valuesOf(workload) }, parents }],
    [`${DEPLOYMENTS[kind]} ${logical.deployment(name)}`, { id: uuid, workload, live: {}, parents }],
    ...storages.map((one, index): [string, Identity] => [`Storage ${logical.storage(name, keys[index] ?? "")}`, attached(one)]),
    ...tasks.map((one): [string, Identity] => [`ScheduledTask ${logical.task(name, one.name)}`, attached(one)]),
    ...backups.map((one, index): [string, Identity] => [`DatabaseBackup ${logical.backup(name, index)}`, attached(one)]),
  ];
}

/** Sets of shared variables are known by where they are (contract 5.3). */
const sharedIdentity = (scope: { type: string; project: string; environment?: string }, variables: Variables): Identity => ({
  id: `projects/${scope.project}${scope.environment === undefined ? "" : `/environments/${encodeURIComponent(scope.environment)}`}`,
  live: { variables: valuesOf({ variables }) },
  parents: { scope },
});

type Variables = FoundWorkload["variables"];

/** In the places in which the kinds have them. */
const valuesOf = ({ variables }: { variables: Variables }) =>
  Object.fromEntries(Object.entries(variables).map(([key, { value, preview }]) => [key, { value, preview: { value: preview ?? value } }]));
