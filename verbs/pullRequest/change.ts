/** What happens to a resource, in the words of a person. */
export const OPERATIONS = ["deleted", "replaced", "changed", "deployed", "created"] as const;

export type Operation = (typeof OPERATIONS)[number];

/** One resource that a change touches. */
export interface ResourceChange {
  operation: Operation;
  /** `Application`; of a deployment that of what is deployed. */
  kind: string;
  name: string;
  /** Values that are another: of what is changed or replaced. */
  fields: FieldChange[];
  /** What may become of its data. */
  risk?: Risk;
}

/** One value before and after, as a text that may be shown: no secret is in it. */
export interface FieldChange {
  /** `healthCheck.path`, `variables.APP_URL.value`. */
  path: string;
  /** Absent: there was none. */
  old?: string;
  /** Absent: there is none any more. */
  new?: string;
}

export interface Risk {
  /** Data is lost, or might be lost later, or the run stops before that. */
  weight: "lost" | "perhaps" | "refused";
  /** Goes on after the name of the resource: `is deleted with all it holds.` */
  words: string;
}

/** What a change would do to one stack. */
export interface StackPreview {
  stack: string;
  /** `removed`: the configuration describes it no more. */
  outcome: "previewed" | "failed" | "removed";
  changes: ResourceChange[];
  /** Sentences for a person. */
  notices: string[];
  /** Why it could not be said what would happen. */
  failure?: { message: string; hint?: string | undefined; exit: number };
}
