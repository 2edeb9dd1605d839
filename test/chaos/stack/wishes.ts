import type { Properties } from "../../../providers/coolify/values.ts";
import type { Planned } from "../../lifecycle/miniStack.ts";

/** A resource of the stack, as data: the same for the provider host alone and for a program of Pulumi. */
export interface Wish {
  kind: string;
  name: string;
  /** `<air uuid>` stands for that output of the resource of that name. */
  args: Properties;
  dependsOn?: string[];
  deletedWith?: string;
}

const SERVER = "main";
const inside = (parent: string, noun: string) => ({ [noun]: `<${parent} uuid>`, owner: `<${parent} owner>` });
const place = (stamp: string, environment: string) => ({
  ...inside("air", "project"),
  ...{ environment, server: SERVER, stamp: `chaos/${stamp}` },
});

const twenty = Array.from({ length: 20 }, (_, index) => [`KEY_${String(index).padStart(2, "0")}`, `value ${index}`] as const);
const variables = Object.fromEntries(twenty.map(([key, value]) => [key, { value }]));
/** Five changed, one with a comment, two removed, one new. */
const otherVariables = {
  ...Object.fromEntries(
    twenty
      .slice(2)
      .map(([key, value], index) => [key, { value: index < 5 ? `${value} changed` : value, ...(index === 1 && { comment: "why" }) }]),
  ),
  NEW: { value: "new" },
};

const compose = (version: string) => `services:
  web:
    image: nginx:${version}
    environment:
      - GREETING
    volumes:
      - pages:/usr/share/nginx/html
volumes:
  pages:
`;

const database = (password: string) => ({ type: "postgresql", user: "ledger", password, database: "ledger" });

/**
 * S20 (a project, an environment, an application, 20 variables), a compose service with its variables and its part, a database with its
 * backup, both started: in waves, of which each needs the ones before. `changed`: everything of it is different.
 */
export const wishes = (changed = false): Wish[][] => [
  [
    { kind: "Project", name: "air", args: { stamp: "chaos/air", name: changed ? "AIR 2" : "AIR", description: "On air" } },
    {
      kind: "S3Storage",
      name: "bucket",
      args: {
        ...{ stamp: "chaos/bucket", name: "backups", endpoint: "https://s3.example.com", bucket: changed ? "pf-archive" : "pf-backups" },
        ...{ region: "eu", key: "AKIA-example", secret: "example-secret", validate: false },
      },
    },
  ],
  [{ kind: "Environment", name: "staging", args: { ...inside("air", "project"), name: "staging" }, deletedWith: "air" }],
  [
    {
      kind: "Application",
      name: "app",
      args: {
        ...place("app", changed ? "production" : "<staging name>"),
        name: changed ? "app-2" : "app",
        source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: changed ? "1.1.0" : "1.0.0" },
        domains: [changed ? "https://www.chaos.example.com" : "https://chaos.example.com"],
        tags: changed ? ["chaos", "late"] : ["chaos", "early"],
        deleteData: true,
      },
    },
    {
      kind: "Service",
      name: "shop",
      args: {
        ...place("shop", "<staging name>"),
        name: changed ? "shop-2" : "shop",
        source: { type: "compose", text: compose(changed ? "1.28" : "1.27") },
        tags: changed ? ["late"] : ["early"],
        deleteData: true,
      },
    },
    {
      kind: "Database",
      name: "ledger",
      args: {
        ...place("ledger", "<staging name>"),
        ...{ name: "ledger", description: changed ? "Customers" : "Orders", image: "postgres:17-alpine" },
        engine: database(changed ? "battery-staple-2" : "correct-horse-1"),
        deleteData: true,
      },
    },
  ],
  [
    {
      kind: "ApplicationVariables",
      name: "variables",
      args: { ...inside("app", "application"), variables: changed ? otherVariables : variables },
      deletedWith: "app",
    },
    {
      kind: "Storage",
      name: "uploads",
      args: {
        ...inside("app", "application"),
        ...{ mountPath: changed ? "/var/data" : "/data", source: { type: "volume", name: "uploads" }, deleteData: true },
      },
    },
    {
      kind: "ServiceVariables",
      name: "shopVariables",
      args: {
        ...inside("shop", "service"),
        variables: { GREETING: { value: changed ? "bye" : "hello" }, [changed ? "THIS" : "THAT"]: { value: "x" } },
      },
      deletedWith: "shop",
    },
    {
      kind: "ServiceApplication",
      name: "window",
      args: { ...inside("shop", "service"), container: "web", humanName: changed ? "Door" : "Window" },
      deletedWith: "shop",
    },
    {
      kind: "DatabaseBackup",
      name: "nightly",
      args: {
        ...inside("ledger", "database"),
        ...{ frequency: changed ? "30 4 * * *" : "0 3 * * *", databases: ["ledger"], s3Storage: "<bucket uuid>", deleteData: true },
      },
    },
  ],
  [
    {
      kind: "ServiceDeployment",
      name: "shopDeployment",
      args: { ...inside("shop", "service"), name: "shop", fingerprint: changed ? "2" : "1" },
      dependsOn: ["shopVariables", "window"],
      deletedWith: "shop",
    },
    {
      kind: "DatabaseDeployment",
      name: "ledgerDeployment",
      args: { ...inside("ledger", "database"), name: "ledger", fingerprint: changed ? "2" : "1" },
      deletedWith: "ledger",
    },
  ],
];

/** The same for the engine's part in small. */
export const planned = (waves: readonly Wish[][]): Planned[][] =>
  waves.map((wave) =>
    wave.map(({ kind, name, args, deletedWith }) => ({
      ...{ kind, name, inputs: (outputs) => resolved(args, outputs) as Properties },
      ...(deletedWith !== undefined && { deletedWith }),
    })),
  );

function resolved(value: unknown, outputs: (name: string) => Properties): unknown {
  if (Array.isArray(value)) return value.map((inner) => resolved(inner, outputs));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, outputs)]));
  const [, name, output] = /^<(\S+) (\w+)>$/.exec(String(value)) ?? [];
  return name === undefined || output === undefined ? value : outputs(name)[output];
}
