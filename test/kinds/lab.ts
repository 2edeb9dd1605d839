import type { Kind, Method } from "../../providers/coolify/kind.ts";
import { isRecord, type Properties } from "../../providers/coolify/values.ts";
import { type Driver, inProcess, MiniStack, type Planned } from "../lifecycle/miniStack.ts";
import { identityOf, openStage, type Stage } from "../lifecycle/stage.ts";
import { furnish } from "./furniture.ts";
import { type Sent, taken } from "./recorder.ts";
import { filled, kindNamed } from "./references.ts";
import { inputsOf, surroundingsOf } from "./surroundings.ts";

/** An offline Coolify with everything that one object of a kind needs around it. The object itself is called `it`. */
export class Lab {
  readonly kind: Kind;
  readonly stage: Stage;
  readonly parents: MiniStack;
  readonly stack: MiniStack;
  readonly #driver: Driver;

  private constructor(kind: Kind, stage: Stage) {
    const start = () => inProcess(stage.environment(identityOf(stage.coolify)));
    this.kind = kind;
    this.stage = stage;
    this.parents = new MiniStack(start);
    this.stack = new MiniStack(start);
    this.#driver = start();
  }

  static async open(type: string): Promise<Lab> {
    const lab = new Lab(kindNamed(type), await openStage());
    await furnish(lab);
    await lab.parents.up(...surroundingsOf(type));
    taken();
    return lab;
  }

  async close(): Promise<void> {
    await this.#driver.stop();
    await this.stage.close();
  }

  /** The example's inputs. What would delete data says so, where nothing else is asked for. */
  inputs(more: Properties = {}): Properties {
    const inputs = inputsOf(this.kind.type, (name) => this.parents.outputs(name));
    return { ...inputs, ...(this.kind.data && { deleteData: true }), ...more };
  }

  /** Other inputs than the example's, in the same surroundings. */
  filled(inputs: Properties): Properties {
    const { owner } = this.inputs();
    const own = filled(inputs, (kind, output) => this.parents.outputs(kind)[output], this.kind.type) as Properties;
    return { ...own, ...(owner !== undefined && { owner }), ...(this.kind.data && { deleteData: true }) };
  }

  /** Inputs as the provider sees them, and whether it takes them. */
  async checked(inputs: Properties): Promise<{ inputs: Properties; faults: string[] }> {
    const result = await this.#driver.check(this.kind.type, inputs);
    const { __provider, ...rest } = result.inputs;
    return { inputs: rest, faults: result.failures.map(({ property, reason }) => `${property} ${reason}`) };
  }

  #planned(inputs: Properties): Planned[] {
    return [{ name: "it", kind: this.kind.type, inputs: () => inputs }];
  }

  /** The last inputs that were brought up. */
  wish: Properties | undefined;

  /** @returns what was done with the object: `create`, `same`, `update`, `replace`; and what was sent for it */
  async up(inputs: Properties = this.inputs()): Promise<{ done: string; sent: Sent[] }> {
    taken();
    const done = await this.stack.up(this.#planned(inputs));
    this.wish = inputs;
    return { done: done.join().replace(" it", ""), sent: taken() };
  }

  /** Waits until Coolify has read the compose file of a new application: before that it takes no domains for its services (contract 4.4). */
  async composeFileRead(): Promise<void> {
    if (this.outputs.buildPack !== "dockercompose") return;
    for (let turn = 0; turn < 100; turn++) {
      const { json } = await this.byHand("GET", `/applications/${this.id}`);
      if (isRecord(json) && json.docker_compose_raw) return;
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /** Reads the object into state. @returns whether it differs from what was wanted or is gone, and what was read */
  async refresh(): Promise<{ differs: boolean; sent: Sent[]; inputs: Properties | undefined }> {
    const kept = this.stack.state.get("it");
    if (!kept) throw new Error("It is not in state.");
    taken();
    const { id, props, inputs } = await this.#fresh((driver) => driver.read(kept.id, kept.outputs));
    const sent = taken();
    if (id === "") {
      this.stack.state.delete("it");
      return { differs: true, sent, inputs: undefined };
    }
    kept.outputs = props ?? {};
    const wanted = await this.#driver.check(this.kind.type, this.wish ?? this.inputs());
    const { changes } = await this.#driver.diff(id, kept.outputs, wanted.inputs);
    return { differs: changes, sent, inputs };
  }

  /** As Pulumi does: a process of its own for each operation, which remembers nothing. */
  async #fresh<Result>(work: (driver: Driver) => Promise<Result>): Promise<Result> {
    const driver = inProcess(this.stage.environment(identityOf(this.stage.coolify)));
    try {
      return await work(driver);
    } finally {
      await driver.stop();
    }
  }

  get id(): string {
    return String(this.stack.state.get("it")?.id);
  }

  get outputs(): Properties {
    return this.stack.outputs("it");
  }

  get exists(): boolean {
    return this.stack.state.has("it");
  }

  /** What the provider reads when state holds these properties. */
  async read(id: string, props: Properties): Promise<Properties | undefined> {
    const { inputs, id: found } = await this.#fresh((driver) => driver.read(id, { ...this.outputs, ...props }));
    return found === "" ? undefined : inputs;
  }

  /** Whether Coolify shows the object to the provider. */
  async isThere(id: string, props: Properties): Promise<boolean> {
    return (await this.#fresh((driver) => driver.read(id, props))).id !== "";
  }

  remove(id: string, props: Properties): Promise<void> {
    return this.#fresh((driver) => driver.delete(id, props));
  }

  /** A person at Coolify, past all of our code. */
  async byHand(method: Method, path: string, body?: Properties, query = ""): Promise<{ status: number; json: unknown }> {
    const { url, tokens } = this.stage.coolify;
    const answer = await fetch(`${url}/api/v1${path}${query}`, {
      method,
      headers: { authorization: `Bearer ${tokens.admin}`, accept: "application/json", ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text };
  }

  /** Takes the object away, whatever became of it. */
  async destroyAll(): Promise<void> {
    if (!this.exists) return;
    await this.up();
    await this.stack.destroy();
  }

  /** Makes again what went with the object: Coolify deletes the key of a GitHub app along (contract 11). @returns new ids by former ones */
  async mendSurroundings(): Promise<Map<unknown, unknown>> {
    const before = new Map([...this.parents.state].map(([name, { id }]) => [name, id]));
    await this.parents.refresh();
    await this.parents.up(...surroundingsOf(this.kind.type));
    taken();
    return new Map([...this.parents.state].map(([name, { id }]) => [before.get(name), id]));
  }

  /** Takes the object away and makes it again. */
  async startAnew(inputs: Properties): Promise<void> {
    await this.destroyAll().catch(() => this.stack.state.clear());
    await this.up(inputs);
  }

  /** What was sent since the last look. */
  takeSent(): Sent[] {
    return taken();
  }

  kindNamed(type: string): Kind {
    return kindNamed(type);
  }
}

export const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );

export const bodyOf = ({ body }: Sent): Properties => (isRecord(body) ? body : {});
