import { ControlError } from "./control/error.ts";
import { RequestLog } from "./control/requests.ts";
import { Faults } from "./faults/faults.ts";
import type { Bag } from "./http/normalise.ts";
import type { Registered } from "./http/pipeline.ts";
import { Router } from "./http/router.ts";
import { JobClock } from "./jobs/clock.ts";
import { type Job, jobs } from "./jobs/jobs.ts";
import { Limiter } from "./limits/limiter.ts";
import type { Action, Control, Noun } from "./noun.ts";
import { nouns } from "./nouns.ts";
import { routes } from "./routes.ts";
import { checkedSettings, keptSettings, type Settings, startSettings } from "./settings.ts";
import type { WorldDocument } from "./world/document.ts";
import { World } from "./world/world.ts";

/** Everything one offline Coolify consists of, apart from its ports. */
export class Sandbox {
  readonly settings: Settings;
  readonly world: World;
  readonly router = new Router<Registered>();
  readonly limiter: Limiter;
  readonly clock: JobClock;
  readonly faults = new Faults();
  readonly requests = new RequestLog();
  readonly #startSettings: Readonly<Record<string, unknown>>;
  readonly #controls: Map<string, Control>;

  /** @throws SettingError */
  constructor(settings: Readonly<Record<string, unknown>> = {}) {
    this.#startSettings = settings;
    this.settings = startSettings(settings);
    this.world = new World([keptSettings, jobs, ...nouns.flatMap((noun) => noun.tables ?? [])], this.settings);
    this.limiter = new Limiter(this.settings);
    this.clock = new JobClock(
      this.world,
      collected<Job>((noun) => noun.jobs, "job"),
    );
    this.#controls = collected<Control>((noun) => noun.controls, "control");
    this.#controls.set("settle", () => this.clock.settle());
    this.#controls.set("forget-rate-limits", () => this.limiter.forget());
    this.#register();
  }

  /** Forgets everything and starts from a document; when that fails all is as before. */
  startFrom(document: WorldDocument, jobsRun: Settings["jobs"] = this.settings.jobs): void {
    const before = { ...this.settings };
    Object.assign(this.settings, startSettings(this.#startSettings), { jobs: jobsRun });
    if (document.version !== undefined && this.#startSettings.version === undefined) this.settings.version = document.version;
    try {
      this.world.restart(() => {
        for (const noun of nouns) noun.seed?.(this.world, document);
        this.#keepSettings();
      });
    } catch (fault) {
      Object.assign(this.settings, before);
      throw fault;
    }
    this.limiter.forget();
    this.faults.clear();
    this.clock.wind();
  }

  /** Goes on with a world that was read from a state file; settings given at the start win over kept ones. */
  resume(): void {
    for (const { name, value } of this.world.of(keptSettings).all()) Object.assign(this.settings, { [name]: value });
    Object.assign(this.settings, this.#startSettings);
    this.clock.wind();
  }

  /** Obeys a control of the recordings' README or one of our own, wholly or not at all. @throws ControlError */
  control(command: Bag): void {
    const name = command.control;
    const control = typeof name === "string" ? this.#controls.get(name) : undefined;
    if (!control) {
      const known = [...this.#controls.keys()].sort().join(", ");
      throw new ControlError(`There is no control ${JSON.stringify(name) ?? "without a name"}. Known are: ${known}.`);
    }
    // What settles keeps the world job by job; all others are one change.
    if (name === "settle") control(this.world, command);
    else this.world.transaction(() => control(this.world, command));
  }

  /** What a noun tells about the world outside; undefined when none does. */
  report(name: string): unknown {
    return nouns.find((noun) => noun.reports?.[name])?.reports?.[name]?.(this.world);
  }

  /** Changes settings, all or none, and gives all of them. @throws SettingError */
  change(wanted: Bag): Settings {
    Object.assign(this.settings, checkedSettings(wanted));
    this.#keepSettings();
    this.clock.wind();
    return this.settings;
  }

  #keepSettings(): void {
    const kept = this.world.of(keptSettings);
    for (const [name, value] of Object.entries(this.settings)) {
      const row = kept.first("name", name);
      if (row) kept.update(row, { value });
      else kept.insert({ name, value });
    }
  }

  #register(): void {
    const actions = collected<Action>((noun) => noun.actions, "action");
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      const action = actions.get(name);
      if (!action && !route.moved) throw new Error(`No noun answers ${name}.`);
      this.router.add(route.method, route.path, { route, action });
    }
    const known = new Set(routes.map((route) => `${route.method} ${route.path}`));
    for (const name of actions.keys()) if (!known.has(name)) throw new Error(`routes.ts does not know ${name}.`);
  }
}

function collected<T>(part: (noun: Noun) => Readonly<Record<string, T>> | undefined, what: string): Map<string, T> {
  const all = new Map<string, T>();
  for (const noun of nouns) {
    for (const [name, item] of Object.entries(part(noun) ?? {})) {
      if (all.has(name)) throw new Error(`Two nouns have the ${what} ${name}.`);
      all.set(name, item);
    }
  }
  return all;
}
