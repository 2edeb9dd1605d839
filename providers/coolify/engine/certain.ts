import type { Connection } from "../connection.ts";
import { pause } from "../deadline.ts";
import { UnknownOutcomeError } from "../errors.ts";

/**
 * A write that gives the same state however often it is done. After an answer that was lost Coolify is looked at before it is asked
 * again (contract 21.7): `isDone` says whether nothing is left to do.
 */
export async function certainly<Answer>(
  connection: Connection,
  write: () => Promise<Answer>,
  isDone: () => Promise<boolean>,
): Promise<Answer | undefined> {
  const until = Date.now() + connection.pace.patience;
  for (let length = connection.pace.retryFirst; ; length = Math.min(length * 2, connection.pace.retryMost)) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError) || Date.now() > until) throw error;
    }
    await pause(length);
    if (await isDone()) return undefined;
  }
}
