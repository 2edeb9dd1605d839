import { EXIT, Failure, interrupted } from "../failure.ts";
import type { Run } from "../run.ts";
import { PulumiError } from "./error.ts";
import type { Diagnostic, EventLog } from "./events.ts";
import { nameOf } from "./state.ts";

/** Sentences of Pulumi's own that say what is wrong, and what they mean to a person. Looked for in this order. */
const KNOWN: { pattern: RegExp; exit: number; message: string; hint: string }[] = [
  {
    pattern: /incorrect passphrase/,
    exit: EXIT.usage,
    message: "The state is encrypted with another passphrase.",
    hint: "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the one it was made with.",
  },
  {
    pattern: /the stack is currently locked/,
    exit: EXIT.inProgress,
    message: "Another run works on this stack.",
    hint: "Wait until it has ended. If it was killed on another machine, run `pulumi cancel` for the stack.",
  },
  {
    pattern: /violates plan/,
    exit: EXIT.changes,
    message: "What is to be done is no longer what was shown and confirmed, so it stopped there.",
    hint: "Somebody changed the configuration or the stack in the meantime. Run the same command again and look at the new plan.",
  },
  {
    pattern: /unable to open state database|could not open bucket|unable to check if bucket/,
    exit: EXIT.applyFailed,
    message: "Pulumi's state cannot be reached.",
    hint: "Look at PULUMI_BACKEND_URL.",
  },
  {
    pattern: /failed to load checkpoint/,
    exit: EXIT.unexpected,
    message: "Pulumi's state cannot be read: the file was cut off.",
    hint: "No good copy of it was kept on this machine. Remove it (`.pf/backend/.pulumi/stacks`): what was made is found again by its mark.",
  },
  {
    pattern: /no space left on device|disk quota exceeded/,
    exit: EXIT.unexpected,
    message: "The disk is full, so Pulumi could not keep what it made.",
    hint: "Make room and run the same command again: what was made is found again, nothing is made twice.",
  },
  {
    pattern: /read-only file system|permission denied/i,
    exit: EXIT.unexpected,
    message: "Pulumi may not write its state.",
    hint: "Look at the rights of the folder that PF_HOME or PULUMI_BACKEND_URL names.",
  },
];

/**
 * Why a run of Pulumi ended badly, in the words of whoever knows best: the provider (which left its failures in the run's folder),
 * then the engine's diagnostics, then what Pulumi printed.
 */
export function explain(error: unknown, log: EventLog, run: Run, stopped: boolean): Failure {
  if (stopped) return interrupted();
  const own = run.failures();
  const first = own[0];
  if (first) return new Failure(first.code, unique(own.map(({ message }) => message)).join("\n"));
  if (!(error instanceof PulumiError)) throw error;
  const known = knownFailure(error);
  if (known) return known;
  const told = unique(log.diagnostics.filter(({ severity }) => severity === "error").map(sentence));
  return new Failure(EXIT.applyFailed, told.length > 0 ? told.join("\n") : error.message);
}

/** The same for what Pulumi is asked beside a run (is there such a stack, what is its state). */
export async function explained<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof PulumiError ? (knownFailure(error) ?? new Failure(EXIT.unexpected, error.message)) : error;
  }
}

function knownFailure({ stderr, stdout }: PulumiError): Failure | undefined {
  const known = KNOWN.find(({ pattern }) => pattern.test(stderr) || pattern.test(stdout));
  return known && new Failure(known.exit, known.message, known.hint);
}

const sentence = ({ urn, message }: Diagnostic) => (urn ? `${nameOf(urn)}: ${message}` : message);

const unique = (texts: string[]) => [...new Set(texts)];
