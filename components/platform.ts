import * as pulumi from "@pulumi/pulumi";
import type { ResolvedPlatform } from "../config/resolved.ts";
import {
  NotificationChannel,
  type NotificationChannelArgs,
  PrivateKey,
  S3Storage,
  Server,
  type ServerArgs,
  SharedVariables,
} from "../providers/coolify/resources.ts";
import { names, stampOf } from "./names.ts";
import { inputOf, inputsOf, mapValues, type Secrets, type Sources } from "./values.ts";
import { rowsOf } from "./variableRows.ts";

export interface PlatformArgs {
  /** The finished configuration of the platform. */
  platform: ResolvedPlatform;
  /** Which Coolify it is, in a fleet that has several; the name in `servers.yaml`. */
  coolify?: string;
  /** Looks up secrets by the name that the YAML gives them. */
  secrets: Secrets;
}

/** What everything here is made with. */
interface Ground {
  parent: pulumi.Resource;
  stack: string;
  coolify: string | undefined;
  sources: Sources;
}

/**
 * What all instances and white-labels stand on: keys, servers, storage for backups, notifications, shared variables.
 *
 * @example
 * new Platform("platform", { platform, secrets });
 */
export class Platform extends pulumi.ComponentResource {
  /** Name → uuid. */
  readonly outputs: Record<"privateKeys" | "servers" | "s3Storages", Record<string, pulumi.Output<string>>>;

  constructor(name: string, { platform, coolify, secrets }: PlatformArgs, options?: pulumi.ComponentResourceOptions) {
    super("pf:index:Platform", name, {}, options);
    const sources: Sources = { secrets, credentials: new Map(), databases: new Map() };
    const ground: Ground = { parent: this, stack: platform.code, coolify, sources };
    const keys = privateKeysOf(ground, platform);
    const servers = serversOf(ground, platform, keys);
    const storages = s3StoragesOf(ground, platform);
    notificationsOf(ground, platform);
    variablesOf(ground, platform);
    this.outputs = { privateKeys: uuidsOf(keys), servers: uuidsOf(servers), s3Storages: uuidsOf(storages) };
    this.registerOutputs({ ...this.outputs });
  }
}

function privateKeysOf({ parent, stack, coolify, sources }: Ground, { privateKeys }: ResolvedPlatform): Map<string, PrivateKey> {
  return mapped(privateKeys, ({ name, description, key }) => {
    const logical = names.platform("key", name);
    const args = { coolify, stamp: stampOf(stack, logical), name, description, privateKey: inputOf(key, sources) };
    return new PrivateKey(logical, args, { parent });
  });
}

/** A key of this stack is given by its uuid, so that it is there before; another one by its name at Coolify. */
function serversOf(
  { parent, stack, coolify }: Ground,
  { servers }: ResolvedPlatform,
  keys: ReadonlyMap<string, PrivateKey>,
): Map<string, Server> {
  return mapped(servers, ({ settings, privateKey, ...server }) => {
    const logical = names.platform("server", server.name);
    const key = keys.get(privateKey)?.uuid ?? privateKey;
    const args = { ...settings, coolify, stamp: stampOf(stack, logical), ...server, privateKey: key } as ServerArgs;
    // Whatever runs on it would go with it.
    return new Server(logical, args, { parent, protect: true });
  });
}

function s3StoragesOf({ parent, stack, coolify, sources }: Ground, { s3Storages }: ResolvedPlatform): Map<string, S3Storage> {
  return mapped(s3Storages, ({ key, secret, ...storage }) => {
    const logical = names.platform("storage", storage.name);
    const access = { key: inputOf(key, sources), secret: inputOf(secret, sources) };
    // Backups of all tenants stop writing to it when it goes.
    return new S3Storage(logical, { coolify, stamp: stampOf(stack, logical), ...storage, ...access }, { parent, protect: true });
  });
}

function notificationsOf({ parent, coolify, sources }: Ground, { notifications }: ResolvedPlatform): void {
  for (const { channel: type, settings, secrets, events } of notifications) {
    const channel = { ...settings, type, ...inputsOf(secrets, sources) } as NotificationChannelArgs["channel"];
    new NotificationChannel(names.platform("channel", type), { coolify, channel, events }, { parent });
  }
}

/** Shared with all applications of the team, which refer to them as `{{team.NAME}}`. */
function variablesOf({ parent, coolify, sources }: Ground, { variables }: ResolvedPlatform): void {
  if (Object.keys(variables).length === 0) return;
  const rows = rowsOf(inputsOf(variables, sources));
  new SharedVariables(names.sharedVariables(), { coolify, scope: { type: "team" }, variables: rows }, { parent });
}

const mapped = <Item extends { name: string }, Made>(items: readonly Item[], make: (item: Item) => Made): Map<string, Made> =>
  new Map(items.map((item) => [item.name, make(item)] as const));

const uuidsOf = (items: ReadonlyMap<string, { uuid: pulumi.Output<string> }>): Record<string, pulumi.Output<string>> =>
  mapValues(Object.fromEntries(items), ({ uuid }) => uuid);
