import type { Connection } from "../connection.ts";
import { pause } from "../deadline.ts";
import { isCoolifyError } from "../errors.ts";
import { InitFailed } from "./initFailed.ts";

/** So often a domain is asked for again that has an owner. */
const PATIENCE = 2;

function isTaken(error: unknown): boolean {
  const reason = error instanceof InitFailed ? error.reason : error;
  return isCoolifyError(reason, { status: 409 }) && "domains" in reason.fields;
}

/**
 * A write that may name a domain. Pulumi changes what depends on nothing in any order, so its owner may be about to give it away in this
 * very run (contract 21.3: cleared by one, then set by the other). Coolify refuses before it makes or keeps anything else. To be called
 * outside of a turn, since the owner may need the same one.
 */
export async function onceFree<Answer>(connection: Connection, write: () => Promise<Answer>): Promise<Answer> {
  for (let patience = PATIENCE; ; patience--) {
    try {
      return await write();
    } catch (error) {
      if (!isTaken(error) || patience === 0) throw error;
    }
    await pause(connection.pace.pollMost);
  }
}
