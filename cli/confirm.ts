import { EXIT, Failure } from "../verbs/failure.ts";
import type { Call } from "./call.ts";

/**
 * Asks before a change. Where nobody can be asked, nothing is changed.
 *
 * @throws Failure `needsConfirmation` without a terminal and without `--yes`
 */
export async function confirmed({ terminal, options }: Call, question: string): Promise<boolean> {
  if (options.yes) return true;
  if (!terminal.interactive)
    throw new Failure(EXIT.needsConfirmation, "Nobody is here to confirm this.", "Add --yes to go on without asking.");
  return terminal.ask(question);
}
