import type {
  ResolvedApplication,
  ResolvedDatabase,
  ResolvedInstance,
  ResolvedProduct,
  ResolvedService,
  ResolvedWhiteLabel,
} from "../../config/resolved.ts";

const workload = { description: "For people", environment: "development", protect: false, deleteData: false };

/** An application in development, as the configuration leaves it. */
export const application = (more: Partial<ResolvedApplication> = {}): ResolvedApplication => ({
  ...workload,
  name: "air-app-dev",
  source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop" },
  buildPack: "nixpacks",
  port: 3000,
  domains: ["https://dev.air.pfcore.io"],
  autoDeploy: true,
  healthCheck: { enabled: true, path: "/api/health", intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 10 },
  limits: { memory: "256m", cpus: "0.25" },
  settings: {},
  secrets: {},
  variables: { INSTANCE_ID: { value: "air" } },
  storages: [],
  tasks: [],
  deploy: true,
  ...more,
});

export const service = (more: Partial<ResolvedService> = {}): ResolvedService => ({
  ...workload,
  name: "air-chat-dev",
  source: { type: "oneClick", name: "open-webui" },
  files: {},
  urls: { web: ["https://chat.air.pfcore.io:8080"] },
  variables: {},
  tasks: [],
  settings: {},
  deploy: true,
  ...more,
});

export const database = (more: Partial<ResolvedDatabase> = {}): ResolvedDatabase => ({
  ...workload,
  name: "air-db-main-dev",
  engine: "postgresql",
  settings: { image: "postgres:17-alpine", engine: { user: "air" } },
  secrets: {},
  limits: { memory: "256m", cpus: "0.25" },
  backups: [],
  variables: {},
  storages: [],
  ...more,
});

export const product = (more: Partial<ResolvedProduct> = {}): ResolvedProduct => ({
  code: "ep",
  applications: [],
  services: [],
  databases: [],
  ...more,
});

const tenant = {
  code: "air",
  project: { name: "AIR", description: "Instance AIR" },
  server: "main",
  ownNetwork: true,
  environments: ["development", "production"],
  environmentDescriptions: {},
  sharedVariables: { project: { variables: {} }, environments: {} },
  production: ["production"],
  services: [],
  databases: [],
};

export const instance = (more: Partial<ResolvedInstance> = {}): ResolvedInstance => ({
  ...tenant,
  kind: "instance",
  applications: [application()],
  products: [],
  ...more,
});

export const whiteLabel = (more: Partial<ResolvedWhiteLabel> = {}): ResolvedWhiteLabel => ({
  ...tenant,
  kind: "whiteLabel",
  code: "acmecorp-wwg",
  project: { name: "AcmeCorp-WWG", description: "WWG for AcmeCorp" },
  client: "AcmeCorp",
  instance: "baiv",
  product: "wwg",
  domain: "https://wellness.acme.com",
  adminDomain: "https://admin.wellness.acme.com",
  environments: ["production"],
  applications: [application({ name: "acmecorp-wwg-app-prod", environment: "production", protect: true })],
  ...more,
});
