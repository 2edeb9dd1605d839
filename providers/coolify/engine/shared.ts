import { UserError } from "../errors.ts";
import type { Report } from "../report.ts";

/** Key of the one setting that an explicit provider instance has (`CoolifyProvider`): the name of its Coolify in `servers.yaml`. */
export const CONNECTION_SETTING = "coolify:connection";

/** Names by uuid, of all resources of a process: what has no name of its own is called after its application. */
export type Names = Map<unknown, unknown>;

/** What all providers of one process share besides their connections. Pulumi starts a process for each provider instance. */
export class Shared {
  readonly report: Report;
  readonly names: Names = new Map();
  /** The Coolify of resources that name none. Undefined: the one that the fleet has. */
  coolify: string | undefined;
  readonly #stop = new AbortController();

  constructor(report: Report) {
    this.report = report;
  }

  /** Given when the run is interrupted. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  cancel(): void {
    this.#stop.abort(new UserError("The run was interrupted. Run the same command again to go on."));
  }
}
