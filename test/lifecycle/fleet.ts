import type { Properties } from "../../providers/coolify/values.ts";
import type { Planned } from "./miniStack.ts";

/** The reference instance AIR with its product EP, as the components plan it. */
export interface Wish {
  /** Changes to an application's inputs, by name. */
  applications?: Record<string, Properties>;
  /** Variables besides the ordinary ones, by application. */
  variables?: Record<string, Record<string, Properties>>;
  /** Part of every fingerprint: another one deploys again. */
  fingerprint?: string;
  /** Without the product. */
  withoutProduct?: boolean;
  withoutDeployments?: boolean;
}

const ENVIRONMENTS = ["development", "staging", "production"];
const SHORT: Record<string, string> = { development: "dev", staging: "staging", production: "prod" };
const BRANCH: Record<string, string> = { development: "develop", staging: "staging", production: "main" };
const DOMAIN: Record<string, string> = {
  development: "https://dev.air.pfcore.io",
  staging: "https://staging.air.pfcore.io",
  production: "https://air.pfcore.io",
};
const HEALTH = { enabled: true, path: "/api/health", intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 0 };
const LIMITS = { memory: "256m", cpus: "0.25" };

interface Application {
  name: string;
  environment: string;
  source: Properties;
  domain: string;
  deployed: boolean;
}

const own: Application[] = ENVIRONMENTS.map((environment) => ({
  name: `air-app-${SHORT[environment]}`,
  environment,
  source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: BRANCH[environment] },
  domain: DOMAIN[environment] ?? "",
  deployed: environment === "development",
}));
const product: Application = {
  name: "ep-app-prod",
  environment: "ep-production",
  source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
  domain: "https://ep.air.pfcore.io",
  deployed: true,
};

const environmentOf = (name: string): Planned => ({
  name: `air-${name}`,
  kind: "Environment",
  deletedWith: "air",
  inputs: (outputs) => ({ project: outputs("air").uuid, owner: outputs("air").owner, name }),
});

const applicationOf = (it: Application, wish: Wish): Planned => ({
  name: it.name,
  kind: "Application",
  inputs: (outputs) => ({
    project: outputs("air").uuid,
    owner: outputs("air").owner,
    environment: it.environment,
    server: "main",
    stamp: `air/${it.name}`,
    name: it.name,
    source: it.source,
    domains: [it.domain],
    healthCheck: HEALTH,
    limits: LIMITS,
    ...wish.applications?.[it.name],
  }),
});

const variablesOf = (it: Application, wish: Wish): Planned => ({
  name: `${it.name}-variables`,
  kind: "ApplicationVariables",
  deletedWith: it.name,
  inputs: (outputs) => ({
    application: outputs(it.name).uuid,
    owner: outputs("air").owner,
    variables: {
      NIXPACKS_NODE_VERSION: { value: "20", isRuntime: false },
      APP_NAME: { value: it.name },
      ...wish.variables?.[it.name],
    },
  }),
});

const deploymentOf = (it: Application, wish: Wish): Planned => ({
  name: `${it.name}-deployment`,
  kind: "Deployment",
  deletedWith: it.name,
  inputs: (outputs) => ({
    application: outputs(it.name).uuid,
    owner: outputs("air").owner,
    name: it.name,
    fingerprint: JSON.stringify([wish.fingerprint ?? "1", wish.variables?.[it.name], wish.applications?.[it.name]]),
    source: it.source.type,
    url: it.domain,
    healthCheckPath: "/api/health",
  }),
});

/** In waves: what depends on what is in an earlier one. */
export function air(wish: Wish = {}): Planned[][] {
  const applications = wish.withoutProduct ? own : [...own, product];
  const environments = [...ENVIRONMENTS, ...(wish.withoutProduct ? [] : ["ep-production"])];
  return [
    [{ name: "air", kind: "Project", inputs: () => ({ stamp: "air/air", name: "AIR", description: "Instance AIR" }) }],
    environments.map(environmentOf),
    applications.map((it) => applicationOf(it, wish)),
    applications.map((it) => variablesOf(it, wish)),
    applications.filter((it) => it.deployed && !wish.withoutDeployments).map((it) => deploymentOf(it, wish)),
  ];
}
