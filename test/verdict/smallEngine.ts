import type { Checked } from "../../providers/coolify/engine/check.ts";
import type { Diff } from "../../providers/coolify/engine/diff.ts";
import { createHost, type Host } from "../../providers/coolify/host.ts";
import { loaderOf } from "../../providers/coolify/loader.ts";
import { hasUnknown, UNKNOWN } from "../../providers/coolify/unknown.ts";
import { type Properties, without } from "../../providers/coolify/values.ts";
import type { Wished } from "../e2e/programs/wished.ts";
import { type Outputs, referredTo, resolved } from "./resolved.ts";

export type Verdict = "same" | "create" | "update" | "replace" | "delete";

interface Kept {
  readonly wish: Wished;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What a preview foretold, or what `up` did. */
export interface Told {
  readonly verdicts: Map<string, Verdict>;
  /** Resources with an input that was not known, besides the owner. */
  readonly unknown: Set<string>;
  /** Where it stopped, and what was said. */
  failure?: { name: string; message: string };
}

/** What one run knows. */
interface Run extends Told {
  readonly host: Host;
  readonly isPreview: boolean;
  /** As the program sees them; in a preview what is not told is not known. */
  readonly outputs: Map<string, Properties>;
  /** Deleted already, since what they live in is made anew. */
  readonly replaced: Set<string>;
  /** Made anew already; what was there before goes in the end. */
  readonly outlived: Kept[];
}

/** Whatever crosses to Pulumi's process is JSON at the most. */
const carried = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const withLoader = (kind: string, properties: Properties): Properties => ({ ...properties, __provider: loaderOf(kind) });

/**
 * Pulumi's engine in small, with what it does in a preview: creations are answered with their inputs, updates with what the provider
 * foretells, and every other output is unknown (facts of Pulumi 1.1). What depends on an object that is deleted before it is made anew
 * is asked with these inputs unknown whether it must go before.
 */
export class SmallEngine {
  readonly state = new Map<string, Kept>();
  readonly #environment: Record<string, string | undefined>;
  readonly #checks = new Map<string, { news: string; checked: Checked }>();
  readonly #settled = new WeakMap<Properties, Properties>();

  constructor(environment: Record<string, string | undefined>) {
    this.#environment = environment;
  }

  preview(wishes: readonly Wished[]): Promise<Told> {
    return this.#run(wishes, true);
  }

  up(wishes: readonly Wished[]): Promise<Told> {
    return this.#run(wishes, false);
  }

  async #run(wishes: readonly Wished[], isPreview: boolean): Promise<Told> {
    const host = createHost(this.#environment);
    const run: Run = { host, isPreview, verdicts: new Map(), unknown: new Set(), outputs: new Map(), replaced: new Set(), outlived: [] };
    try {
      const gone = [...this.state.keys()].filter((name) => !wishes.some((wish) => wish.name === name));
      for (const wish of wishes) if (!(await this.#registered(run, wish))) return run;
      for (const name of gone.reverse()) if (!(await this.#attempt(run, name, () => this.#deleted(run, name, gone)))) return run;
      for (const { wish, id, outputs } of isPreview ? [] : run.outlived.reverse())
        if (!(await this.#attempt(run, wish.name, () => host.get(`coolify:${wish.kind}`).delete(id, outputs)))) return run;
      return run;
    } finally {
      this.#order(wishes);
      await host.close();
    }
  }

  /** In the order of the program, which is that of what depends on what: deletions go the other way. */
  #order(wishes: readonly Wished[]): void {
    for (const { name } of wishes) {
      const kept = this.state.get(name);
      if (!kept) continue;
      this.state.delete(name);
      this.state.set(name, kept);
    }
  }

  async #attempt(run: Run, name: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      run.failure = { name, message: (error as Error).message };
      return false;
    }
  }

  #registered(run: Run, wish: Wished): Promise<boolean> {
    return this.#attempt(run, wish.name, async () => {
      const { inputs, failures } = await this.#checked(run, wish);
      if (failures.length > 0) throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
      if (hasUnknown(without(inputs, ["owner"]))) run.unknown.add(wish.name);
      await this.#step(run, wish, inputs);
    });
  }

  /** A check has no memory: the same inputs need not be checked again. */
  async #checked({ host, ...run }: Run, { name, kind, args }: Wished): Promise<Checked> {
    const news = JSON.stringify(resolved(args, outputsOf(run)));
    const known = this.#checks.get(name);
    if (known?.news === news) return known.checked;
    const checked = carried(await host.get(`coolify:${kind}`).check({}, withLoader(kind, JSON.parse(news))));
    checked.inputs = withLoader(kind, checked.inputs);
    this.#checks.set(name, { news, checked });
    return checked;
  }

  /** Nor has a comparison: what did not differ does not as long as both sides are the same. */
  async #differing({ host }: Run, { id, wish, outputs }: Kept, inputs: Properties): Promise<Diff> {
    if (this.#settled.get(outputs) === inputs) return { changes: false, replaces: [], deleteBeforeReplace: true };
    const result = await host.get(`coolify:${wish.kind}`).diff(id, outputs, inputs);
    if (!result.changes) this.#settled.set(outputs, inputs);
    return result;
  }

  async #step(run: Run, wish: Wished, inputs: Properties): Promise<void> {
    const { name, kind } = wish;
    const kept = this.state.get(name);
    if (!kept || run.replaced.has(name)) return this.#created(run, wish, inputs, run.replaced.has(name) ? "replace" : "create");
    const { changes, replaces, deleteBeforeReplace } = await this.#differing(run, kept, inputs);
    if (replaces.length > 0) {
      if (deleteBeforeReplace) await this.#cleared(run, name);
      else run.outlived.push(kept);
      return this.#created(run, wish, inputs, "replace");
    }
    run.verdicts.set(name, changes ? "update" : "same");
    const provider = run.host.get(`coolify:${kind}`);
    const foretold = async () => ({ outs: await provider.predict(kept.id, kept.outputs, inputs) });
    const outs = !changes ? kept.outputs : (await (run.isPreview ? foretold() : provider.update(kept.id, kept.outputs, inputs))).outs;
    this.#known(run, wish, kept.id, inputs, outs);
  }

  async #created(run: Run, wish: Wished, inputs: Properties, verdict: Verdict): Promise<void> {
    run.verdicts.set(wish.name, verdict);
    const preview = { id: "", outs: inputs };
    const { id, outs } = run.isPreview ? preview : await run.host.get(`coolify:${wish.kind}`).create(inputs);
    this.#known(run, wish, id, inputs, outs);
  }

  #known(run: Run, wish: Wished, id: string, inputs: Properties, outs: Properties): void {
    // What stays the same keeps its identity.
    const outputs = this.state.get(wish.name)?.outputs === outs ? outs : withLoader(wish.kind, carried(outs));
    run.outputs.set(wish.name, outputs);
    if (!run.isPreview) this.state.set(wish.name, { wish, id, inputs, outputs });
  }

  /** Deletes what is made anew, and before that what cannot outlive it. */
  async #cleared(run: Run, root: string): Promise<void> {
    const going = new Set([root]);
    for (const [name, { wish, id, inputs, outputs }] of this.state) {
      const touched = Object.keys(wish.args ?? {}).filter((key) => referredTo(wish.args?.[key]).some((other) => going.has(other)));
      if (touched.length === 0 || going.has(name) || run.replaced.has(name)) continue;
      const unknown = Object.fromEntries(touched.map((key) => [key, UNKNOWN]));
      const { replaces } = await run.host.get(`coolify:${wish.kind}`).diff(id, outputs, { ...inputs, ...unknown });
      if (replaces.length > 0) going.add(name);
    }
    for (const name of [...going].reverse()) {
      run.replaced.add(name);
      if (!run.isPreview) await this.#removed(run, name, [...going]);
    }
  }

  async #deleted(run: Run, name: string, gone: readonly string[]): Promise<void> {
    run.verdicts.set(name, "delete");
    if (!run.isPreview) await this.#removed(run, name, gone);
  }

  async #removed(run: Run, name: string, gone: readonly string[]): Promise<void> {
    const kept = this.state.get(name);
    if (!kept) return;
    const { kind, deletedWith } = kept.wish;
    if (!deletedWith || !gone.includes(deletedWith)) await run.host.get(`coolify:${kind}`).delete(kept.id, kept.outputs);
    this.state.delete(name);
  }
}

/** In a preview Pulumi's SDK takes what is not told for unknown, be it that there is nothing to tell. */
const outputsOf =
  ({ outputs, isPreview }: Pick<Run, "outputs" | "isPreview">): Outputs =>
  (name, output) => {
    const told = outputs.get(name);
    if (!told) throw new Error(`${name} is wished later, or not at all.`);
    return told[output] ?? (isPreview ? UNKNOWN : undefined);
  };
