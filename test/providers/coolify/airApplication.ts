import type { Properties } from "../../../providers/coolify/values.ts";

/** The application of AIR's development environment, as a component describes it. */
export const airApplication: Properties = {
  project: "PROJECT",
  environment: "development",
  server: "main",
  stamp: "air/air-app-dev",
  name: "air-app-dev",
  description: "AIR, development",
  source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop" },
  buildPack: "nixpacks",
  port: 3000,
  domains: ["https://dev.air.pfcore.io"],
  autoDeploy: true,
  installCommand: "npm ci",
  buildCommand: "npm run build",
  startCommand: "npm start",
  healthCheck: { enabled: true, path: "/api/health", intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 10 },
  limits: { memory: "256m", cpus: "0.25" },
};
