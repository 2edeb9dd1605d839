import { defineTable, type Row } from "./world/table.ts";

/** A switch of the sandbox: what it starts with, what it accepts, what it does. */
export interface SettingKind<T> {
  readonly default: T;
  /** A sentence when the value is wrong. */
  readonly check: (value: unknown) => string | undefined;
  /** From the text of `--settings name=text`. */
  readonly parse: (text: string) => unknown;
  readonly about: string;
}

const number = (start: number, about: string, least = 0): SettingKind<number> => ({
  default: start,
  check: (value) =>
    typeof value === "number" && Number.isFinite(value) && value >= least ? undefined : `must be a number of at least ${least}`,
  parse: (text) => (text.trim() === "" ? text : Number(text)),
  about,
});

const text = (start: string, about: string): SettingKind<string> => ({
  default: start,
  check: (value) => (typeof value === "string" ? undefined : "must be a text"),
  parse: (value) => value,
  about,
});

const choice = <T extends string>(start: T, all: readonly T[], about: string): SettingKind<T> => ({
  default: start,
  check: (value) => (all.includes(value as T) ? undefined : `must be one of ${all.join(", ")}`),
  parse: (value) => value,
  about,
});

/** All switches. `GET /__sandbox/settings` shows them, `POST` changes them. */
export const settingKinds = {
  jobs: choice("auto", ["auto", "manual"], "Background jobs and deployments run by themselves, or wait for the control `settle`."),
  jobDelay: number(200, "Milliseconds until a queued background job runs, deletions among them."),
  deploymentDuration: number(400, "Milliseconds from the start of a deployment to its end."),
  rateLimit: number(200, "Calls a user may make in one window; 0 for no limit."),
  rateWindow: number(60, "Length of the rate-limit window in seconds.", 0.001),
  version: text("4.3.11", "Answer of GET /version. Routes and fields are those of 4.3.0 on."),
  latency: number(0, "Factor on the duration of calls after contract section 20; 0 answers at once."),
  bodyLimit: number(8 * 1024 * 1024, "Largest accepted request body in bytes."),
} satisfies Record<string, SettingKind<unknown>>;

export type SettingName = keyof typeof settingKinds;
type Widened<T> = T extends number ? number : T extends SettingKind<infer V> ? V : never;
export type Settings = { [K in SettingName]: Widened<(typeof settingKinds)[K]> };

interface SettingRow extends Row {
  readonly name: string;
  readonly value: unknown;
}

/** Settings that differ from the start, so that a restart keeps them. */
export const keptSettings = defineTable<SettingRow>({ name: "sandbox_settings", indices: ["name"], uuids: false, timestamps: false });

/** A setting that does not exist or cannot have that value; the message says which and why. */
export class SettingError extends Error {}

export function startSettings(overrides: Readonly<Record<string, unknown>> = {}): Settings {
  const settings = Object.fromEntries(Object.entries(settingKinds).map(([name, kind]) => [name, kind.default])) as Settings;
  return Object.assign(settings, checkedSettings(overrides));
}

/** The given settings when all are known and right. @throws SettingError */
export function checkedSettings(wanted: Readonly<Record<string, unknown>>): Partial<Settings> {
  for (const [name, value] of Object.entries(wanted)) {
    const kind = Object.hasOwn(settingKinds, name) ? settingKinds[name as SettingName] : undefined;
    if (!kind) throw new SettingError(`There is no setting ${name}. Known are: ${Object.keys(settingKinds).join(", ")}.`);
    const fault = kind.check(value);
    if (fault) throw new SettingError(`The setting ${name} ${fault}.`);
  }
  return wanted as Partial<Settings>;
}

/** Reads `name=value` of the command line. @throws SettingError */
export function parseSetting(assignment: string): Record<string, unknown> {
  const at = assignment.indexOf("=");
  if (at < 1) throw new SettingError(`Write settings as name=value; "${assignment}" has no name or no value.`);
  const name = assignment.slice(0, at);
  const kind = Object.hasOwn(settingKinds, name) ? settingKinds[name as SettingName] : undefined;
  return { [name]: kind ? kind.parse(assignment.slice(at + 1)) : assignment.slice(at + 1) };
}
