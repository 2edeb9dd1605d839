import type { Found, FoundProject, FoundVariable, FoundWorkload } from "../../../verbs/import/found.ts";

/** Things at Coolify as they are found, for tests that ask nobody. */

export const found = (kind: string, name: string, inputs: object = {}, environment = "production"): Found => ({
  kind,
  uuid: `uuid-${name}`,
  name,
  environment,
  inputs: { name, ...inputs },
  outputs: {},
});

const SETTINGS = {
  Application: { source: { type: "dockerImage", image: "nginx", tag: "1" }, port: 80, domains: [], destination: "coolify" },
  Service: { source: { type: "oneClick", name: "umami" }, urls: {}, destination: "coolify" },
  Database: { engine: { type: "postgresql", user: "web" }, destination: "coolify" },
};

export function workload(kind: FoundWorkload["kind"], name: string, more: Partial<FoundWorkload> = {}): FoundWorkload {
  const { inputs = {}, environment = "production", ...others } = more;
  const itself = found(kind, name, { ...SETTINGS[kind], ...inputs }, environment);
  return { ...itself, kind, variables: {}, storages: [], tasks: [], backups: [], ...others };
}

export const variables = (values: Record<string, string | Partial<FoundVariable>>): Record<string, FoundVariable> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value: "", flags: {}, ...(typeof value === "string" ? { value } : value) }]),
  );

export const project = (...workloads: FoundWorkload[]): FoundProject => ({
  project: found("Project", "Legacy", { description: "By hand" }),
  environments: [found("Environment", "production"), found("Environment", "staging", { description: "Last stop" })],
  workloads,
  shared: { project: {}, environments: {} },
  foreign: [],
});
