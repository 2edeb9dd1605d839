import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { bare } from "../../config/field.ts";
import { serverSettings } from "../../config/platformSchema.ts";
import { applicationSettings } from "../../config/settings/application.ts";
import { argumentOf } from "../../config/settings/arguments.ts";
import { volumeBackupSettings } from "../../config/settings/attachments.ts";
import { channelFields, events } from "../../config/settings/channels.ts";
import { backupSettings, databaseSettings, ENGINES, engineFields } from "../../config/settings/database.ts";
import { askingFields, healthCheckFields, limitFields } from "../../config/settings/running.ts";
import { serviceSettings } from "../../config/settings/service.ts";
import { application } from "../../providers/coolify/kinds/application.ts";
import { database } from "../../providers/coolify/kinds/database.ts";
import { databaseBackup } from "../../providers/coolify/kinds/databaseBackup.ts";
import { ENGINES as KIND_ENGINES } from "../../providers/coolify/kinds/databaseEngines.ts";
import { notificationChannel } from "../../providers/coolify/kinds/notificationChannel.ts";
import { scheduledTask } from "../../providers/coolify/kinds/scheduledTask.ts";
import { server } from "../../providers/coolify/kinds/server.ts";
import { service } from "../../providers/coolify/kinds/service.ts";
import { storage } from "../../providers/coolify/kinds/storage.ts";
import { volumeBackup } from "../../providers/coolify/kinds/volumeBackup.ts";
import { definitionOf, optionsOf, peel } from "../../tools/docs/schema.ts";

type Shape = Readonly<Record<string, z.ZodType>>;

/** Paths of the arguments that a table of the YAML leads to. */
function yamlPaths(shape: Shape, prefix = ""): string[] {
  return Object.entries(shape).flatMap(([key, schema]) => {
    const path = `${prefix}${argumentOf(key, schema)}`;
    const inner = bare(schema);
    if (inner instanceof z.ZodObject) return yamlPaths(inner.shape, `${path}.`);
    if (inner instanceof z.ZodRecord) return yamlPaths((bare(inner.valueType as z.ZodType) as z.ZodObject).shape, `${path}.<key>.`);
    return [path];
  });
}

/** Paths of the arguments that a kind knows; groups stand for what is in them. */
function kindPaths(schema: z.ZodType, prefix = ""): string[] {
  const { core } = peel(schema);
  const { shape, valueType } = definitionOf(core);
  const union = optionsOf(core);
  if (union) return [...new Set(union.options.flatMap((option) => kindPaths(option, prefix)))];
  if (valueType && definitionOf(peel(valueType).core).shape) return kindPaths(valueType, `${prefix}.<key>`);
  if (!shape || prefix === "owner") return [prefix];
  return Object.entries(shape).flatMap(([key, field]) => kindPaths(field, prefix ? `${prefix}.${key}` : key));
}

const under = (name: string, shape: Shape) => yamlPaths(shape, `${name}.`);

/** What says where an object stands and whose it is. */
const PLACE = ["coolify", "owner", "stamp", "project", "environment", "server", "destination", "name", "description"];

interface Held {
  kind: { type: string; input: z.ZodType };
  /** From the tables, passed on as they are. */
  settings: string[];
  /** Have words of their own in the YAML, or come from where the object stands. */
  own: string[];
  /** Not in the YAML, each with the reason. */
  left: Record<string, string>;
}

const SOURCE = ["type", "repository", "branch", "commit", "app", "key", "text", "image", "tag"].map((key) => `source.${key}`);

const held: Held[] = [
  {
    kind: application,
    settings: [...yamlPaths(applicationSettings), ...under("healthCheck", healthCheckFields), ...under("limits", limitFields)],
    own: [
      ...PLACE,
      ...SOURCE,
      ...["deleteData", "buildPack", "port", "domains", "autoDeploy", "installCommand", "buildCommand", "startCommand"],
      // `previews`
      ...["preview.enabled", "preview.openToPublic", "preview.urlTemplate"],
    ],
    left: {},
  },
  {
    kind: database,
    settings: [
      ...yamlPaths(databaseSettings),
      ...under("limits", limitFields),
      ...under("engine", engineFields),
      ...under("healthCheck", askingFields),
    ],
    own: [...PLACE, "engine.type", "deleteData"],
    left: {},
  },
  {
    kind: storage,
    settings: [],
    own: [
      ...["coolify", "owner", "application", "mountPath", "content", "previewSuffix", "deleteData"],
      ...["type", "name", "hostPath", "fsPath"].map((key) => `source.${key}`),
    ],
    left: { database: "the storages of a database are Coolify's own: its data volume comes with it" },
  },
  {
    kind: scheduledTask,
    settings: [],
    own: ["coolify", "owner", "application", "service", "name", "command", "frequency", "container", "timeoutSeconds", "enabled"],
    left: {},
  },
  {
    kind: databaseBackup,
    settings: yamlPaths(backupSettings),
    own: ["coolify", "owner", "database", "frequency", "enabled", "s3Storage"],
    left: {},
  },
  {
    kind: service,
    settings: yamlPaths(serviceSettings),
    own: [...PLACE, "source.type", "source.text", "source.name", "urls", "deleteData"],
    left: {},
  },
  {
    kind: volumeBackup,
    settings: yamlPaths(volumeBackupSettings),
    own: ["coolify", "owner", "application", "database", "storage", "frequency", "enabled", "s3Storage"],
    left: { service: "volumes of a service are what its compose text says; they have no uuid before it runs" },
  },
  {
    kind: server,
    settings: yamlPaths(serverSettings),
    own: ["coolify", "stamp", "name", "description", "address", "port", "user", "privateKey"],
    left: {},
  },
  {
    kind: notificationChannel,
    settings: [...under("channel", channelFields), ...under("events", events.shape)],
    own: ["coolify", "channel.type"],
    left: {},
  },
];

describe.each(held.map((one) => [one.kind.type, one] as const))("the YAML of %s", (_, { kind, settings, own, left }) => {
  const known = kindPaths(kind.input);

  test("says nothing that the kind does not know", () => {
    expect([...settings, ...own].filter((path) => !known.includes(path))).toEqual([]);
  });

  test("says everything that it knows, but for what is left out for a reason", () => {
    const said = new Set([...settings, ...own]);
    expect(known.filter((path) => !said.has(path))).toEqual(Object.keys(left));
    for (const reason of Object.values(left)) expect(reason.length).toBeGreaterThan(20);
  });
});

test("the engines have the fields that Coolify's have", () => {
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const ours = Object.entries(ENGINES).map(([name, { fields }]) => [name, fields.map(camel).sort()]);
  expect(Object.fromEntries(ours)).toEqual(
    Object.fromEntries(Object.entries(KIND_ENGINES).map(([name, { fields }]) => [name, Object.keys(fields).sort()])),
  );
});
