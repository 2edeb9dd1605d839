import { createHost } from "../../providers/coolify/host.ts";
import { loaderOf } from "../../providers/coolify/loader.ts";
import type { Properties } from "../../providers/coolify/values.ts";

/** The verbs as Pulumi's engine calls them. */
export interface Driver {
  check(
    kind: string,
    news: Properties,
    olds?: Properties,
  ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id: string; inputs?: Properties; props?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
  stop(): Promise<void>;
}

/** The providers in this process; each call is a process of its own as far as their memory goes. */
export function inProcess(environment: Record<string, string | undefined>): Driver {
  const host = createHost(environment);
  const of = (properties: Properties) => host.get(`coolify:${/coolify:(\w+)/.exec(String(properties.__provider))?.[1]}`);
  // Whatever crosses to Pulumi's process is JSON at the most.
  const carried = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
  return {
    check: async (kind, news) => {
      const result = await host.get(`coolify:${kind}`).check({}, { ...news, __provider: loaderOf(kind) });
      return carried({ ...result, inputs: { ...result.inputs, __provider: loaderOf(kind) } });
    },
    diff: (id, olds, news) => of(news).diff(id, olds, news),
    create: async (inputs) => {
      const { id, outs } = await of(inputs).create(inputs);
      return carried({ id, outs: { ...outs, __provider: inputs.__provider } });
    },
    read: async (id, props) => {
      const read = await of(props).read(id, props);
      return carried({ ...read, props: { ...read.props, __provider: props.__provider } });
    },
    update: async (id, olds, news) => {
      const { outs } = await of(news).update(id, olds, news);
      return carried({ outs: { ...outs, __provider: news.__provider } });
    },
    delete: (id, props) => of(props).delete(id, props),
    stop: () => host.close(),
  };
}

type Outputs = (name: string) => Properties;

export interface Planned {
  name: string;
  kind: string;
  inputs: (outputs: Outputs) => Properties;
  /** Goes with this one, so it is not deleted by itself. */
  deletedWith?: string;
}

interface Kept {
  planned: Planned;
  id: string;
  outputs: Properties;
}

/**
 * The engine's part in small: state, check, diff, then create, update, replace or nothing; what is planned no more is deleted. Every
 * `up` gets a driver of its own, as Pulumi starts a process for each.
 */
export class MiniStack {
  readonly state = new Map<string, Kept>();
  readonly #start: () => Driver | Promise<Driver>;

  constructor(start: () => Driver | Promise<Driver>) {
    this.#start = start;
  }

  /** @param waves resources of one wave run at the same time, waves one after the other. @returns what was done, `create air` */
  async up(...waves: Planned[][]): Promise<string[]> {
    return this.#with(async (driver) => {
      const done: string[] = [];
      for (const wave of waves) {
        const results = await Promise.allSettled(
          wave.map(async (planned) => done.push(`${await this.#step(driver, planned)} ${planned.name}`)),
        );
        const failed = results.find((result) => result.status === "rejected");
        if (failed) throw failed.reason;
      }
      const wanted = new Set(waves.flat().map((planned) => planned.name));
      await this.#deleteAll(
        driver,
        [...this.state.keys()].filter((name) => !wanted.has(name)),
        done,
      );
      return done;
    });
  }

  destroy(): Promise<string[]> {
    return this.up();
  }

  /** Reads everything. @returns names of what is gone or differs */
  async refresh(): Promise<string[]> {
    return this.#with(async (driver) => {
      const differing: string[] = [];
      for (const [name, kept] of this.state) {
        const { id, props, inputs } = await driver.read(kept.id, kept.outputs);
        if (id === "") {
          this.state.delete(name);
          differing.push(name);
          continue;
        }
        const wanted = { ...(await this.#inputs(driver, kept.planned)) };
        kept.outputs = props ?? {};
        if ((await driver.diff(id, kept.outputs, wanted)).changes) differing.push(name);
        else if (JSON.stringify(Object.keys({ ...inputs, __provider: "" }).sort()) !== JSON.stringify(Object.keys(wanted).sort()))
          throw new Error(`${name}: read gives other inputs than check: ${JSON.stringify(inputs)} ${JSON.stringify(wanted)}`);
      }
      return differing;
    });
  }

  outputs(name: string): Properties {
    const kept = this.state.get(name);
    if (!kept) throw new Error(`${name} is not in state`);
    return kept.outputs;
  }

  async #with<Result>(work: (driver: Driver) => Promise<Result>): Promise<Result> {
    const driver = await this.#start();
    try {
      return await work(driver);
    } finally {
      await driver.stop();
    }
  }

  async #inputs(driver: Driver, planned: Planned): Promise<Properties> {
    const { inputs, failures } = await driver.check(
      planned.kind,
      planned.inputs((name) => this.outputs(name)),
    );
    if (failures.length > 0) throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
    return inputs;
  }

  async #step(driver: Driver, planned: Planned): Promise<string> {
    const inputs = await this.#inputs(driver, planned);
    const kept = this.state.get(planned.name);
    if (!kept) return this.#create(driver, planned, inputs, "create");
    const { changes, replaces } = await driver.diff(kept.id, kept.outputs, inputs);
    if (replaces.length > 0) {
      await driver.delete(kept.id, kept.outputs);
      this.state.delete(planned.name);
      return this.#create(driver, planned, inputs, "replace");
    }
    kept.planned = planned;
    if (!changes) return "same";
    try {
      kept.outputs = (await driver.update(kept.id, kept.outputs, inputs)).outs;
    } catch (error) {
      // The engine keeps what a failed update tells of itself.
      kept.outputs = (error as { properties?: Properties }).properties ?? kept.outputs;
      throw error;
    }
    return "update";
  }

  async #create(driver: Driver, planned: Planned, inputs: Properties, operation: string): Promise<string> {
    try {
      const { id, outs } = await driver.create(inputs);
      this.state.set(planned.name, { planned, id, outputs: outs });
      return operation;
    } catch (error) {
      const failed = error as { id?: string; properties?: Properties };
      // The engine keeps what was made although a later step failed.
      if (failed.id) this.state.set(planned.name, { planned, id: failed.id, outputs: failed.properties ?? {} });
      throw error;
    }
  }

  async #deleteAll(driver: Driver, names: string[], done: string[]): Promise<void> {
    for (const name of [...names].reverse()) {
      const kept = this.state.get(name);
      if (!kept) continue;
      if (!kept.planned.deletedWith || !names.includes(kept.planned.deletedWith)) await driver.delete(kept.id, kept.outputs);
      this.state.delete(name);
      done.push(`delete ${name}`);
    }
  }
}
