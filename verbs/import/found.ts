type Properties = Record<string, unknown>;

/** Who owns what is taken over, as state keeps it. */
export interface Owner {
  team: number;
  since: string;
  version: string;
}

/** An object as Coolify has it, in the words of its kind. */
export interface Found {
  kind: string;
  uuid: string;
  name: string;
  /** Coolify's environment name. */
  environment: string;
  inputs: Properties;
  outputs: Properties;
}

/** Words of the YAML for how a variable is treated, where that is not as Coolify treats such a value by itself. */
export type VariableFlags = Partial<Record<"literal" | "multiline" | "buildtime" | "runtime", boolean>> & { comment?: string };

export interface FoundVariable {
  value: string;
  flags: VariableFlags;
  /** What pull requests get instead. */
  preview?: string;
}

/** An application, a service or a database with what hangs on it. */
export interface FoundWorkload extends Found {
  kind: "Application" | "Service" | "Database";
  /** Of the production rows, those that somebody made. */
  variables: Record<string, FoundVariable>;
  storages: Found[];
  tasks: Found[];
  backups: Found[];
}

/** What cannot be taken over, and why: it stays as it is, and nobody touches it. */
export interface Foreign {
  what: string;
  reason: string;
}

export interface FoundProject {
  project: Found;
  environments: Found[];
  workloads: FoundWorkload[];
  /** Shared variables of the project, and of its environments by their name. */
  shared: { project: Record<string, FoundVariable>; environments: Record<string, Record<string, FoundVariable>> };
  foreign: Foreign[];
}

/** `application web (production)`. */
export const called = ({ kind, name, environment }: Pick<Found, "kind" | "name" | "environment">): string =>
  `${kind.toLowerCase()} ${name} (${environment})`;
