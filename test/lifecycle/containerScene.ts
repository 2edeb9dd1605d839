import type { Properties } from "../../providers/coolify/values.ts";
import type { Planned } from "./miniStack.ts";

/** A project with two services and two databases, and what starts them. */
const place = (outputs: (name: string) => Properties) => ({
  project: outputs("project").uuid,
  owner: outputs("project").owner,
  environment: "production",
  server: "main",
  deleteData: true,
});
const TEXT = "services:\n  web:\n    image: nginx:1.27\n  migrate:\n    image: busybox:1\n    restart: 'no'\n";
export const service = (name: string, text = TEXT): Planned => ({
  name,
  kind: "Service",
  inputs: (outputs) => ({ ...place(outputs), stamp: `air/${name}`, name, source: { type: "compose", text } }),
});
export const database = (name: string): Planned => ({
  name,
  kind: "Database",
  inputs: (outputs) => ({ ...place(outputs), stamp: `air/${name}`, name, engine: { type: "postgresql", password: "canary-password" } }),
});
export const runs = (kind: "Service" | "Database", name: string, more: Properties = {}): Planned => ({
  name: `${name} runs`,
  kind: `${kind}Deployment`,
  deletedWith: name,
  inputs: (outputs) => ({
    [kind.toLowerCase()]: outputs(name).uuid,
    owner: outputs("project").owner,
    name,
    fingerprint: "1",
    ...more,
  }),
});

export const project: Planned = { name: "project", kind: "Project", inputs: () => ({ stamp: "air/starts", name: "Starts" }) };
export const owners = [service("shop"), service("wiki"), database("ledger"), database("cache")];
/** What is run, with other inputs for all of it. */
export const all = (more: Properties = {}) => [
  runs("Service", "shop", more),
  runs("Service", "wiki", more),
  runs("Database", "ledger", more),
  runs("Database", "cache", more),
];
