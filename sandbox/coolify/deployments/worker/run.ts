import { ControlError } from "../../control/error.ts";

/**
 * How the world outside behaves during one deployment: the `remote` of the control `worker` (README of the recordings).
 * What is left out goes well.
 */
export interface Remote {
  /** `ok`, `slow`, or what `docker pull` says. */
  readonly pull?: string;
  /** The branch's commit; null: no such branch. */
  readonly head?: string | null;
  /** Whether the image of the commit is on the server. */
  readonly image?: "present" | "absent";
  readonly build?: "ok" | "fails";
  readonly clone?: "ok" | "fails";
  /** The image brings a health check of its own. */
  readonly health_check?: boolean;
  readonly health?: "healthy" | "unhealthy" | "starting";
  /** So many containers run before. */
  readonly containers?: number;
  readonly pre_command?: "ok" | "fails";
  readonly post_command?: "ok" | "fails";
  readonly push?: "ok" | "denied";
  readonly server?: "usable" | "unusable";
  /** The compose file in the repository; null: none. */
  readonly compose?: string | null;
  /** How long the second half takes, when it runs by itself. Default: half of the setting `deploymentDuration`. */
  readonly milliseconds?: number;
  /** Subject of the commit. */
  readonly message?: string;
}

const text = (value: unknown) => typeof value === "string";
const textOrNull = (value: unknown) => value === null || text(value);
const yesOrNo = (value: unknown) => typeof value === "boolean";
const amount = (value: unknown) => typeof value === "number" && value >= 0 && value <= 2 ** 31;

/** What a field may be: one of some words, or whatever passes. */
const FIELDS: { readonly [Key in keyof Required<Remote>]: readonly string[] | ((value: unknown) => boolean) } = {
  pull: text,
  head: textOrNull,
  image: ["present", "absent"],
  build: ["ok", "fails"],
  clone: ["ok", "fails"],
  health_check: yesOrNo,
  health: ["healthy", "unhealthy", "starting"],
  containers: amount,
  pre_command: ["ok", "fails"],
  post_command: ["ok", "fails"],
  push: ["ok", "denied"],
  server: ["usable", "unusable"],
  compose: textOrNull,
  milliseconds: amount,
  message: text,
};

/** A remote as a control gives it; a misspelt field or word does not pass silently. @throws ControlError */
export function checkedRemote(value: unknown): Remote {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new ControlError("The remote of a deployment is an object.");
  for (const [field, content] of Object.entries(value)) {
    const check = Object.hasOwn(FIELDS, field) ? FIELDS[field as keyof Remote] : undefined;
    if (!check) throw new ControlError(`A remote has no ${field}. It knows: ${Object.keys(FIELDS).join(", ")}.`);
    if (typeof check === "function" ? check(content) : check.includes(content as string)) continue;
    const may = typeof check === "function" ? "" : ` It is one of ${check.join(", ")}.`;
    throw new ControlError(`The remote's ${field} cannot be ${JSON.stringify(content)}.${may}`);
  }
  return value as Remote;
}

/** Which way a deployment goes. */
export type Route = "image" | "inline" | "git" | "compose";

/** What the worker read when it began: a PATCH that comes later does not change it (contract 8.8). */
export interface Run {
  readonly remote: Remote;
  readonly route: Route;
  /** What the log calls it: image, repository and branch, or the application's name. */
  readonly subject: string;
  readonly image: { readonly repository: string; readonly tag: string };
  /** Commit or tag that a visitor sees. */
  readonly version: string;
  readonly hosts: readonly string[];
  /** Why the old container must stop before the new one starts; null for a rolling update. */
  readonly obstacle: string | null;
  readonly needsBuild: boolean;
  /** The log as the worker knows it: lines that others add meanwhile are lost. */
  readonly logs: string | null;
  readonly application: Readonly<Record<string, unknown>>;
}
