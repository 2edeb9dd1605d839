import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Context } from "./context.ts";

/** What a deployment is doing, as the provider's process reports it while it waits. */
export interface DeploymentProgress {
  kind: "deployment";
  application: string;
  status: string;
  url?: string;
  commit?: string;
  reason?: string;
}

interface RequestLine {
  method: string;
  path: string;
  status: number;
  purpose: "call" | "poll" | "health";
}

interface FailureLine {
  code: number;
  message: string;
}

export interface RequestCount {
  /** Reads and writes, polls and health checks left out. */
  calls: number;
  /** Of the calls, those that may change something (not GET). */
  writes: number;
  /** Questions "has it ended?" to Coolify. */
  polls: number;
  /** Questions to the applications themselves. */
  health: number;
}

/** What is left of Coolify's rate limit in its window (a minute), as the limiter of this machine knows it. */
export interface Budget {
  remaining: number;
  limit: number;
}

/** The limiter's file (`providers/coolify/window.ts`), as far as a person is told of it. */
const Window = z.object({ since: z.number(), limit: z.number(), remaining: z.number() });

const WINDOW_LENGTH = 60_000;

/**
 * One run of a verb that starts Pulumi: a folder in which the provider's process, which the program does not start itself,
 * leaves its requests, its progress and its failures as JSON lines.
 */
export class Run {
  readonly folder: string;
  readonly startedAt = Date.now();
  readonly #limits: string;
  readonly #offsets = new Map<string, number>();

  constructor(context: Context) {
    const stamp = new Date(this.startedAt).toISOString().replace(/[-:]|\.\d+Z$/g, "");
    this.folder = path.join(context.home, "runs", `${stamp}-${randomBytes(3).toString("hex")}`);
    this.#limits = path.join(context.home, "limits");
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Seconds since the run began. */
  get seconds(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  requests(): RequestCount {
    const count: RequestCount = { calls: 0, writes: 0, polls: 0, health: 0 };
    for (const line of this.#read<RequestLine>("requests.jsonl")) {
      if (line.purpose === "poll") count.polls++;
      else if (line.purpose === "health") count.health++;
      else {
        count.calls++;
        if (line.method !== "GET") count.writes++;
      }
    }
    return count;
  }

  /** Of the token that was used last; undefined before the first answer. */
  budget(): Budget | undefined {
    if (!existsSync(this.#limits)) return undefined;
    const files = readdirSync(this.#limits).filter((name) => name.endsWith(".json"));
    const windows = files.flatMap((name) => parseLines<unknown>(read(path.join(this.#limits, name))));
    const [latest] = windows.flatMap((window) => Window.safeParse(window).data ?? []).sort((one, other) => other.since - one.since);
    if (!latest) return undefined;
    const { since, limit, remaining } = latest;
    return { limit, remaining: Date.now() - since < WINDOW_LENGTH ? remaining : limit };
  }

  /** What the provider's process had to say to a person, such as volumes that stay: each once. */
  notices(): string[] {
    return [...new Set(this.#read<{ message: string }>("notices.jsonl").map(({ message }) => message))];
  }

  failures(): FailureLine[] {
    return this.#read<FailureLine>("failures.jsonl");
  }

  /** Progress lines that came since the last call. */
  newProgress(): DeploymentProgress[] {
    const file = path.join(this.folder, "progress.jsonl");
    const from = this.#offsets.get(file) ?? 0;
    if (!existsSync(file) || statSync(file).size <= from) return [];
    const text = readFileSync(file).subarray(from);
    const end = text.lastIndexOf(10) + 1;
    this.#offsets.set(file, from + end);
    return parseLines<DeploymentProgress>(text.subarray(0, end).toString("utf8"));
  }

  #read<Line>(name: string): Line[] {
    const file = path.join(this.folder, name);
    return existsSync(file) ? parseLines<Line>(readFileSync(file, "utf8")) : [];
  }
}

/** The limiter replaces its file while it is looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** A process that was killed can leave half a line: what does not parse is left out. */
function parseLines<Line>(text: string): Line[] {
  return text.split("\n").flatMap((line) => {
    if (!line) return [];
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
