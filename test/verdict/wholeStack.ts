import { kinds } from "../../providers/coolify/kinds/index.ts";
import { isRecord, type Properties } from "../../providers/coolify/values.ts";
import type { Wished } from "../e2e/programs/wished.ts";
import { needs } from "../kinds/references.ts";
import { inputsOf, surroundingsOf } from "../kinds/surroundings.ts";

/** Names of resources have no spaces here: references name them. */
const slug = (name: string) => name.replaceAll(" ", "-");

const TOKEN = /^ref\.(\S+)\.(\w+)$/;

/** Outputs that are not there yet, in texts that every field takes; the owner has the form of one. */
export const symbolic = (name: string): Properties =>
  new Proxy(
    {},
    {
      get: (_, output) => {
        const token = `ref.${slug(name)}.${String(output)}`;
        return output === "owner" ? { team: 1, since: token } : token;
      },
    },
  );

/** The same with `<name output>` in place of what `symbolic` gave. */
export function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (isRecord(value)) {
    const [, owner] = TOKEN.exec(String(value.since)) ?? [];
    return owner ? `<${owner} owner>` : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, named(item)]));
  }
  const [, name, output] = TOKEN.exec(String(value)) ?? [];
  return name ? `<${name} ${output}>` : value;
}

const hasData = (type: string) => kinds.some((kind) => kind.type === type && kind.data !== undefined);

/** Their server has two destinations: without a name Coolify makes nothing there (contract 14). */
export const PLACED: readonly string[] = ["Application", "Service", "Database"];

const wished = (kind: string, name: string, inputs: Properties): Wished => ({
  kind,
  name: slug(name),
  args: {
    ...(PLACED.includes(kind) && { destination: "coolify" }),
    ...(named(inputs) as Properties),
    ...(hasData(kind) && { deleteData: true }),
  },
});

/** The example of every kind, and second ones of all that is referred to. */
function samples(): Wished[] {
  const all = new Map<string, Wished>();
  const add = (one: Wished) => void (all.has(one.name) || all.set(one.name, one));
  const inOrder = [...kinds].sort((a, b) => needs(a.type).length - needs(b.type).length);
  for (const { type } of inOrder) {
    for (const [planned] of surroundingsOf(type)) if (planned) add(wished(planned.kind, planned.name, planned.inputs(symbolic)));
    add(wished(type, type, inputsOf(type, symbolic)));
  }
  return [...all.values()];
}

const owner = "<Project owner>";
const FIRST = {
  GREETING: { value: "hello", preview: { value: "hi" } },
  TOKEN: { value: "<secret first>" },
  PORT: { value: "80", isRuntime: false },
};
const OF_SERVICE = { GREETING: { value: "hello" }, TOKEN: { value: "<secret first>" } };

/** What stands beside the kinds: the sets of variables, deployments, and what they need. */
const besides = (): Wished[] => [
  {
    kind: "Application",
    name: "web",
    args: {
      ...{
        stamp: "air/web",
        project: "<Project uuid>",
        owner,
        environment: "production",
        server: "main",
        destination: "coolify",
        name: "web",
        port: 3000,
      },
      source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
      deleteData: true,
    },
  },
  { kind: "ApplicationVariables", name: "variables", args: { application: "<web uuid>", owner, variables: FIRST }, deletedWith: "web" },
  {
    kind: "ServiceVariables",
    name: "variables-s",
    args: { service: "<Service uuid>", owner, variables: OF_SERVICE },
    deletedWith: "Service",
  },
  {
    kind: "DatabaseVariables",
    name: "variables-d",
    args: { database: "<Database uuid>", owner, variables: OF_SERVICE },
    deletedWith: "Database",
  },
  ...[
    { type: "team" },
    { type: "project", project: "<Project uuid>" },
    { type: "environment", project: "<Project uuid>", environment: "<Environment name>" },
    { type: "server", server: "<Server uuid>" },
  ].map((scope) => ({ kind: "SharedVariables", name: `shared-${scope.type}`, args: { scope, owner, variables: OF_SERVICE } })),
  {
    kind: "Deployment",
    name: "deployment",
    args: { application: "<web uuid>", owner, name: "web", fingerprint: "first", source: "dockerImage" },
    dependsOn: ["variables"],
  },
];

/** One stack that holds a sample of every kind and of every set of variables. */
export const wholeStack = (): Wished[] => [...samples(), ...besides()];
