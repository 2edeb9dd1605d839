import { type Answer, invalid, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { keyOf } from "../keys/lookup.ts";
import type { Action } from "../noun.ts";
import { hostName } from "../validation/hostName.ts";
import { type Errors, type FieldRules, validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { cloudInit } from "./cloudInit.ts";
import { requireProviderToken, tokenRules } from "./provider.ts";

/** How a machine is ordered at a provider. */
interface MachineKind {
  readonly name: string;
  readonly rules: Readonly<Record<string, FieldRules>>;
  /** What is wrong with switches that leave a machine without a public address. */
  readonly hidden?: (input: Bag) => Errors | undefined;
}

const NO_ADDRESS = "Enable at least one public IP protocol.";
const isOn = (value: unknown): boolean => value === undefined || value === null || isTruthy(value);

const KINDS: Readonly<Record<string, MachineKind>> = {
  hetzner: {
    name: "Hetzner",
    rules: {
      location: "required|string",
      server_type: "required|string",
      image: "required|integer",
      enable_ipv4: "nullable|boolean",
      enable_ipv6: "nullable|boolean",
      enable_backups: "nullable|boolean",
      hetzner_ssh_key_ids: "nullable|array",
      "hetzner_ssh_key_ids.*": "integer",
      hetzner_firewall_ids: "nullable|array",
      "hetzner_firewall_ids.*": "integer",
      hetzner_network_ids: "nullable|array",
      "hetzner_network_ids.*": "integer",
    },
    hidden: ({ enable_ipv4, enable_ipv6 }) =>
      isOn(enable_ipv4) || isOn(enable_ipv6) ? undefined : { enable_ipv4: [NO_ADDRESS], enable_ipv6: [NO_ADDRESS] },
  },
  vultr: {
    name: "Vultr",
    rules: {
      region: "required|string",
      plan: "required|string",
      os_id: "required|integer",
      enable_ipv6: "nullable|boolean",
      disable_public_ipv4: "nullable|boolean",
      vultr_ssh_key_ids: "nullable|array",
      "vultr_ssh_key_ids.*": "string",
    },
    hidden: ({ disable_public_ipv4, enable_ipv6 }) =>
      isTruthy(disable_public_ipv4) && !isOn(enable_ipv6) ? { enable_ipv6: ["Enable IPv6 when disabling public IPv4."] } : undefined,
  },
  digitalocean: {
    name: "DigitalOcean",
    rules: {
      region: "required|string",
      size: "required|string",
      image: "required",
      enable_ipv6: "nullable|boolean",
      monitoring: "nullable|boolean",
      digitalocean_ssh_key_ids: "nullable|array",
      "digitalocean_ssh_key_ids.*": "integer",
    },
  },
};

const COMMON: Readonly<Record<string, FieldRules>> = {
  name: ["nullable", "string", "max:253", hostName],
  private_key_uuid: "required|string",
  cloud_init_script: ["nullable", "string", cloudInit],
  instant_validate: "nullable|boolean",
};

/** Everything is checked; the order then fails, since no provider can be reached (contract 14). */
export const machineActions: Readonly<Record<string, Action>> = Object.fromEntries(
  Object.entries(KINDS).map(([provider, kind]) => [`POST /servers/${provider}`, gated((call) => order(call, provider, kind))]),
);

function order(call: Call, provider: string, { name, rules, hidden }: MachineKind): Answer {
  const input = validated(call, { rules: { ...tokenRules, ...rules, ...COMMON }, wording: "custom" });
  const errors = hidden?.(input);
  if (errors) throw invalid(errors);
  requireProviderToken(call, provider, name);
  keyOf(call, input.private_key_uuid, "Private key not found.");
  throw refusal(500, `Failed to create ${name} server.`);
}
