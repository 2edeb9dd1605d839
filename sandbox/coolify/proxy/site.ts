/** What stands behind a domain: the application's name and whether its container answers. */
export interface Site {
  readonly name: string;
  readonly uuid: string;
  /** `healthy` answers, `exited` and `unhealthy` do not. */
  readonly state: "healthy" | "unhealthy" | "exited";
  /** Commit or image tag that runs. */
  readonly version: string | null;
}
