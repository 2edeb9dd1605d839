/**
 * What the configuration comes down to: one finished object for each instance, all tiers merged, all templates filled in.
 * Components receive it and know nothing of layers. Nothing here is optional that a default decides.
 */

/** One instance with its products. Everything in it belongs to one Coolify project and one Pulumi stack. */
export interface ResolvedInstance {
  /** `air`: name of the stack and prefix of names. */
  code: string;
  /** The Coolify project. The description has no stamp yet and at most 150 characters. */
  project: { name: string; description: string };
  /** Name in `servers.yaml` of the Coolify server it lives on. */
  server: string;
  /** Coolify's own environment names: the instance's, then those of its products, each once, in the order of the YAML. */
  environments: string[];
  /** The instance's own applications, in the order of its environments. */
  applications: ResolvedApplication[];
  /** Sorted by file name. */
  products: ResolvedProduct[];
}

/** One product inside its instance's project. */
export interface ResolvedProduct {
  /** `ep`. */
  code: string;
  applications: ResolvedApplication[];
}

/** One Coolify application. */
export interface ResolvedApplication {
  /** `air-app-dev`, `ep-app-prod`. Unique in its instance. */
  name: string;
  /** At most 150 characters; the providers add their stamp to it (decision 16). */
  description: string;
  /** Coolify's environment name: `development`, `ep-production`. */
  environment: string;
  source: ResolvedSource;
  /** Ignored for Docker images. */
  buildPack: BuildPack;
  /** The port that the application listens on. */
  port: number;
  /** Full URLs: `https://dev.air.pfcore.io`. */
  domains: string[];
  /** Whether a push to the branch deploys. Always false for Docker images. */
  autoDeploy: boolean;
  installCommand?: string;
  buildCommand?: string;
  startCommand?: string;
  healthCheck: ResolvedHealthCheck;
  limits: ResolvedLimits;
  /** A value as the application will read it, or the name of a secret that `stacks/` looks up; never a secret's value. */
  variables: Record<string, ResolvedVariable>;
  /** Deployed by `up`: development and new products at their first creation, anything that a release pins (decision 22). */
  deploy: boolean;
}

export type BuildPack = "nixpacks" | "static" | "dockerfile" | "railpack";

export type ResolvedSource =
  /** `commit`: 40 hex digits, set by a release pin; without it the head of the branch. */
  { type: "publicGit"; repository: string; branch: string; commit?: string } | { type: "dockerImage"; image: string; tag: string };

export interface ResolvedHealthCheck {
  enabled: boolean;
  path: string;
  intervalSeconds: number;
  timeoutSeconds: number;
  retries: number;
  startPeriodSeconds: number;
}

export interface ResolvedLimits {
  /** Coolify's string, lower case unit: `256m`, `1g`. `0` means no limit. */
  memory: string;
  /** Number of CPUs as Coolify's string: `0.25`. `0` means no limit. */
  cpus: string;
}

export type ResolvedVariable = { value: string } | { secret: string };
