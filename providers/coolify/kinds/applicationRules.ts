import type { Lookups, Wire } from "../kind.ts";
import type { Fault } from "../shape.ts";
import type { ApplicationInputs } from "./applicationFields.ts";
import { toBase64 } from "./applicationForms.ts";
import { isOf, repositoryAddress } from "./applicationSourceWire.ts";
import { applicationToWire } from "./applicationWire.ts";

/** What create refuses, drops or overwrites follows in a PATCH (contract 4.1, trap T13); where that is the wanted value anyway it need not. */
export function createKeys(inputs: ApplicationInputs): string[] {
  const wire = applicationToWire(inputs);
  const later = ["dockerfile_target_build"];
  if (wire.static_image !== "nginx:alpine") later.push("static_image");
  if (inputs.source.type === "dockerfile" && wire.ports_exposes !== "80") later.push("ports_exposes");
  return Object.keys(wire).filter((key) => !later.includes(key));
}

/** What only create takes. Names become uuids here (trap T21). */
export async function toCreate(inputs: ApplicationInputs, lookups: Lookups): Promise<Wire> {
  const { source, destination, tags } = inputs;
  const server = await lookups.server(inputs.server);
  return {
    ...repositoryAddress(source),
    ...(source.type === "githubApp" && { github_app_uuid: (await lookups.githubApp(source.app)).uuid }),
    ...(source.type === "deployKey" && { private_key_uuid: (await lookups.privateKey(source.key)).uuid }),
    ...(source.type === "dockerfile" && { dockerfile: toBase64(source.text) }),
    project_uuid: inputs.project,
    environment_name: inputs.environment,
    server_uuid: server.uuid,
    ...(destination && { destination_uuid: (await lookups.destination(server.uuid, destination)).uuid }),
    ...((isOf(inputs, "compose") || inputs.domains.length === 0) && { autogenerate_domain: false }),
    ...(tags && tags.length > 0 && { tags }),
  };
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Rules about several fields. Parts that a preview does not know yet are no fault. */
export function applicationFaults(inputs: ApplicationInputs): Fault[] {
  const isCompose = isOf(inputs, "compose");
  const hasDomains = listed(inputs.domains).length > 0;
  const stray = listed(inputs.noindexDomains).find((url) => !listed(inputs.domains).includes(url));
  const faults: (Fault | false)[] = [
    isCompose && hasDomains && { property: "domains", reason: "belong to the services of a compose file: use composeDomains" },
    !isCompose &&
      inputs.composeDomains !== undefined && { property: "composeDomains", reason: "need the build pack dockercompose: use domains" },
    !isCompose && inputs.compose.raw === true && { property: "compose.raw", reason: "needs the build pack dockercompose" },
    stray !== undefined && { property: "noindexDomains", reason: `has ${String(stray)}, which is none of the domains` },
  ];
  return faults.filter((fault) => fault !== false);
}

/** One trailing slash does not make another domain for Coolify (contract 10). */
const turnOf = (url: string) => `domain:${url.replace(/\/$/, "")}`;

/** Two who write the same domain at once could both get it (contract 21.3). */
export const applicationTurns = (inputs: ApplicationInputs, keys: readonly string[]): string[] => [
  ...(keys.includes("domains") ? inputs.domains.map(turnOf) : []),
  ...(keys.includes("docker_compose_domains")
    ? Object.values(inputs.composeDomains ?? {}).flatMap(({ domains }) => domains.map(turnOf))
    : []),
];
