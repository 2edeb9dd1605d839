import { UserError } from "../errors.ts";
import type { Wire } from "../kind.ts";
import { splitStamp, withStamp } from "../stamp.ts";
import { at, isRecord, recordOf } from "../values.ts";
import { COLUMNS } from "./applicationColumns.ts";
import { composeDomainsFromWire, composeDomainsToWire } from "./applicationComposeDomains.ts";
import type { ApplicationInputs } from "./applicationFields.ts";
import { isOf, type SourceInputs, sourceFromWire, sourceToWire } from "./applicationSourceWire.ts";

/** A static site is served from port 80, whatever was wished: naming `is_static` writes it (contract 4.2). A compose file has its own ports. */
function portsToWire(inputs: ApplicationInputs): string | undefined {
  if (isOf(inputs, "compose")) return undefined;
  if (isOf(inputs, "git") && inputs.build.staticSite) return "80";
  return [inputs.port, ...(inputs.furtherPorts ?? [])].join(",");
}

/** Name and password cannot be cleared, but left unused (contract 16.5). */
const loginToWire = ({ basicAuth }: ApplicationInputs): Wire => ({
  is_http_basic_auth_enabled: basicAuth?.enabled ?? false,
  http_basic_auth_username: basicAuth?.username,
  http_basic_auth_password: basicAuth?.password,
});

export function applicationToWire(inputs: ApplicationInputs): Wire {
  const counting = COLUMNS.filter(({ only }) => isOf(inputs, only));
  return {
    ...Object.fromEntries(counting.map(({ at: path, key, form }) => [key, form.write(at(inputs, path))])),
    description: withStamp(inputs.description, inputs.stamp),
    ...sourceToWire(inputs),
    ports_exposes: portsToWire(inputs),
    docker_compose_domains: isOf(inputs, "compose") ? composeDomainsToWire(inputs.composeDomains) : undefined,
    ...loginToWire(inputs),
  };
}

/** Where it lives. The list does not tell (contract 4.3), the single object does. Names stay names, uuids stay uuids. */
function placeFromWire(wire: Wire, inputs: Partial<ApplicationInputs>): Wire {
  const environment = recordOf(wire.environment);
  const destination = recordOf(wire.destination);
  const server = recordOf(destination.server);
  const as = (object: Wire, wanted?: string) => (wanted !== undefined && wanted === object.uuid ? object.uuid : object.name);
  return {
    project: recordOf(environment.project).uuid,
    environment: environment.name,
    server: as(server, inputs.server),
    ...(inputs.destination !== undefined && { destination: as(destination, inputs.destination) }),
  };
}

/** Ports that do not count stay what they were; none, set by hand, shows as 0. */
function portsFromWire(wire: Wire, live: SourceInputs, inputs: Partial<ApplicationInputs>): Wire {
  const isStatic = isOf(live, "git") && at(wire, "settings.is_static") === true && wire.ports_exposes === "80";
  if (isOf(live, "compose") || isStatic) return { port: inputs.port, furtherPorts: inputs.furtherPorts };
  const [port, ...furtherPorts] = String(wire.ports_exposes ?? "")
    .split(",")
    .map(Number);
  return { port, furtherPorts };
}

/** The login as Coolify has it. One that is off is none, unless the inputs name one. */
function loginFromWire(wire: Wire, wanted: ApplicationInputs["basicAuth"]): Wire | undefined {
  const enabled = wire.is_http_basic_auth_enabled;
  if (!enabled && !wanted) return undefined;
  const password = "http_basic_auth_password" in wire ? wire.http_basic_auth_password : wanted?.password;
  return { enabled, username: wire.http_basic_auth_username, password };
}

/** Sets what is at a dotted path of one or two words. */
function put(target: Wire, path: string, value: unknown): void {
  const [first = "", second] = path.split(".");
  if (second === undefined) target[first] = value;
  else target[first] = { ...(isRecord(target[first]) ? target[first] : {}), [second]: value };
}

/** Fields that the answer hides, that do not count or that nobody manages stay what they were. */
function columnsFromWire(wire: Wire, live: SourceInputs, inputs: Partial<ApplicationInputs>): Wire {
  const shown: Wire = {};
  for (const { at: path, shown: place, form, only, unmanaged } of COLUMNS) {
    const [value, before] = [at(wire, place), at(inputs, path)];
    const isHidden = value === undefined || !isOf(live, only) || (unmanaged && before === undefined);
    put(shown, path, isHidden ? before : form.read(value));
  }
  return shown;
}

export function applicationFromWire(wire: Wire, inputs: Partial<ApplicationInputs>): Wire {
  // Left behind by a create that was cut off: it can be read and deleted, but neither changed nor deployed (contract 21.4).
  if (!isRecord(wire.settings))
    throw new UserError(
      `Coolify has this application (${String(wire.uuid)}) only half: it lacks its settings. Delete it in Coolify, then run the same command again.`,
    );
  const source = sourceFromWire(wire, inputs.source);
  const live = { buildPack: inputs.buildPack, ...source } as unknown as SourceInputs;
  const fields = columnsFromWire(wire, live, inputs);
  if (live.source.type !== "dockerImage") {
    put(fields, "build.registryImage", wire.docker_registry_image_name ?? undefined);
    put(fields, "build.registryTag", wire.docker_registry_image_tag ?? undefined);
  }
  return {
    ...fields,
    ...placeFromWire(wire, inputs),
    ...splitStamp(wire.description),
    ...source,
    ...portsFromWire(wire, live, inputs),
    composeDomains: isOf(live, "compose")
      ? composeDomainsFromWire(wire.docker_compose_domains, inputs.composeDomains)
      : inputs.composeDomains,
    basicAuth: loginFromWire(wire, inputs.basicAuth),
  };
}
