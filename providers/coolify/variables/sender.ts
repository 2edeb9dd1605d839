import type { Ask } from "../client.ts";
import type { Connection } from "../connection.ts";
import { pause } from "../deadline.ts";
import { isCoolifyError, UnknownOutcomeError } from "../errors.ts";
import type { Route, Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { differences, missingTwins } from "./differences.ts";
import type { Place } from "./place.ts";
import { itemOf, type Markers, markersOf, type WantedRow } from "./rows.ts";

export interface Target {
  readonly connection: Connection;
  readonly place: Place;
  /** Of the application, service or database. */
  readonly uuid: string;
  readonly signal?: AbortSignal;
}

/** The rows of one application, service or database at Coolify. */
export class Sender {
  /** Whether anything was written, be it in part. */
  touched = false;
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  async list(): Promise<Wire[]> {
    return rowsOf(await this.#ask(this.#target.place.list));
  }

  /** The application, service or database. */
  async owner(): Promise<Wire> {
    return (await this.#ask(this.#target.place.itself)) as Wire;
  }

  /**
   * Upserts all of them in one request; nothing is sent when there are none.
   * @returns markers of the rows that hide their values
   * @throws UnknownOutcomeError when Coolify could not be brought to tell what is there
   */
  async write(wanted: readonly WantedRow[]): Promise<Markers> {
    if (wanted.length === 0) return {};
    try {
      return markersOf(await this.#bulk(wanted));
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError)) throw error;
      return this.#repair(wanted, error);
    }
  }

  /** One after the other. What is gone already is done. */
  async delete(uuids: readonly string[]): Promise<void> {
    for (const uuid of uuids) await this.#delete(uuid);
  }

  #ask(route: Route, ask: Ask = {}): Promise<unknown> {
    const { connection, uuid, signal } = this.#target;
    return connection.client.request(route, { ...ask, params: { ...ask.params, uuid }, signal });
  }

  async #bulk(wanted: readonly WantedRow[]): Promise<Wire[]> {
    const wasTouched = this.touched;
    this.touched = true;
    try {
      return rowsOf(await this.#ask(this.#target.place.bulk, { body: { data: wanted.map(itemOf) } }));
    } catch (error) {
      // Only a clear no leaves all as it was; what comes before an item that is refused stays (contract 5.1).
      if (isCoolifyError(error) && error.status !== 422) this.touched = wasTouched;
      throw error;
    }
  }

  /**
   * After a bulk without an answer any part of it may be there, a row without its twin too, and it may still be running (contract 21.4).
   * So the rows are looked at until nothing is missing or double; only what differs is written.
   */
  async #repair(wanted: readonly WantedRow[], first: UnknownOutcomeError): Promise<Markers> {
    const { connection, place, signal } = this.#target;
    let lost = first;
    let known: Markers = {};
    for (const look of connection.pace.looks) {
      await pause(look, signal);
      const rows = await this.list();
      const { due, surplus } = differences(wanted, rows, known);
      const twins = place.previews ? missingTwins(wanted, rows) : [];
      if (due.length + twins.length + surplus.length === 0) return known;
      await this.delete(surplus);
      if (due.length + twins.length === 0) continue;
      try {
        known = { ...known, ...markersOf(await this.#bulk([...due, ...twins])) };
      } catch (error) {
        if (!(error instanceof UnknownOutcomeError)) throw error;
        lost = error;
      }
    }
    throw lost;
  }

  /** After an uncertain answer it is asked once more: 404 is done (contract 21.7). */
  async #delete(variable: string): Promise<void> {
    const { connection, place, signal } = this.#target;
    const ask = () => this.#ask(place.row, { params: { variable } });
    this.touched = true;
    try {
      await ask().catch(async (error: unknown) => {
        if (!(error instanceof UnknownOutcomeError)) throw error;
        await pause(connection.pace.retryFirst, signal);
        return ask();
      });
    } catch (error) {
      if (!isCoolifyError(error, { status: 404 })) throw error;
    }
  }
}
