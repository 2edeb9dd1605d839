import type { z } from "zod";
import { metaOf } from "../../providers/coolify/fieldMeta.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { definitionOf, markOf, optionsOf, peel } from "../../tools/docs/schema.ts";
import type { Wished } from "./programs/wished.ts";

/** A value that must never be seen in clear: `canary` and what it stands for, in signs that every field takes. @param before what a field wants in front of it */
export type Canary = (what: string, before?: string) => string;

/** Paths of all fields below a schema that must be encrypted; options of a union by their mark: `engine.mysql.rootPassword`. */
export function secretPaths(schema: z.ZodType, path: string): string[] {
  const { core } = peel(schema);
  if (metaOf(schema).secret) return [path];
  const union = optionsOf(core);
  if (union) return union.options.flatMap((option) => secretPaths(option, `${path}.${String(markOf(option, union.discriminator))}`));
  const { shape = {} } = definitionOf(core);
  return Object.entries(shape).flatMap(([key, field]) => secretPaths(field, `${path}.${key}`));
}

/** All secret inputs that our kinds declare, as `Kind.field`. */
export const declared = (): string[] => kinds.flatMap(({ type, input }) => secretPaths(input, type)).sort();

const place = { project: "<project uuid>", owner: "<project owner>", environment: "production", server: "main" };
const engines = ["postgresql", "mysql", "mariadb", "mongodb", "redis", "keydb", "dragonfly", "clickhouse"];
const withRoot = ["mysql", "mariadb"];

/** The six ways to tell the team. There is one of each, so that they cannot be wished twice. */
const channels = (canary: Canary): Properties[] => [
  { type: "email", smtpPassword: canary("email.smtpPassword"), resendApiKey: canary("email.resendApiKey") },
  { type: "discord", webhookUrl: canary("discord.webhookUrl", "https://discord.com/api/") },
  { type: "slack", webhookUrl: canary("slack.webhookUrl", "https://hooks.slack.com/") },
  { type: "telegram", token: canary("telegram.token") },
  { type: "pushover", userKey: canary("pushover.userKey"), apiToken: canary("pushover.apiToken") },
  { type: "webhook", url: canary("webhook.url", "https://hooks.example.com/") },
];

/** What both need. */
export const ground: Wished[] = [{ kind: "Project", name: "project", args: { stamp: "test/project", name: "visible-in-clear" } }];

/** One object of every kind that has secrets, and of each engine; what is visible carries the word `visible-in-clear`. */
export function secretive(mark: string, canary: Canary, key: string): Wished[] {
  const name = (what: string) => `${what}-${mark}`;
  const stamped = (what: string) => ({ stamp: `test/${name(what)}`, name: `visible-in-clear ${name(what)}` });
  return [
    { kind: "PrivateKey", name: name("key"), args: { ...stamped("key"), privateKey: key } },
    { kind: "CloudToken", name: name("token"), args: { ...stamped("token"), provider: "hetzner", token: canary("CloudToken.token") } },
    {
      kind: "S3Storage",
      name: name("s3"),
      args: {
        ...{ ...stamped("s3"), endpoint: "https://s3.eu-central-1.amazonaws.com", bucket: "pf-backups", region: "eu-central-1" },
        ...{ key: canary("S3Storage.key"), secret: canary("S3Storage.secret") },
      },
    },
    {
      kind: "GithubApp",
      name: name("github"),
      args: {
        ...{ ...stamped("github"), privateKey: "main", appId: 7, installationId: 8, clientId: "client" },
        ...{ clientSecret: canary("GithubApp.clientSecret"), webhookSecret: canary("GithubApp.webhookSecret") },
      },
    },
    {
      kind: "Application",
      name: name("app"),
      args: {
        ...{ ...place, ...stamped("app"), port: 80, source: { type: "dockerImage", image: "nginx", tag: "alpine" } },
        basicAuth: { username: "air", password: canary("Application.basicAuth.password") },
        webhookSecrets: Object.fromEntries(
          ["github", "gitlab", "bitbucket", "gitea"].map((host) => [host, canary(`Application.webhookSecrets.${host}`)]),
        ),
      },
    },
    {
      kind: "Storage",
      name: name("file"),
      args: {
        application: `<${name("app")} uuid>`,
        mountPath: "/etc/app.conf",
        source: { type: "file" },
        content: canary("Storage.content"),
      },
    },
    ...engines.map((type) => ({
      kind: "Database",
      name: name(type),
      args: {
        ...{ ...place, ...stamped(type), deleteData: true },
        engine: {
          type,
          password: canary(`Database.engine.${type}.password`),
          ...(withRoot.includes(type) && { rootPassword: canary(`Database.engine.${type}.rootPassword`) }),
        },
      },
    })),
  ];
}

export const notifying = (canary: Canary): Wished[] =>
  channels((what, before) => canary(`NotificationChannel.channel.${what}`, before)).map((channel) => ({
    kind: "NotificationChannel",
    name: `channel-${channel.type}`,
    args: { channel },
  }));

/** The sets of variables. Which of their values are secret is for the program to say. @param canary gives secrets */
export const variables = (mark: string, canary: Canary): Wished[] => {
  const set = (kind: string, args: Properties, extra: Properties = {}): Wished => {
    const value = canary(`${kind}.value`);
    return {
      kind,
      name: `set-${kind}-${mark}`,
      args: { ...args, variables: { SECRET: { value, ...extra }, PLAIN: { value: "visible-in-clear" } } },
    };
  };
  const service = {
    ...{ ...place, stamp: `test/service-${mark}`, name: "visible-in-clear" },
    source: { type: "compose", text: "services:\n  web:\n    image: nginx:alpine\n" },
  };
  return [
    { kind: "Service", name: `service-${mark}`, args: service },
    set("ApplicationVariables", { application: `<app-${mark} uuid>` }, { preview: { value: canary("ApplicationVariables.preview") } }),
    set("ServiceVariables", { service: `<service-${mark} uuid>` }),
    set("DatabaseVariables", { database: `<mysql-${mark} uuid>` }),
    set("SharedVariables", { scope: { type: "project", project: "<project uuid>" } }),
  ];
};
