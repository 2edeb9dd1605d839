/**
 * What the configuration comes down to: one finished object for each stack, all tiers merged, all templates filled in.
 * Components receive it and know nothing of layers. Nothing here is optional that a default decides.
 */

import type { ResolvedStorage, ResolvedTask } from "./resolvedAttached.ts";
import type { ResolvedPlatform } from "./resolvedPlatform.ts";

export type { ResolvedStorage, ResolvedTask, ResolvedVolumeBackup } from "./resolvedAttached.ts";
export type { ResolvedPlatform } from "./resolvedPlatform.ts";

/** What one Pulumi stack brings up. */
export type ResolvedStack = ResolvedInstance | ResolvedWhiteLabel | ResolvedPlatform;

/** A Coolify project of its own, apart from all others: an instance or a white-label. Everything in it belongs to one Pulumi stack. */
export interface ResolvedTenant {
  /** `air`, `acmecorp-wwg`: name of the stack and prefix of names. */
  code: string;
  /** The Coolify project. The description has no stamp yet and at most 150 characters. */
  project: { name: string; description: string };
  /** Name in `servers.yaml` of the Coolify server it lives on. */
  server: string;
  /** Whether it has a Docker network of its own (PLAT-8). False: it shares the server's, because its file says so by name. */
  ownNetwork: boolean;
  /** Coolify's own environment names: the tenant's, then those of its products, each once, in the order of the YAML. */
  environments: string[];
  /** What Coolify shows of them, of those that have such words. */
  environmentDescriptions: Record<string, string>;
  /** What workloads refer to as `{{project.NAME}}`, and by environment as `{{environment.NAME}}`. */
  sharedVariables: { project: ResolvedVariables; environments: Record<string, ResolvedVariables> };
  /** Those of them that are production: protected, and never changed without a name typed. */
  production: string[];
  /** The tenant's own, in the order of its environments. */
  applications: ResolvedApplication[];
  services: ResolvedService[];
  databases: ResolvedDatabase[];
}

/** One instance with its products. */
export interface ResolvedInstance extends ResolvedTenant {
  kind: "instance";
  /** Sorted by file name. */
  products: ResolvedProduct[];
}

/** One product inside its instance's project. */
export interface ResolvedProduct {
  /** `ep`. */
  code: string;
  applications: ResolvedApplication[];
  services: ResolvedService[];
  databases: ResolvedDatabase[];
}

/** A product for one client, in a project of its own. */
export interface ResolvedWhiteLabel extends ResolvedTenant {
  kind: "whiteLabel";
  /** `AcmeCorp`. */
  client: string;
  /** First is the address for visitors, the second that for the client's administrators. */
  domain: string;
  adminDomain: string;
  /** Code of the instance and of the product that it is made from. */
  instance: string;
  product: string;
}

/** Arguments of a Coolify resource in its own words (`providers/coolify/kinds`), passed on as they are. */
export type Settings = Readonly<Record<string, unknown>>;

/** What every workload has. */
interface ResolvedWorkload {
  /** `air-app-dev`, `air-db-main-prod`. Unique in its stack. */
  name: string;
  /** Name at Coolify, where it is another. */
  coolifyName?: string;
  /** Name or uuid at Coolify of the Docker network that it joins, where that is not the project's. */
  destination?: string;
  /** At most 150 characters; the providers add their stamp to it (decision 16). */
  description: string;
  /** Coolify's environment name: `development`, `ep-production`. */
  environment: string;
  /** Production objects are protected: they go only after their name was typed. */
  protect: boolean;
  /** Whether its data may go with it. */
  deleteData: boolean;
}

export interface ResolvedVariables {
  /** What it reads. Never a secret's value. */
  variables: Record<string, ResolvedValue>;
  /** Of those that are not as Coolify makes them by itself: settings in the words of the kinds. Absent: none. */
  variableSettings?: Record<string, Settings>;
}

/** One Coolify application. */
export interface ResolvedApplication extends ResolvedWorkload, ResolvedVariables {
  source: ResolvedSource;
  /** Ignored for Docker images and Dockerfiles. */
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
  /** Everything else that Coolify knows of an application; has no key that this object has. */
  settings: Settings;
  /** Secrets among its settings, by their path: `basicAuth.password`. */
  secrets: Record<string, ResolvedValue>;
  storages: ResolvedStorage[];
  tasks: ResolvedTask[];
  /** Preview deployments of pull requests (PROD-2). Absent: none. */
  previews?: ResolvedPreviews;
  /** Deployed by `up`: development and new products at their first creation, anything that a release pins (decision 22). */
  deploy: boolean;
}

export type BuildPack = "nixpacks" | "static" | "dockerfile" | "dockercompose" | "railpack";

/** `commit`: 40 hex digits, set by a release pin; without it the head of the branch. */
export type ResolvedSource =
  | { type: "publicGit"; repository: string; branch: string; commit?: string }
  /** `app`, `key`: name or uuid at Coolify of the GitHub App or of the private key. */
  | { type: "githubApp"; app: string; repository: string; branch: string; commit?: string }
  | { type: "deployKey"; key: string; repository: string; branch: string; commit?: string }
  | { type: "dockerfile"; text: string }
  | { type: "dockerImage"; image: string; tag: string };

export interface ResolvedHealthCheck {
  enabled: boolean;
  path: string;
  intervalSeconds: number;
  timeoutSeconds: number;
  retries: number;
  startPeriodSeconds: number;
  type?: "http" | "cmd";
  command?: string;
  method?: "GET" | "HEAD" | "POST" | "OPTIONS";
  scheme?: "http" | "https";
  host?: string;
  port?: number;
  returnCode?: number;
  responseText?: string;
}

export interface ResolvedLimits {
  /** Coolify's string, lower case unit: `256m`, `1g`. `0` means no limit. */
  memory: string;
  /** Number of CPUs as Coolify's string: `0.25`. `0` means no limit. */
  cpus: string;
  memorySwap?: string;
  memoryReservation?: string;
  /** 0 to 100. */
  memorySwappiness?: number;
  cpuShares?: number;
  /** `0-1,3`. */
  cpuSet?: string;
}

/** A value that an application, a service or a database is given. */
export type ResolvedValue =
  | { value: string }
  /** Looked up by `stacks/`: PF_SECRET_<NAME>, or a secret of the stack's configuration. */
  | { secret: string }
  /**
   * Made once and kept encrypted in state, never printed. One name in one stack is one value; `length` (default 32) and `version`
   * (default 1; another is another value) are said wherever it is named, or at one place alone.
   */
  | { generated: string; length?: number; version?: number }
  /** Address of a database of the same stack, by its resolved name. */
  | { database: string; part: "internalUrl" | "externalUrl" }
  /** Texts and values in a row. */
  | { parts: ResolvedValue[] };

export interface ResolvedPreviews {
  /** `{{pr_id}}.{{domain}}`. */
  urlTemplate: string;
  /** Whether pull requests of people from outside the repository are deployed too. */
  openToPublic: boolean;
  /** Own values of variables in previews. */
  variables: Record<string, ResolvedValue>;
  /** After so many days without a new deployment a preview is cleaned up. */
  lifetimeDays: number;
}

/** One Coolify service: a compose text or a one-click type. */
export interface ResolvedService extends ResolvedWorkload, ResolvedVariables {
  source: { type: "compose"; text: string } | { type: "oneClick"; name: string };
  /** The compose text where it stands in no file: `source.text`. */
  secrets?: Record<string, ResolvedValue>;
  /** Contents of the files that the compose text mounts, by container and path. Containers read them when they start. */
  files: Record<string, string>;
  /** Container → full URLs, with the port where it is needed. */
  urls: Record<string, string[]>;
  tasks: ResolvedTask[];
  settings: Settings;
  deploy: boolean;
}

/** One Coolify database. */
export interface ResolvedDatabase extends ResolvedWorkload, ResolvedVariables {
  engine: "postgresql" | "mysql" | "mariadb" | "mongodb" | "redis" | "keydb" | "dragonfly" | "clickhouse";
  /** Everything else that Coolify knows of a database: image, ports, and under `engine` what this engine has (names, configuration). */
  settings: Settings;
  /** Passwords by their field of the engine: `password`, `rootPassword`. What is left out is made by Coolify. */
  secrets: Record<string, ResolvedValue>;
  limits: ResolvedLimits;
  backups: ResolvedBackup[];
  /** Besides the volume that Coolify makes. */
  storages: ResolvedStorage[];
}

export interface ResolvedBackup {
  frequency: string;
  enabled: boolean;
  /** Name at Coolify of the S3 storage; absent: local only. */
  s3Storage?: string;
  settings: Settings;
}
