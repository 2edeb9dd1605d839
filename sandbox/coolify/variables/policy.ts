import { type ResourceKind, resourceKinds } from "../resources/kinds.ts";

/** Columns of a variable that a request may name. */
export type Column =
  | "value"
  | "is_preview"
  | "is_literal"
  | "is_multiline"
  | "is_shown_once"
  | "is_runtime"
  | "is_buildtime"
  | "comment"
  | "is_required"
  | "order";

/** What becomes of a column that a write leaves out; columns not named here keep what they have. */
export type Omitted = Readonly<Partial<Record<Column, "null" | "false">>>;

/** How a bulk call treats its items. */
export interface BulkPolicy {
  /** What an item may set; only those that POST accepts too are checked. */
  readonly columns: readonly Column[];
  readonly omitted: Omitted;
  /** Rows are looked up in lists read once, so that a row made in the same call is not found again (contract 5.1). */
  readonly readsOnce: boolean;
  /** An item that is no record counts as an empty one; else it is a 500. */
  readonly takesAnyItem: boolean;
  /** A new row's answer shows the columns that the item named; else all that the endpoint accepts. */
  readonly showsNamedOnly: boolean;
}

export type Operation = "list" | "create" | "change" | "bulk" | "remove";

/** What differs between the owners of variables (contract 5.1 and 5.2). */
export interface VariablePolicy {
  readonly kind: ResourceKind;
  /** Texts of the 404 that are not the usual one. */
  readonly notFound: Readonly<Partial<Record<Operation, string>>>;
  /** Production rows have preview twins; a row is found by key and `is_preview`. */
  readonly twins: boolean;
  /** Accepted by POST and PATCH beside `key`. */
  readonly columns: readonly Column[];
  readonly unknown: "refuse" | "ignore";
  readonly gated: readonly Operation[];
  /** POST answers the uuid alone; else the row. */
  readonly createAnswersUuid: boolean;
  /** For PATCH. */
  readonly omitted: Omitted;
  readonly bulk: BulkPolicy;
  /** `is_shown_once` hides the value from everybody. */
  readonly hidesShownOnce: boolean;
  /** Plain members may not read the list. */
  readonly adminsOnly: boolean;
  /** The database puts a changed row last: no order is asked for (contract 5.1, ordering). */
  readonly changedMoveLast: boolean;
}

const FLAGS = ["is_literal", "is_multiline", "is_shown_once"] as const;

const STAGES = ["is_runtime", "is_buildtime"] as const;

/** An application's POST, PATCH and bulk accept the same. */
const OF_APPLICATIONS: readonly Column[] = ["value", "is_preview", ...FLAGS, ...STAGES, "comment"];

/** PATCH and bulk of an application: always send every flag (contract 5.1, "PATCH is a partial replace"). */
const OMITTED_BY_APPLICATIONS: Omitted = { value: "null", is_literal: "false", is_multiline: "null", is_shown_once: "null" };

const ofApplications: VariablePolicy = {
  kind: resourceKinds.applications,
  notFound: {
    list: "Application not found",
    create: "Application not found",
    change: "Application not found",
    bulk: "Application not found",
  },
  twins: true,
  columns: OF_APPLICATIONS,
  unknown: "refuse",
  gated: ["change", "bulk"],
  createAnswersUuid: true,
  omitted: OMITTED_BY_APPLICATIONS,
  bulk: {
    columns: OF_APPLICATIONS,
    omitted: OMITTED_BY_APPLICATIONS,
    readsOnce: true,
    takesAnyItem: true,
    showsNamedOnly: false,
  },
  hidesShownOnce: true,
  adminsOnly: false,
  changedMoveLast: false,
};

const ofServices: VariablePolicy = {
  kind: resourceKinds.services,
  notFound: {},
  twins: false,
  columns: ["value", ...FLAGS, "comment"],
  unknown: "ignore",
  gated: [],
  createAnswersUuid: false,
  omitted: { value: "null" },
  bulk: {
    columns: ["value", "is_preview", ...FLAGS, ...STAGES, "comment", "is_required", "order"],
    omitted: {},
    readsOnce: false,
    takesAnyItem: false,
    showsNamedOnly: true,
  },
  hidesShownOnce: true,
  adminsOnly: true,
  changedMoveLast: true,
};

const ofDatabases: VariablePolicy = { ...ofServices, kind: resourceKinds.databases, hidesShownOnce: false, adminsOnly: false };

export const variablePolicies: readonly VariablePolicy[] = [ofApplications, ofServices, ofDatabases];
