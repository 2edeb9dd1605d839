import type { Connection } from "../../connection.ts";
import { pause } from "../../deadline.ts";
import { isCoolifyError, UnknownOutcomeError } from "../../errors.ts";
import type { Wire } from "../../kind.ts";
import { rowsOf } from "../../rows.ts";
import type { Plan, VariableSet } from "../plan.ts";
import { type Markers, markersOf } from "../rows.ts";
import { takeOver } from "../takenOver.ts";
import { type Address, addressOf } from "./scope.ts";
import { type Step, stepsOf } from "./steps.ts";

/** A write that has to be looked after: nobody knows whether it was done, or somebody else did it first. */
const mustLook = (error: unknown) => error instanceof UnknownOutcomeError || isCoolifyError(error, { status: 409 });

/** The shared variables of one scope at Coolify: one request for each change (contract 5.3: there is no bulk). */
export class SharedSender {
  /** Whether anything was written. */
  touched = false;
  readonly #connection: Connection;
  readonly #id: string;
  readonly #address: Address;
  readonly #signal: AbortSignal;

  constructor(connection: Connection, id: string, signal: AbortSignal) {
    this.#connection = connection;
    this.#id = id;
    this.#address = addressOf(id);
    this.#signal = signal;
  }

  async list(): Promise<Wire[]> {
    return rowsOf(await this.#ask(this.#address.list));
  }

  /** Whether what has the variables is there. */
  async isOwnerThere(): Promise<boolean> {
    try {
      await this.#ask(this.#address.itself);
      return true;
    } catch (error) {
      if (isCoolifyError(error, { status: 404 })) return false;
      throw error;
    }
  }

  /**
   * Compares, writes what differs, and compares again as long as a write is uncertain.
   * @param isEmpty the scope is new: nothing needs to be listed
   * @returns markers of the rows that hide their values
   */
  async settle(news: VariableSet, plan: Plan, isEmpty = false): Promise<Markers> {
    let known: Markers = {};
    let lost: unknown;
    for (const look of [0, ...this.#connection.pace.looks]) {
      if (look > 0) await pause(look, this.#signal);
      const rows = isEmpty && !lost ? [] : await this.list();
      if (plan.adopts && !lost) takeOver(this.#connection, this.#id, rows, news);
      const steps = stepsOf(news, plan, rows, known);
      try {
        for (const step of steps) known = { ...known, ...(await this.#do(step)) };
        return await this.#markers(news, steps, known);
      } catch (error) {
        if (!mustLook(error)) throw error;
        lost = error;
      }
    }
    throw lost;
  }

  #ask(route: Address["list"], more: { variable?: string; body?: Wire } = {}): Promise<unknown> {
    const params = { ...this.#address.params, ...(more.variable !== undefined && { variable: more.variable }) };
    return this.#connection.client.request(route, { params, body: more.body, signal: this.#signal });
  }

  async #do(step: Step): Promise<Markers> {
    const wasTouched = this.touched;
    this.touched = true;
    try {
      if (step.does === "create") await this.#ask(this.#address.create, { body: step.body });
      if (step.does === "change")
        return markersOf([(await this.#ask(this.#address.change, { variable: step.id, body: step.body })) as Wire]);
      if (step.does === "remove") await this.#ask(this.#address.remove, { variable: step.id });
    } catch (error) {
      if (isCoolifyError(error)) this.touched = wasTouched;
      if (step.does !== "remove" || !isCoolifyError(error, { status: 404 })) throw error;
    }
    return {};
  }

  /** The answer to a creation says nothing of the moment, so a hidden row is looked at once. */
  async #markers({ variables }: VariableSet, steps: readonly Step[], known: Markers): Promise<Markers> {
    const hidden = steps.filter(({ does, key }) => does === "create" && variables[key]?.isShownOnce).map(({ key }) => key);
    if (hidden.length === 0) return known;
    const rows = await this.list();
    return { ...known, ...markersOf(rows.filter((row) => hidden.includes(String(row.key)))) };
  }
}
