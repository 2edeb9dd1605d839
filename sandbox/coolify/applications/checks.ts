import { requireFreeDomains } from "../domains/conflicts.ts";
import { domainFaults, domainList, normalisedDomains } from "../domains/normalise.ts";
import { invalid, serverError } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { settingsOf } from "../servers/lookup.ts";
import type { ServerRow } from "../servers/tables.ts";
import { asText } from "../validation/values.ts";
import type { World } from "../world/world.ts";

/** Checks by hand of create and PATCH, each with its own shape of error (contract 4.1 and 4.4). */

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text inside base64, undefined when it is none or no UTF-8. */
export function decoded(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const bytes = Buffer.from(value, "base64");
  if (bytes.toString("base64") !== value) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** @throws Refusal 422 `The <field> should be base64 encoded.` */
export function requireBase64(field: string, value: unknown): string {
  const text = decoded(value);
  if (text === undefined) throw invalid({ [field]: `The ${field} should be base64 encoded.` });
  return text;
}

/** Coolify keeps domains only where a proxy runs that could serve them. */
export function servesDomains(world: World, server: ServerRow): boolean {
  return asText(server.proxy.type) !== "NONE" && !settingsOf(world, server).is_build_server;
}

/** @throws Refusal 422 unless raw compose is wished for a compose application */
export function requireComposeForRaw(named: Bag, buildPack: unknown): void {
  if (!named.is_raw_compose_deployment_enabled || buildPack === "dockercompose") return;
  throw invalid({ is_raw_compose_deployment_enabled: "Raw compose deployment can only be enabled for Docker Compose applications." });
}

/** @throws Refusal 422 when a compose application is given `domains` at all */
export function refuseDomainsOfCompose(input: Bag, buildPack: unknown): void {
  if (buildPack !== "dockercompose" || !Object.hasOwn(input, "domains")) return;
  throw invalid({
    domains:
      "The domains field cannot be used for dockercompose applications. Use docker_compose_domains instead to set domains for individual services.",
  });
}

/** `validateDataApplications`: ports, labels, domains. @throws Refusal 422, 409, 500 */
export function checkData(call: Call, input: Bag, server: ServerRow): void {
  if (Object.hasOwn(input, "ports_mappings")) requireUniquePorts(input.ports_mappings);
  if (Object.hasOwn(input, "custom_labels")) requireBase64("custom_labels", input.custom_labels);
  if (!Object.hasOwn(input, "domains") || !servesDomains(call.world, server)) return;
  const faults = domainFaults(input.domains);
  if (faults.length > 0) throw invalid(faults);
  // An empty list passes the rule, and the code behind it takes texts only.
  if (Array.isArray(input.domains)) throw serverError();
  requireFreeDomains(call, domainList(normalisedDomains(input.domains as string | null)), shadowed(call, "uuid"));
}

function requireUniquePorts(mappings: unknown): void {
  if (mappings !== null && typeof mappings === "object") throw serverError();
  const seen = new Set<string | number>();
  for (const mapping of asText(mappings).split(",")) {
    const port = mapping.split(":")[0] ?? "";
    const key = /^\d+$/.test(port) ? Number(port) : port;
    if (seen.has(key)) throw invalid({ ports_mappings: "The first number before : should be unique between mappings." });
    seen.add(key);
  }
}
