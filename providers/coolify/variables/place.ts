import { del, get, patch, type Route, type Wire } from "../kind.ts";

/** What has a set of variables, and in what its rows differ from those of the others (contract 5.2). */
export interface Place {
  /** Input that holds its uuid. */
  readonly noun: "application" | "service" | "database";
  readonly itself: Route;
  readonly list: Route;
  readonly bulk: Route;
  readonly row: Route;
  /** Every row has a preview twin. */
  readonly previews: boolean;
  /** Has a compose text, whose references Coolify gives rows. */
  readonly composed: (wire: Wire) => boolean;
  /** Rows that Coolify makes: to delete them as somebody else's would be in vain (contract 16.3). */
  readonly bornWithIt: (row: Wire) => boolean;
  /** Rows that stay even when they leave the set: Coolify would make them again with another value. */
  readonly irreplaceable: (row: Wire) => boolean;
}

const routesOf = (room: string) => ({
  itself: get(`/${room}/{uuid}`),
  list: get(`/${room}/{uuid}/envs`),
  bulk: patch(`/${room}/{uuid}/envs/bulk`),
  row: del(`/${room}/{uuid}/envs/{variable}`),
});

/** A Redis has its password nowhere else (contract 5.2). Other databases have no such rows. */
const isOfRedis = (row: Wire) => row.key === "REDIS_PASSWORD" || row.key === "REDIS_USERNAME";

export const places = {
  application: {
    noun: "application",
    ...routesOf("applications"),
    previews: true,
    composed: ({ build_pack: buildPack }) => buildPack === "dockercompose",
    bornWithIt: (row) => row.is_coolify === true || row.is_buildpack_control === true,
    irreplaceable: () => false,
  },
  service: {
    noun: "service",
    ...routesOf("services"),
    previews: false,
    composed: () => true,
    bornWithIt: (row) => row.is_coolify === true,
    // The next parse would make a new password, which the data does not know (contract 5.2).
    irreplaceable: (row) => row.is_coolify === true,
  },
  database: {
    noun: "database",
    ...routesOf("databases"),
    previews: false,
    composed: () => false,
    bornWithIt: isOfRedis,
    irreplaceable: isOfRedis,
  },
} as const satisfies Record<string, Place>;
