/** What a person sees of an application, a service or a database, whether it comes from Coolify (`status`) or from what `up` just did. */
export interface WorkloadView {
  kind: "application" | "service" | "database";
  name: string;
  environment: string;
  /**
   * `waiting`: created and never deployed, as staging and production are until a promotion. `missing`: in the YAML, not at Coolify.
   */
  state: "running" | "deploying" | "waiting" | "stopped" | "unhealthy" | "failed" | "missing";
  /** Branch, branch@commit or image tag; what a service is made from; a database's engine. */
  release: string;
  /** First domain as a URL; empty without one. */
  url: string;
  /** A few words where the state alone would puzzle. */
  note?: string;
}

/** What a tier of the YAML has at Coolify, in the order of the YAML. */
export interface TierView {
  applications: WorkloadView[];
  services: WorkloadView[];
  databases: WorkloadView[];
}

/** One stack: an instance with its products, a white-label, or the platform (which has neither). */
export interface StackView extends TierView {
  kind: "instance" | "whiteLabel" | "platform";
  code: string;
  /** Name of the Coolify project. */
  name: string;
  /** Name of the Coolify server in the YAML. */
  server: string;
  products: (TierView & { code: string })[];
}

/** Everything in it that runs, that of its products included. */
export const workloadsOf = (view: StackView): WorkloadView[] =>
  [view, ...view.products].flatMap(({ applications, services, databases }) => [...applications, ...services, ...databases]);

/** One Coolify server. */
export interface ServerView {
  name: string;
  reachable: boolean;
  /** How many applications of the team run there, ours or not. */
  applications: number;
}
