import type { Properties } from "../../providers/coolify/values.ts";

/** A full set of inputs of every declared kind, and changes that show its rules. */
export interface Sample {
  inputs: Properties;
  /** A change that is one PATCH with exactly these wire keys; absent where nothing can be changed in place. */
  update?: { inputs: Properties; body: Properties };
  /** One change for each input that makes another object. */
  replace: Record<string, Properties>;
}

const GIT = { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop" };
const IMAGE = { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" };

const APPLICATION = {
  project: "PROJECT",
  environment: "development",
  server: "main",
  stamp: "air/air-app-dev",
  name: "air-app-dev",
  description: "AIR, development",
  source: GIT,
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

export const samples: Record<string, Sample> = {
  Project: {
    inputs: { stamp: "air/air", name: "AIR", description: "Instance AIR" },
    update: { inputs: { name: "AIR 2" }, body: { name: "AIR 2" } },
    replace: {},
  },
  Environment: {
    inputs: { project: "PROJECT", name: "staging" },
    replace: { project: { project: "OTHER" }, name: { name: "testing" } },
  },
  Application: {
    inputs: APPLICATION,
    update: {
      inputs: { domains: ["https://dev.air.pfcore.io", "https://www.dev.air.pfcore.io"] },
      body: { domains: "https://dev.air.pfcore.io,https://www.dev.air.pfcore.io" },
    },
    replace: {
      server: { server: "second" },
      source: { source: IMAGE },
    },
  },
  "Application from an image": {
    inputs: { ...APPLICATION, stamp: "air/ep-app-prod", name: "ep-app-prod", source: IMAGE, domains: ["https://ep.air.pfcore.io"] },
    update: { inputs: { source: { ...IMAGE, tag: "1.1.0" } }, body: { docker_registry_image_tag: "1.1.0" } },
    replace: { source: { source: GIT } },
  },
};

/** The kind that a sample is of. */
export const kindOf = (sample: string): string => sample.split(" ")[0] ?? "";
