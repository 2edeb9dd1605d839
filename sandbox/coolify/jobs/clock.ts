import type { World } from "../world/world.ts";
import { type Job, type JobRequest, type JobRow, jobs } from "./jobs.ts";

/** A chain of jobs that queue each other longer than this is a mistake, not work. */
const MANY = 100_000;

/** Runs queued jobs: by itself when they are due, or all at once when told to settle. */
export class JobClock {
  readonly #world: World;
  readonly #kinds: ReadonlyMap<string, Job>;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(world: World, kinds: ReadonlyMap<string, Job>) {
    this.#world = world;
    this.#kinds = kinds;
    world.queue = (job) => this.#add(job);
  }

  /** Runs everything that settles to its end, in the order it was queued. */
  settle(): void {
    for (let count = 0; count < MANY; count++) {
      const next = this.#rows().find((row) => this.#kinds.get(row.kind)?.settles !== false);
      if (!next) return;
      this.#run(next);
    }
  }

  /** Sets the timer for the next due job; call after jobs or settings changed. */
  wind(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#stopped || this.#world.settings.jobs !== "auto") return;
    const due = Math.min(...this.#rows().map((row) => row.due));
    if (!Number.isFinite(due)) return;
    this.#timer = setTimeout(() => this.#tick(), Math.min(Math.max(0, due - Date.now()), 2 ** 31 - 1));
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #rows(): JobRow[] {
    return this.#world.of(jobs).all();
  }

  #add({ kind, payload, delay }: JobRequest): void {
    if (!this.#kinds.has(kind)) throw new Error(`No noun does jobs of the kind ${kind}.`);
    const due = Date.now() + (delay ?? this.#world.settings.jobDelay);
    this.#world.of(jobs).insert({ kind, payload, due });
    this.wind();
  }

  #tick(): void {
    const now = Date.now();
    const due = this.#rows().filter((row) => row.due <= now);
    for (const row of due.sort((one, other) => one.due - other.due || one.id - other.id)) this.#run(row);
    this.wind();
  }

  /** A job that fails is gone, as in Coolify's queue; the world keeps what it had done. */
  #run(row: JobRow): void {
    this.#world.of(jobs).remove(row);
    try {
      this.#kinds.get(row.kind)?.run(this.#world, row.payload);
    } catch (fault) {
      process.stderr.write(`sandbox: the job ${row.kind} failed: ${fault instanceof Error ? fault.stack : String(fault)}\n`);
    }
    try {
      this.#world.commit();
    } catch (fault) {
      process.stderr.write(`sandbox: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    }
  }
}
