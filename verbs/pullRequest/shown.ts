import { redact, withoutValues } from "../../providers/coolify/redact.ts";
import { isRecord } from "../../providers/coolify/values.ts";
import type { FieldChange } from "./change.ts";

/** What stands for a value that may not be shown. */
export const SECRET = "[secret]";
const UNKNOWN = "(known once it is made)";

/** How Pulumi marks a secret in what it tells, and what it writes for a value that is not known yet (facts of Pulumi, 3.1). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const UNKNOWN_MARK = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Properties = Record<string, unknown>;

/** Inputs that say nothing about the object itself. */
const ASIDE = new Set(["__provider", "owner", "stamp", "coolify", "fingerprint"]);

export interface Hiding {
  /** Inputs that are never shown, whatever Pulumi says of them. */
  keys: readonly string[];
  /** Texts that are never shown, wherever they stand. */
  values: readonly string[];
}

/** Every value that differs, secrets as `[secret]`. */
export function fieldChanges(before: Properties, after: Properties, hiding: Hiding): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !ASIDE.has(key)).sort();
  return keys.flatMap((key) => {
    const leaves = differences(before[key], after[key], [key]);
    if (!hiding.keys.includes(key)) return leaves.map(({ path, old, now }) => change(path, old, now, hiding.values));
    return leaves.length > 0 ? [{ path: key, ...masked("old", before[key]), ...masked("new", after[key]) }] : [];
  });
}

const masked = (side: "old" | "new", value: unknown) => (value === undefined ? {} : { [side]: SECRET });

interface Leaf {
  path: string;
  old: unknown;
  now: unknown;
}

function differences(old: unknown, now: unknown, path: string[]): Leaf[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  const [left, right] = [branchesOf(old), branchesOf(now)];
  if (!left || !right) return [{ path: path.join("."), old, now }];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return keys.flatMap((key) => differences(left[key], right[key], [...path, key]));
}

/** What is looked into; a record that came or went is told by its fields. */
function branchesOf(value: unknown): Properties | undefined {
  if (value === undefined) return {};
  return isRecord(value) && !(SIGNATURE in value) && Object.keys(value).length > 0 ? value : undefined;
}

function change(path: string, old: unknown, now: unknown, hidden: readonly string[]): FieldChange {
  return {
    path: withoutValues(redact(path), hidden),
    ...(old === undefined ? {} : { old: textOf(old, hidden) }),
    ...(now === undefined ? {} : { new: textOf(now, hidden) }),
  };
}

function textOf(value: unknown, hidden: readonly string[]): string {
  const open = opened(value);
  const text = typeof open === "string" ? open : JSON.stringify(open);
  return withoutValues(redact(text), hidden);
}

/** The value with secrets and what is not known yet in words. */
function opened(value: unknown): unknown {
  if (value === UNKNOWN_MARK) return UNKNOWN;
  if (Array.isArray(value)) return value.map(opened);
  if (!isRecord(value)) return value;
  if (SIGNATURE in value) return SECRET;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}

/** Whether a secret is anywhere in it. */
export function holdsSecret(value: unknown): boolean {
  if (value === SECRET) return true;
  if (typeof value !== "object" || value === null) return false;
  return SIGNATURE in value || Object.values(value).some(holdsSecret);
}
