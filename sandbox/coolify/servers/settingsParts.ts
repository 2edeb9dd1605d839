import { type Answer, invalid, ok } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Action } from "../noun.ts";
import { CRON_OF_WORD, isFrequency } from "../validation/cron.ts";
import { type Errors, type InputSpec, validated } from "../validation/validate.ts";
import { isEmpty, isTruthy } from "../validation/values.ts";
import { serverOf, settingsOf } from "./lookup.ts";
import { type ServerRow, type ServerSettingsRow, serverSettings } from "./tables.ts";

/** A group of a server's settings with a path of its own below /servers/{uuid}. */
interface SettingsPart {
  readonly path: string;
  readonly input: InputSpec;
  /** What everybody reads; `server` columns come from the server itself. */
  readonly open: readonly string[];
  readonly ofServer?: readonly string[];
  /** What only sensitive readers see (contract 1.7). */
  readonly secret: readonly string[];
  /** Faults of what the settings would be, after the rules of `input` passed. */
  readonly faults?: (next: Bag, before: ServerSettingsRow, input: Bag) => Errors | undefined;
  /** What a change brings with it. */
  readonly also?: (input: Bag) => Bag;
}

const DRAIN_WORD = /^[a-zA-Z0-9_\-.]+$/;
const drainWord = (value: unknown, attribute: string) =>
  DRAIN_WORD.test(String(value)) ? undefined : `The ${attribute.replaceAll("_", " ")} field format is invalid.`;

/** A drain that is on needs these, under these names. */
const DRAINS: Readonly<Record<string, readonly (readonly [field: string, name: string, drain: string])[]>> = {
  is_logdrain_newrelic_enabled: [
    ["logdrain_newrelic_license_key", "New Relic license key", "New Relic log drain"],
    ["logdrain_newrelic_base_uri", "New Relic base URI", "New Relic log drain"],
  ],
  is_logdrain_axiom_enabled: [
    ["logdrain_axiom_dataset_name", "Axiom dataset name", "Axiom log drain"],
    ["logdrain_axiom_api_key", "Axiom API key", "Axiom log drain"],
  ],
  is_logdrain_custom_enabled: [["logdrain_custom_config", "custom log drain config", "custom log drain"]],
};

const PARTS: readonly SettingsPart[] = [
  {
    path: "/servers/{uuid}/sentinel",
    input: {
      rules: {
        is_sentinel_enabled: "boolean",
        is_metrics_enabled: "boolean",
        is_sentinel_debug_enabled: "boolean",
        sentinel_token: "string|max:500|regex:sentinelToken",
        sentinel_metrics_refresh_rate_seconds: "integer|min:1",
        sentinel_metrics_history_days: "integer|min:1",
        sentinel_push_interval_seconds: "integer|min:10",
        sentinel_custom_url: "nullable|url",
      },
    },
    open: [
      "is_sentinel_enabled",
      "is_metrics_enabled",
      "is_sentinel_debug_enabled",
      "sentinel_metrics_refresh_rate_seconds",
      "sentinel_metrics_history_days",
      "sentinel_push_interval_seconds",
    ],
    ofServer: ["sentinel_updated_at"],
    secret: ["sentinel_token", "sentinel_custom_url"],
    faults: (next, before) =>
      next.is_sentinel_enabled && !before.is_sentinel_enabled && before.is_build_server
        ? { is_sentinel_enabled: ["Sentinel cannot be enabled on build servers."] }
        : undefined,
    also: (input) =>
      "is_sentinel_enabled" in input && !isTruthy(input.is_sentinel_enabled)
        ? { is_metrics_enabled: false, is_sentinel_debug_enabled: false }
        : {},
  },
  {
    path: "/servers/{uuid}/docker-cleanup",
    input: {
      rules: {
        docker_cleanup_frequency: "string",
        docker_cleanup_threshold: "integer|min:1|max:99",
        force_docker_cleanup: "boolean",
        delete_unused_volumes: "boolean",
        delete_unused_networks: "boolean",
        disable_application_image_retention: "boolean",
      },
    },
    open: [
      "docker_cleanup_frequency",
      "docker_cleanup_threshold",
      "force_docker_cleanup",
      "delete_unused_volumes",
      "delete_unused_networks",
      "disable_application_image_retention",
    ],
    secret: [],
    faults: (_next, _before, { docker_cleanup_frequency: frequency }) =>
      frequency !== undefined && !isFrequency(frequency)
        ? { docker_cleanup_frequency: ["Invalid Cron / Human expression for Docker Cleanup Frequency."] }
        : undefined,
    also: ({ docker_cleanup_frequency: word }) => {
      const cron = typeof word === "string" ? CRON_OF_WORD[word] : undefined;
      return cron === undefined ? {} : { docker_cleanup_frequency: cron };
    },
  },
  {
    path: "/servers/{uuid}/log-drains",
    input: {
      rules: {
        is_logdrain_newrelic_enabled: "boolean",
        logdrain_newrelic_license_key: ["nullable", "string", drainWord],
        logdrain_newrelic_base_uri: "nullable|url",
        is_logdrain_axiom_enabled: "boolean",
        logdrain_axiom_dataset_name: ["nullable", "string", drainWord],
        logdrain_axiom_api_key: ["nullable", "string", drainWord],
        is_logdrain_custom_enabled: "boolean",
        logdrain_custom_config: "nullable|string",
        logdrain_custom_config_parser: "nullable|string",
      },
    },
    open: [
      "is_logdrain_newrelic_enabled",
      "logdrain_newrelic_base_uri",
      "is_logdrain_axiom_enabled",
      "logdrain_axiom_dataset_name",
      "is_logdrain_custom_enabled",
    ],
    secret: ["logdrain_newrelic_license_key", "logdrain_axiom_api_key", "logdrain_custom_config", "logdrain_custom_config_parser"],
    faults: missingOfDrains,
  },
];

/** Only the first drain that lacks something is named. */
function missingOfDrains(next: Bag): Errors | undefined {
  for (const [drain, fields] of Object.entries(DRAINS)) {
    const missing = next[drain] ? fields.filter(([field]) => isEmpty(next[field])) : [];
    if (missing.length === 0) continue;
    return Object.fromEntries(missing.map(([field, name, what]) => [field, [`The ${name} is required when ${what} is enabled.`]]));
  }
  return undefined;
}

/** GET and PATCH of every part. */
export const settingsActions: Readonly<Record<string, Action>> = Object.fromEntries(
  PARTS.flatMap((part): [string, Action][] => [
    [`GET ${part.path}`, (call) => ok(shown(call, part, serverOf(call)))],
    [`PATCH ${part.path}`, gated((call) => change(call, part))],
  ]),
);

function change(call: Call, part: SettingsPart): Answer {
  const server = serverOf(call);
  const input = validated(call, part.input);
  const before = settingsOf(call.world, server);
  const next = { ...before, ...stored(input, part.input), ...part.also?.(input) };
  const errors = part.faults?.(next, before, input);
  if (errors) throw invalid(errors);
  call.world.of(serverSettings).update(before, next);
  return ok(shown(call, part, server));
}

function shown(call: Call, { open, ofServer = [], secret }: SettingsPart, server: ServerRow): object {
  const settings = settingsOf(call.world, server);
  const columns = call.sensitive ? [...open, ...secret] : open;
  return Object.fromEntries([
    ...columns.map((column) => [column, settings[column]]),
    ...ofServer.map((column) => [column, server[column]]),
  ]);
}

/** As the columns hold it: switches as booleans, numbers as numbers. */
function stored(input: Bag, { rules }: InputSpec): Bag {
  return Object.fromEntries(
    Object.entries(input).map(([field, value]) => {
      const rule = String(rules[field]);
      if (rule === "boolean") return [field, isTruthy(value)];
      return [field, rule.startsWith("integer") ? Number(value) : value];
    }),
  );
}
