import { types } from "node:util";

/**
 * Exit codes of the program, one table for the command line, CI and other programs (README, "Exit codes").
 * The first ten are Pulumi's own.
 */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  authentication: 3,
  applyFailed: 4,
  unknownName: 6,
  changes: 7,
  declined: 8,
  timeout: 9,
  needsConfirmation: 11,
  inProgress: 12,
  unhealthy: 13,
  interrupted: 130,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** What a person is told when a verb cannot do its work: a sentence, the way out, and the exit code. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exit: number;
  readonly hint: string | undefined;

  constructor(exit: number, message: string, hint?: string) {
    super(message);
    this.exit = exit;
    this.hint = hint;
  }
}

/** What Ctrl-C ends with, wherever it comes. */
export const interrupted = () =>
  new Failure(
    EXIT.interrupted,
    "Stopped as you asked: what was begun has ended, nothing new was started.",
    "Run the same command again to go on.",
  );

/** Waits for work that may change nothing, and no longer than until somebody asks to stop. @throws Failure `interrupted` */
export async function untilStopped<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(interrupted());
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([stopped, work]);
}

/** Errors of rooms that know nothing of exit codes, by name, and the way out where their own sentence has none. */
const BY_NAME: Record<string, { exit: Exit; hint?: string }> = {
  ConfigError: { exit: EXIT.usage },
  UnknownStackError: { exit: EXIT.unknownName },
  NotConfiguredError: {
    exit: EXIT.usage,
    hint: "No Coolify at hand? `./pf sandbox up air` brings everything up on an offline one of this machine.",
  },
  LostPassphraseError: { exit: EXIT.usage },
};

/** Refusals of the operating system. Only those of files and folders are told so: the others have no path. */
const BY_CODE: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  EROFS: "the disk is read-only",
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "there is a file, not a folder",
  ENOENT: "the folder above it cannot be made",
};

/** What the system refused, with the place. Reading a file that must be there is not meant: that is a fault of ours. */
function fileFailure(error: NodeJS.ErrnoException): Failure | undefined {
  const why = BY_CODE[error.code ?? ""];
  const writing = error.syscall === "mkdir" || error.code !== "ENOENT";
  if (!why || !writing || !(error.path || error.syscall === "write")) return undefined;
  return new Failure(
    EXIT.unexpected,
    `${error.path ? `${error.path} cannot be written` : "A file cannot be written"}: ${why}.`,
    "PF_HOME names the folder in which everything local is kept (default .pf): it needs room and the right to write.",
  );
}

/** Whatever went wrong, as a person is told it. Errors that know their exit code carry it as `exitCode`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!types.isNativeError(error)) return new Failure(EXIT.unexpected, String(error));
  const refused = fileFailure(error);
  if (refused) return refused;
  const known = BY_NAME[error.name];
  const exit = "exitCode" in error && typeof error.exitCode === "number" ? error.exitCode : (known?.exit ?? EXIT.unexpected);
  return new Failure(exit, error.message, known?.hint);
}
