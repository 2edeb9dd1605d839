import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "./context.ts";
import { interrupted } from "./failure.ts";
import type { Observer } from "./observer.ts";
import { EventLog, type Step } from "./pulumi/events.ts";
import { explain, explained } from "./pulumi/explain.ts";
import type { OpenStack } from "./pulumi/stack.ts";
import type { State } from "./pulumi/state.ts";
import type { RequestCount, Run } from "./run.ts";

/** How often the run's folder is looked at for progress, in milliseconds. */
const PROGRESS_INTERVAL = 150;

/** What the verbs that start Pulumi take besides what they work on. */
export interface RunOptions {
  observer: Observer;
  /** Aborting it stops Pulumi gently: what was begun ends, nothing new starts. */
  signal?: AbortSignal;
}

/** What a run did. */
export interface RunReport {
  stack: string;
  /** Resources that were (or in a preview would be) created, changed or deleted. */
  changes: Step[];
  requests: RequestCount;
  /** Sentences for a person: what stays, what to do by hand. */
  notices: string[];
  seconds: number;
}

export interface OpenOptions {
  /** Whether the stack is made when there is none. */
  create: boolean;
  /** Variables for Pulumi's processes: where Coolify is, and as whom. */
  environment?: Record<string, string>;
}

type Operation = "preview" | "up" | "refresh" | "destroy";

export interface PerformOptions {
  /** File that a preview writes its plan to, and that an `up` must keep to. */
  plan?: string;
  /** Whether what is protected may be deleted: only what a person has named. A preview shows it in any case. */
  ignoreProtection?: boolean;
}

/** One run of a verb on one stack: the stack is opened once, and every Pulumi command of the run leaves its traces in one folder. */
export class Session {
  readonly stack: string;
  readonly run: Run;
  readonly #open: OpenStack;
  readonly #options: RunOptions;

  private constructor(stack: string, run: Run, open: OpenStack, options: RunOptions) {
    this.stack = stack;
    this.run = run;
    this.#open = open;
    this.#options = options;
  }

  static async open(
    context: Context,
    stack: string,
    run: Run,
    options: RunOptions,
    { create, environment }: OpenOptions,
  ): Promise<Session> {
    // Loaded only when it is needed: Pulumi's SDK takes half a second, and `pf status` does without.
    const { openStack } = await import("./pulumi/stack.ts");
    return new Session(stack, run, await explained(openStack(context, stack, run, environment ?? {}, create)), options);
  }

  readState(): Promise<State> {
    return explained(this.#open.readState());
  }

  /**
   * Runs one Pulumi command and returns what it changed.
   *
   * @throws Failure in a person's words
   */
  async perform(operation: Operation, settings: PerformOptions = {}): Promise<Step[]> {
    return (await this.performed(operation, settings)).changes();
  }

  /** As `perform`, with all that Pulumi told. */
  async performed(operation: Operation, { plan, ignoreProtection = operation === "preview" }: PerformOptions = {}): Promise<EventLog> {
    const { observer, signal } = this.#options;
    // Pulumi hears of a stop only while it runs.
    if (signal?.aborted) throw interrupted();
    const log = new EventLog(operation !== "preview", (step) => observer.step(step));
    const ended = new AbortController();
    const progress = this.#follow(ended.signal);
    try {
      const { stack } = this.#open;
      this.#open.ignoreProtection(ignoreProtection);
      const settings = { onEvent: log.hear, signal, color: "never" as const, ...(plan ? { plan } : {}) };
      await {
        preview: () => stack.preview(settings),
        up: () => stack.up(settings),
        refresh: () => stack.refresh(settings),
        destroy: () => stack.destroy(settings),
      }[operation]();
    } catch (error) {
      throw explain(error, log, this.run, signal?.aborted ?? false);
    } finally {
      ended.abort();
      if (operation !== "preview") this.#open.keepState();
      await progress;
    }
    return log;
  }

  /** After a run that went well: forgets creations that a killed one left open, since this one has found or made them. */
  settle(): Promise<void> {
    return explained(this.#open.clearPendingCreations());
  }

  report(changes: Step[]): RunReport {
    return { stack: this.stack, changes, requests: this.run.requests(), notices: this.run.notices(), seconds: this.run.seconds };
  }

  async #follow(ended: AbortSignal): Promise<void> {
    const tell = () => {
      const { observer } = this.#options;
      for (const line of this.run.newProgress()) observer.deployment(line);
      const budget = observer.budget && this.run.budget();
      if (budget) observer.budget?.(budget);
    };
    while (!ended.aborted) {
      tell();
      await sleep(PROGRESS_INTERVAL, undefined, { signal: ended }).catch(() => {});
    }
    tell();
  }
}
