/** What a person sees of an application, whether it comes from Coolify (`status`) or from what `up` just did. */
export interface ApplicationView {
  name: string;
  environment: string;
  /**
   * `waiting`: created and never deployed, as staging and production are until a promotion. `missing`: in the YAML, not at Coolify.
   */
  state: "running" | "deploying" | "waiting" | "stopped" | "unhealthy" | "failed" | "missing";
  /** Branch, branch@commit or image tag. */
  release: string;
  /** First domain as a URL; empty without one. */
  url: string;
  /** A few words where the state alone would puzzle. */
  note?: string;
}

/** An instance with its products, in the order of the YAML. */
export interface InstanceView {
  code: string;
  /** Name of the Coolify project. */
  name: string;
  /** Name of the Coolify server in the YAML. */
  server: string;
  applications: ApplicationView[];
  products: { code: string; applications: ApplicationView[] }[];
}

/** One Coolify server. */
export interface ServerView {
  name: string;
  reachable: boolean;
  /** How many applications of the team run there, ours or not. */
  applications: number;
}
