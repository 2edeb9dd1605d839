import type { Properties } from "../values.ts";

/** The object was made, a later step failed. Pulumi keeps it in state and goes on with an update next time (facts of Pulumi 1.1). */
export class InitFailed extends Error {
  override readonly name = "InitFailed";
  readonly id: string;
  readonly properties: Properties;
  /** What went wrong in the later step. */
  readonly reason: unknown;

  constructor(id: string, properties: Properties, reason: unknown) {
    super(reason instanceof Error ? reason.message : String(reason));
    this.id = id;
    this.properties = properties;
    this.reason = reason;
  }
}
