import { at, isRecord, type Properties } from "../../providers/coolify/values.ts";
import type { Wished } from "../e2e/programs/wished.ts";
import { argsOf } from "./scene.ts";
import { PLACED } from "./wholeStack.ts";

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : isRecord(value) ? Object.values(value).flatMap(list) : value === undefined ? [] : [value];

/** What Coolify lets only one have, or what would end in the same place. */
function takenBy(wish: Wished): string[] {
  const args = argsOf(wish);
  const text = (path: string) => String(at(args, path));
  const ports = [at(args, "publicPort"), ...list(at(args, "container.portMappings")).map((one) => String(one).split(":")[0])];
  const domains = [...list(args.domains), ...list(at(args, "composeDomains")), ...list(args.urls)];
  const all = [
    ...ports.filter((port) => port !== undefined).map((port) => `port ${port}`),
    ...domains.map((domain) => `domain ${domain}`),
    ...(wish.kind === "Environment" ? [`environment ${text("project")} ${text("name").trim().toLowerCase()}`] : []),
    ...(wish.kind === "Storage" ? [`mount ${text("application")} ${text("database")} ${text("mountPath")}`] : []),
    ...(wish.kind === "Storage" && at(args, "source.name")
      ? [`storage ${text("application")} ${text("database")} ${text("source.name")}`]
      : []),
    ...(wish.kind === "ScheduledTask" ? [`task ${text("application")} ${text("service")} ${text("name")}`] : []),
    ...(wish.kind === "Destination" ? [`network ${text("server")} ${text("network")}`] : []),
    ...(wish.kind === "NotificationChannel" ? [`channel ${text("channel.type")}`] : []),
    ...(wish.kind === "PrivateKey" ? [`key ${text("privateKey")}`] : []),
    ...(wish.kind === "Server" ? [`address ${text("address")}`] : []),
    ...("stamp" in args ? [`stamp ${wish.kind} ${text("stamp")}`] : []),
  ];
  return [...new Set(all)];
}

/** The resource that an input refers to. */
function meantBy(wishes: readonly Wished[], value: unknown): Wished | undefined {
  const [, name] = /^<(\S+) /.exec(String(value)) ?? [];
  return wishes.find((one) => one.name === name);
}

const BACKED_UP = ["postgresql", "mysql", "mariadb", "mongodb"];

const PARENTS = ["application", "database", "service"] as const;
const isBackedUp = (source: unknown) => ["directory", "volume"].includes(String(at(source, "type")));

/** What a resource needs that it does not refer to. */
const NEEDS: Readonly<Record<string, (args: Properties, wishes: readonly Wished[]) => boolean>> = {
  DatabaseBackup: ({ database }, wishes) => BACKED_UP.includes(String(at(meantBy(wishes, database)?.args, "engine.type"))),
  ServiceApplication: ({ service }, wishes) => at(meantBy(wishes, service)?.args, "source.type") === "compose",
  ServiceDatabase: ({ service }, wishes) => at(meantBy(wishes, service)?.args, "source.type") === "compose",
  VolumeBackup: (args, wishes) => {
    const storage = meantBy(wishes, args.storage)?.args;
    return isBackedUp(storage?.source) && PARENTS.every((parent) => storage?.[parent] === args[parent]);
  },
};

/** The environments that are wished in the project of an object. */
function hasItsEnvironment({ project, environment }: Properties, wishes: readonly Wished[]): boolean {
  if (environment === undefined || environment === "production") return true;
  const meant = meantBy(wishes, environment)?.args;
  if (meant) return meant.project === project;
  return wishes.some(({ kind, args }) => kind === "Environment" && args?.project === project && args?.name === environment);
}

const placeOf = ({ args = {} }: Wished): Properties => (isRecord(args.scope) ? args.scope : args);

/** Whether every resource has what it needs, and none takes what another one has or had when the run began. */
export function isPeaceful(wishes: readonly Wished[], before: readonly Wished[]): boolean {
  const owners = new Map<string, string>();
  for (const wish of [...before, ...wishes])
    for (const one of takenBy(wish)) {
      if (owners.has(one) && owners.get(one) !== wish.name) return false;
      owners.set(one, wish.name);
    }
  if (wishes.some(({ kind, args }) => PLACED.includes(kind) && args?.destination === undefined)) return false;
  return wishes.every((wish) => (NEEDS[wish.kind]?.(argsOf(wish), wishes) ?? true) && hasItsEnvironment(placeOf(wish), wishes));
}
