import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { redact } from "./redact.ts";

/** Why a request was sent: to do or learn something, to ask whether something has ended, or to see an application answer. */
export type Purpose = "call" | "poll" | "health";

export interface RequestLine {
  method: string;
  /** Path without query. */
  path: string;
  /** 0: no answer. */
  status: number;
  milliseconds: number;
  purpose: Purpose;
}

export interface ProgressLine {
  kind: "deployment";
  application: string;
  /** Coolify's words (`queued`, `in_progress`, `finished`, `failed`, `cancelled-by-user`), and `checking`, `healthy`, `unhealthy`. */
  status: string;
  url?: string;
  commit?: string;
  reason?: string;
}

export interface NoticeLine {
  /** What a person should know although nothing went wrong: `These volumes stay on the server: …`. */
  message: string;
}

export interface FailureLine {
  /** Exit code of the program. */
  code: number;
  message: string;
}

/** Text of every line without secrets; inside the strings, so that quotes and line breaks of JSON hide none. */
const redacted = (_: string, value: unknown) => (typeof value === "string" ? redact(value) : value);

/**
 * What the provider's process tells the program that started the run: JSON lines in the folder `PF_RUN`. One write a line, so lines of
 * several processes never mix. Without a folder nothing is written, and notices go to stdout, which plain `pulumi up` shows.
 */
export class Report {
  readonly #folder: string | undefined;
  readonly #print: (text: string) => void;
  readonly #noticed = new Set<string>();
  #ready = false;

  constructor(folder: string | undefined, print = (text: string): void => void process.stdout.write(text)) {
    this.#folder = folder || undefined;
    this.#print = print;
  }

  request(line: RequestLine): void {
    this.#append("requests.jsonl", { ...line, path: line.path.split("?")[0] });
  }

  progress(line: ProgressLine): void {
    this.#append("progress.jsonl", { ...line });
  }

  failure(line: FailureLine): void {
    this.#append("failures.jsonl", { ...line });
  }

  /** Once, however many resources have it to say. */
  notice({ message }: NoticeLine): void {
    if (this.#noticed.has(message)) return;
    this.#noticed.add(message);
    if (this.#folder) this.#append("notices.jsonl", { message });
    else this.#print(`${redact(message)}\n`);
  }

  #append(file: string, line: Record<string, unknown>): void {
    if (!this.#folder) return;
    const text = JSON.stringify({ at: new Date().toISOString(), ...line }, redacted);
    try {
      if (!this.#ready) mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#ready = true;
      appendFileSync(path.join(this.#folder, file), `${text}\n`, { mode: 0o600 });
    } catch {
      // A full disk or a folder that may not be written to must not stop what is being done at Coolify: the report is only for watching.
    }
  }
}
