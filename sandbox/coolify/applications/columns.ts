import { serverError } from "../http/answer.ts";
import type { Bag } from "../http/normalise.ts";
import { safeText } from "../validation/safeText.ts";
import { asText } from "../validation/values.ts";
import { COLUMNS } from "./fields.ts";
import type { ApplicationRow } from "./tables.ts";

/** What a sent value becomes in its column; `buildPack` is the one the application will have. */
type Stored = (value: unknown, buildPack: unknown) => unknown;

const BIGGEST = 2 ** 31 - 1;

/** A whole number for the database. @throws Refusal 500 for fractions and what is out of range (contract 4.2) */
export function integerColumn(value: unknown): number | null {
  if (value === null) return null;
  const text = asText(value).trim();
  if (!/^[+-]?\d+$/.test(text) || Math.abs(Number(text)) > BIGGEST) throw serverError();
  return Number(text);
}

const BOOLEAN_WORDS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(["t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"].map((word) => [word, true])),
  ...Object.fromEntries(["f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"].map((word) => [word, false])),
};

/** A truth value for the database, which reads words. @throws Refusal 500 for null and all other texts */
export function booleanColumn(value: unknown): boolean {
  const read = typeof value === "boolean" ? value : typeof value === "object" ? undefined : BOOLEAN_WORDS[asText(value).toLowerCase()];
  if (read === undefined) throw serverError();
  return read;
}

/** A column that may hold null or text; lists are nothing the database takes. @throws Refusal 500 */
const textColumn: Stored = (value) => {
  if (value !== null && typeof value === "object") throw serverError();
  return value === null ? null : asText(value);
};

const trimmedCommand: Stored = (value) => (value === null ? "" : String(value).trim());
const rooted = (value: unknown) => `/${asText(value).replace(/^\/+/, "")}`;
const location = (value: unknown) => `/${asText(value).replace(/\/$/, "").replace(/^\/+/, "")}`;

/** `a b, a b ,["c"]` -> a comma list without repeats; see the traps T14 of contract 16.1. */
function networkAliases(value: unknown): string | null {
  if (value === null) return null;
  let read: unknown = value;
  try {
    read = JSON.parse(String(value));
  } catch {}
  if (typeof read === "string") read = read.split(",");
  const items = read !== null && typeof read === "object" ? Object.values(read) : [];
  const aliases = items.filter((item) => typeof item === "string").map((item) => item.trim().replaceAll(" ", "-"));
  const kept = [...new Set(aliases.filter((alias) => alias !== "" && alias !== "0"))];
  return kept.length === 0 ? null : kept.join(",");
}

/** Every line trimmed, without leading slashes (after `!` too), empty ones dropped. */
function watchPaths(value: unknown): string | null {
  if (!value) return null;
  const lines = String(value).split("\n");
  const kept = lines.map((line) => line.trim()).map((line) => (line.startsWith("!") ? `!${bare(line.slice(1).trim())}` : bare(line)));
  return kept
    .filter((line) => line !== "")
    .join("\n")
    .trim();
}
const bare = (line: string) => line.replace(/^\/+/, "");

const INTEGERS = [
  "health_check_return_code",
  "health_check_interval",
  "health_check_timeout",
  "health_check_retries",
  "health_check_start_period",
  "limits_memory_swappiness",
  "limits_cpu_shares",
  "max_restart_count",
];

/** Columns that do not keep a text as it is. */
const STORED: Readonly<Record<string, Stored>> = {
  ...Object.fromEntries(INTEGERS.map((name) => [name, integerColumn])),
  name: safeText,
  description: safeText,
  health_check_enabled: booleanColumn,
  is_http_basic_auth_enabled: booleanColumn,
  noindex_domains: (value) => value,
  custom_network_aliases: networkAliases,
  watch_paths: watchPaths,
  base_directory: rooted,
  publish_directory: (value) => (value ? rooted(value) : null),
  dockerfile_location: (value, buildPack) => (value === null ? (buildPack === "dockerfile" ? "/Dockerfile" : null) : location(value)),
  docker_compose_location: (value) => (value === null ? "/docker-compose.yaml" : location(value)),
};

/** Columns the migrations made `varchar(255)` and left so: the rules allow more, the database does not. */
const SHORT = new Set([
  "name",
  "description",
  "git_repository",
  "git_branch",
  "git_commit_sha",
  "static_image",
  "install_command",
  "build_command",
  "start_command",
  "docker_compose_custom_start_command",
  "docker_compose_custom_build_command",
  "ports_exposes",
  "ports_mappings",
  "health_check_path",
  "health_check_host",
  "health_check_response_text",
  "limits_memory",
  "limits_memory_swap",
  "limits_memory_reservation",
  "limits_cpus",
  "limits_cpuset",
  "pre_deployment_command_container",
  "post_deployment_command_container",
  "preview_url_template",
  "http_basic_auth_username",
]);
const SHORT_LENGTH = 255;

const isTooLong = (name: string, value: unknown): boolean =>
  SHORT.has(name) && typeof value === "string" && value.length > SHORT_LENGTH && [...value].length > SHORT_LENGTH;

/** What the model does when it is saved, to columns whose value differs from before. */
const SAVED: Readonly<Record<string, Stored>> = {
  install_command: trimmedCommand,
  build_command: trimmedCommand,
  start_command: trimmedCommand,
  publish_directory: (value) => value ?? "/",
};

/**
 * The columns of a request as the database gets them, only those that differ from `before`.
 * @throws Refusal 500 for what the database refuses; nothing is written then
 */
export function columnsOf(sent: Bag, before?: ApplicationRow): Partial<ApplicationRow> {
  const buildPack = sent.build_pack ?? before?.build_pack;
  const columns: Record<string, unknown> = {};
  for (const name of [...COLUMNS, "dockerfile_target_build", "dockerfile"]) {
    if (!Object.hasOwn(sent, name)) continue;
    const value = (STORED[name] ?? textColumn)(sent[name], buildPack);
    if (before !== undefined && before[name] === value) continue;
    if (isTooLong(name, value)) throw serverError();
    columns[name] = SAVED[name]?.(value, buildPack) ?? value;
  }
  return columns as Partial<ApplicationRow>;
}
