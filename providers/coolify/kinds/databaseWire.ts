import type { AfterWrite, Wire } from "../kind.ts";
import { patch } from "../kind.ts";
import type { Fault } from "../shape.ts";
import { splitStamp, withStamp } from "../stamp.ts";
import { toBase64 } from "./applicationForms.ts";
import { ENGINE_FIELDS, engineShown, specOf } from "./databaseEngines.ts";
import type { Engine } from "./databaseFields.ts";
import { type Place, placeFromWire } from "./servicePlace.ts";

interface HealthCheck {
  enabled: boolean;
  intervalSeconds: number;
  timeoutSeconds: number;
  retries: number;
  startPeriodSeconds: number;
}

interface Limits {
  memory: string;
  cpus: string;
  memorySwap: string;
  memoryReservation: string;
  memorySwappiness: number;
  cpuShares: number;
  cpuSet?: string | undefined;
}

export interface DatabaseSettings {
  stamp: string;
  name: string;
  description: string;
  engine: Engine;
  image?: string | undefined;
  isPublic: boolean;
  publicPort?: number | undefined;
  publicPortTimeoutSeconds: number;
  limits: Limits;
  healthCheck?: HealthCheck | undefined;
}

const LIMITS: Readonly<Record<keyof Limits, string>> = {
  memory: "limits_memory",
  cpus: "limits_cpus",
  memorySwap: "limits_memory_swap",
  memoryReservation: "limits_memory_reservation",
  memorySwappiness: "limits_memory_swappiness",
  cpuShares: "limits_cpu_shares",
  cpuSet: "limits_cpuset",
};

const HEALTH: Readonly<Record<keyof HealthCheck, string>> = {
  enabled: "health_check_enabled",
  intervalSeconds: "health_check_interval",
  timeoutSeconds: "health_check_timeout",
  retries: "health_check_retries",
  startPeriodSeconds: "health_check_start_period",
};

const written = (keys: Readonly<Record<string, string>>, values: object): Wire =>
  Object.fromEntries(Object.entries(keys).map(([name, key]) => [key, (values as Wire)[name] ?? null]));

const read = (keys: Readonly<Record<string, string>>, wire: Wire): Wire =>
  Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, wire[key] ?? undefined]));

/** Wire keys of the fields that the engine has. Of the others nothing is said: Coolify refuses them (contract 12.2). */
function engineToWire(engine: Engine): Wire {
  const { fields, standard = {} } = specOf(engine.type);
  return Object.fromEntries(
    ENGINE_FIELDS.flatMap((field) => {
      const [key, value] = [fields[field], engine[field] ?? standard[field]];
      if (key === undefined || value === undefined) return [];
      return [[key, field === "configuration" ? toBase64(value) : value]];
    }),
  );
}

export const databaseToWire = (inputs: DatabaseSettings): Wire => ({
  name: inputs.name,
  description: withStamp(inputs.description, inputs.stamp),
  ...(inputs.image !== undefined && { image: inputs.image }),
  is_public: inputs.isPublic,
  public_port: inputs.publicPort ?? null,
  public_port_timeout: inputs.publicPortTimeoutSeconds,
  ...written(LIMITS, inputs.limits),
  ...(inputs.healthCheck && written(HEALTH, inputs.healthCheck)),
  ...engineToWire(inputs.engine),
});

/** Coolify looks whether a port is free only where both are in the request (contract 12.2). */
export function portBeside(inputs: DatabaseSettings, before: Partial<DatabaseSettings> | undefined): Wire {
  if (!before || !inputs.isPublic || (before.isPublic && before.publicPort === inputs.publicPort)) return {};
  return { is_public: true, public_port: inputs.publicPort };
}

/** The password of a redis is a variable; of its row only the address tells (contract 5.2). */
function redisPassword(wire: Wire): Wire {
  const match = /^redis:\/\/(?:[^:@]*:)?([^@]*)@/.exec(String(wire.internal_db_url ?? ""));
  return match ? { redis_password: decodeURIComponent(match[1] ?? "") } : {};
}

/** A field that was left out shows up only where Coolify has something else than its standard. Passwords and files never by themselves. */
function engineFromWire(wire: Wire, wanted: Partial<Engine> = {}): Wire {
  const type = engineShown(wire.database_type);
  const { fields, standard = {} } = specOf(type);
  const shown = type === "redis" ? { ...wire, ...redisPassword(wire) } : wire;
  const told = ENGINE_FIELDS.flatMap((field) => {
    const key = fields[field];
    if (key === undefined) return [];
    // Hidden without sensitive read: as state has it.
    if (!(key in shown)) return [[field, wanted[field]]];
    const isTold = wanted[field] !== undefined || (standard[field] !== undefined && shown[key] !== standard[field]);
    return isTold ? [[field, shown[key] ?? undefined]] : [];
  });
  return { type, ...Object.fromEntries(told) };
}

export const databaseFromWire = (wire: Wire, inputs: Partial<DatabaseSettings & Place>): Wire => ({
  ...placeFromWire(wire, inputs),
  name: wire.name,
  ...splitStamp(wire.description),
  engine: engineFromWire(wire, inputs.engine),
  ...(inputs.image !== undefined && { image: wire.image }),
  isPublic: wire.is_public,
  publicPort: wire.public_port ?? undefined,
  publicPortTimeoutSeconds: wire.public_port_timeout ?? undefined,
  limits: read(LIMITS, wire),
  ...(inputs.healthCheck && { healthCheck: read(HEALTH, wire) }),
});

/** A new database is noted as online when it is made, and by no start but `/deploy` as started (contract 12.2). */
const hasRun = ({ started_at, status, created_at, last_online_at }: Wire): boolean =>
  Boolean(started_at) ||
  !String(status).startsWith("exited") ||
  Date.parse(`${String(last_online_at).replace(" ", "T")}Z`) - Date.parse(String(created_at)) > 60_000;

/** Why one that was found is not what is wanted: what its first start wrote into the volume stays there, whatever is written to Coolify. */
export function otherVolume(row: Wire, pending: readonly string[], { engine }: DatabaseSettings): string | undefined {
  const { fields, inVolume = [] } = specOf(engine.type);
  const others = inVolume.filter((field) => pending.includes(fields[field] ?? ""));
  if (others.length === 0 || !hasRun(row)) return undefined;
  return `it has run with another ${others.join(" and ")}, which its volume keeps. Give it the ${others.join(" and ")} that Coolify shows (a generated secret is another one after the state was lost); or, if its data may go, delete it at Coolify`;
}

export const databaseFaults = ({ isPublic, publicPort }: DatabaseSettings): Fault[] =>
  isPublic && publicPort === undefined
    ? [{ property: "publicPort", reason: "is needed with isPublic: without it Coolify keeps the database private" }]
    : [];

/** Coolify takes a redis password with an answer of 200 and throws it away: its variable is what counts (contract 5.2). */
export async function keepRedisPassword({ inputs, written, ask }: AfterWrite<DatabaseSettings>): Promise<void> {
  const { type, password } = inputs.engine;
  if (type !== "redis" || password === undefined || !written.includes("redis_password")) return;
  await ask(patch("/databases/{uuid}/envs"), { key: "REDIS_PASSWORD", value: password });
}
