import type { Connection } from "../../../providers/coolify/connection.ts";
import { isCoolifyError } from "../../../providers/coolify/errors.ts";
import type { Host } from "../../../providers/coolify/host.ts";
import { get } from "../../../providers/coolify/kind.ts";
import { rowsOf } from "../../../providers/coolify/rows.ts";
import type { Found, Owner } from "../found.ts";

export type Properties = Record<string, unknown>;

/** How objects of a project are read. Sends nothing but reads. */
export interface Reader {
  /**
   * An object in the words of its kind.
   *
   * @param wanted fields that are left alone unless somebody names them: what they are called here does not matter
   */
  read(kind: string, uuid: string, environment: string, wanted: Properties): Promise<Found>;
  /** What a route answers; `/applications/{uuid}/envs` with the uuid put in. */
  ask(route: string, uuid?: string): Promise<unknown>;
  /** Rows of a list; none where this Coolify is too old to have the route. */
  rows(route: string, params?: Record<string, string>): Promise<Properties[]>;
}

export function readerOf({ client }: Connection, host: Host, owner: Owner): Reader {
  return {
    read: async (kind, uuid, environment, wanted) => {
      const read = await host.get(`coolify:${kind}`).read(uuid, { ...wanted, owner });
      const inputs = read.inputs ?? {};
      return { kind, uuid, name: String(inputs.name ?? ""), environment, inputs, outputs: read.props ?? {} };
    },
    ask: (route, uuid) => client.request(get(route), uuid === undefined ? {} : { params: { uuid } }),
    rows: async (route, params = {}) => {
      try {
        return rowsOf(await client.request(get(route), { params }));
      } catch (error) {
        if (isCoolifyError(error, { status: 404 })) return [];
        throw error;
      }
    },
  };
}
