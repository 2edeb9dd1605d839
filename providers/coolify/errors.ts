import { hintFor } from "./hints.ts";
import type { Method } from "./kind.ts";
import { redact } from "./redact.ts";

/** Exit codes of the program that a provider can cause (README, "Exit codes"). */
export const EXIT = { unexpected: 1, usage: 2, authentication: 3, failed: 4, timeout: 9 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a person can read and act on: a sentence, the way out, and the exit code that it leads to. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.failed) {
    super(redact(message));
    this.exitCode = exitCode;
  }
}

/** A write whose answer never came, or came as 500, 502 or 504: nothing, part or all of it may be there (contract 21.7). */
export class UnknownOutcomeError extends Error {
  override readonly name = "UnknownOutcomeError";
  readonly exitCode: ExitCode = EXIT.failed;
  readonly method: Method;
  /** Path below `/api/v1`, without query. */
  readonly path: string;
  /** Absent where there was no answer at all. */
  readonly status: number | undefined;

  constructor({ method, path, status, reason }: { method: Method; path: string; status?: number; reason: string }) {
    super(redact(`${method} ${path}: ${reason}; whether Coolify did it is not known.`));
    this.method = method;
    this.path = path;
    this.status = status;
  }
}

/** Field → texts. Faults that belong to no field stand under an empty name. */
export type Fields = Readonly<Record<string, readonly string[]>>;

export interface ApiFault {
  method: Method;
  /** Path below `/api/v1`, without query. */
  path: string;
  status: number;
  message: string;
  fields?: Fields;
  /** The path names something that this process made. */
  isNew?: boolean;
}

const AUTHENTICATION = new Set([401, 403]);

/** Coolify understood and said no. */
export class CoolifyApiError extends Error {
  override readonly name = "CoolifyApiError";
  readonly method: Method;
  readonly path: string;
  readonly status: number;
  /** Coolify's own first words. */
  readonly reason: string;
  readonly fields: Fields;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor({ method, path, status, message, fields = {}, isNew }: ApiFault) {
    const hint = hintFor({ method, path, status, message, texts: Object.values(fields).flat(), isNew });
    super(redact(sentence({ method, path, status, message, fields }, hint)));
    this.method = method;
    this.path = path;
    this.status = status;
    this.reason = redact(message);
    this.fields = fields;
    this.hint = hint;
    this.exitCode = AUTHENTICATION.has(status) ? EXIT.authentication : EXIT.failed;
  }
}

function sentence(fault: ApiFault, hint: string | undefined): string {
  const lines = Object.entries(fault.fields ?? {}).map(([field, texts]) => `  ${field ? `${field}: ` : ""}${texts.join(" ")}`);
  return [`${fault.method} ${fault.path} answered ${fault.status}: ${fault.message}`, ...lines, ...(hint ? [`  → ${hint}`] : [])].join(
    "\n",
  );
}

/** Whether Coolify said no, and in this way. */
export function isCoolifyError(error: unknown, criteria: { status?: number } = {}): error is CoolifyApiError {
  return error instanceof CoolifyApiError && (criteria.status === undefined || error.status === criteria.status);
}

type Expected = CoolifyApiError | UnknownOutcomeError | UserError;

/** Whether the message alone tells a person enough; everything else is a fault of the program and keeps its stack. */
export const isExpected = (error: unknown): error is Expected =>
  error instanceof CoolifyApiError || error instanceof UnknownOutcomeError || error instanceof UserError;

export const exitCodeOf = (error: unknown): ExitCode => (isExpected(error) ? error.exitCode : EXIT.unexpected);
