import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { needs } from "../kinds/references.ts";
import { inputsOf } from "../kinds/surroundings.ts";
import type { Wished } from "./programs/wished.ts";

/** Every output of a resource as the program of the tests refers to it: `<Project uuid>`. */
const references = (name: string): Properties => new Proxy({}, { get: (_, output) => `<${name} ${String(output)}>` });

const inOrder = [...kinds].sort((a, b) => needs(a.type).length - needs(b.type).length);

/** The example of every kind, as one program would write them: each is called by its kind, and they refer to each other. */
export const samples = (): Wished[] => inOrder.map(({ type }) => ({ kind: type, name: type, args: inputsOf(type, references) }));

const owner = "<Project owner>";
const place = { project: "<Project uuid>", owner, environment: "production", server: "main" };

/** What stands beside the kinds: the sets of variables, deployments, and what they need. */
export const besides = (): Wished[] => [
  {
    kind: "Application",
    name: "web",
    args: {
      ...{ ...place, stamp: "air/web", name: "web", port: 3000 },
      source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
    },
  },
  {
    kind: "Storage",
    name: "volume",
    args: { application: "<web uuid>", owner, mountPath: "/uploads", source: { type: "volume", name: "uploads" } },
  },
  {
    kind: "Database",
    name: "cache",
    args: { ...place, stamp: "air/cache", name: "cache", engine: { type: "redis" } },
  },
  {
    kind: "ApplicationVariables",
    name: "ApplicationVariables",
    args: { application: "<web uuid>", owner, variables: { GREETING: { value: "hello", preview: { value: "hi" } }, SIZE: { value: "3" } } },
  },
  {
    kind: "ServiceVariables",
    name: "ServiceVariables",
    args: { service: "<Service uuid>", owner, variables: { GREETING: { value: "hello" } } },
  },
  {
    kind: "DatabaseVariables",
    name: "DatabaseVariables",
    args: { database: "<Database uuid>", owner, variables: { GREETING: { value: "hello" } } },
  },
  ...[
    { type: "team" },
    { type: "project", project: "<Project uuid>" },
    { type: "environment", project: "<Project uuid>", environment: "<Environment name>" },
    { type: "server", server: "<Server uuid>" },
  ].map((scope) => ({
    kind: "SharedVariables",
    name: `SharedVariables-${scope.type}`,
    args: { scope, variables: { SHARED: { value: `of the ${scope.type}` } } },
  })),
  {
    kind: "Deployment",
    name: "Deployment",
    args: { application: "<web uuid>", owner, name: "web", fingerprint: "first", source: "dockerImage" },
    dependsOn: ["ApplicationVariables", "volume"],
  },
  {
    kind: "ServiceDeployment",
    name: "ServiceDeployment",
    args: { service: "<Service uuid>", owner, name: "shop", fingerprint: "first" },
    dependsOn: ["ServiceVariables", "ServiceApplication", "ServiceDatabase"],
  },
  {
    kind: "DatabaseDeployment",
    name: "DatabaseDeployment",
    args: { database: "<Database uuid>", owner, name: "ledger", fingerprint: "first" },
    dependsOn: ["DatabaseVariables"],
  },
];

/** The same with leave to delete their data, where they hold any. */
export const dispensable = (wishes: readonly Wished[]): Wished[] =>
  wishes.map((wish) => {
    const shape = kinds.find(({ type }) => type === wish.kind)?.input.shape ?? {};
    return "deleteData" in shape ? { ...wish, args: { ...wish.args, deleteData: true } } : wish;
  });
