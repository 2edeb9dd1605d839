import type { Properties } from "../../../providers/coolify/values.ts";

/** Where the offline Coolify is that is looked at. */
export interface Looked {
  url: string;
  token: string;
}

/** What differs from one world to the next, or counts what was tried. */
const PASSING = /(_at$|^id$|_id$|^uuid$|_uuid$|^pivot$|^config_hash$|^last_|^real_value$|^server$|^destination$|^status$)/;
const UUID = /(?<![a-z0-9])[a-z0-9]{24}(?![a-z0-9])/g;
/** Passwords that Coolify draws. */
const DRAWN = /(manual_webhook_secret|custom_labels|^docker_compose$|sentinel)/;

/** The rest of a row, with uuids that cannot be known in advance as stars. */
function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting).sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  if (typeof value === "string") return value.replace(UUID, "*");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PASSING.test(key) && !DRAWN.test(key))
      .map(([key, inner]) => [key, lasting(inner)]),
  );
}

/** Lists that hang on an object, below its path. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  "/projects": ["/environments", "/envs"],
  "/applications": ["/envs", "/storages", "/scheduled-tasks", "/tags"],
  "/services": ["", "/applications", "/databases", "/envs", "/storages", "/scheduled-tasks", "/tags"],
  "/databases": ["", "/envs", "/storages", "/backups", "/tags"],
  "/s3-storages": [],
  "/tags": [],
  "/security/keys": [],
  "/servers": [],
  "/deployments": [],
};

/** All that is at Coolify, one line for each object and each row of it, without what differs from one world to the next. */
export async function everything({ url, token }: Looked): Promise<string[]> {
  const get = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}`, accept: "application/json" } });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const lines = async (list: string, below: readonly string[]): Promise<string[]> => {
    const rows = (await get(list)) as (Properties & { uuid: string })[];
    const nested = rows.flatMap(({ uuid, name }) =>
      below.map(async (more) => {
        const [inner, place] = [await get(`${list}/${uuid}${more}`), `${list}/${String(name)}${more}`];
        const found = (Array.isArray(inner) ? inner : [inner]) as (Properties & { uuid: string })[];
        // What lives in an environment is told nowhere else.
        const contents = more === "/environments" ? found.map((row) => get(`${list}/${uuid}/${row.uuid}`)) : [];
        return [...found.map((row) => line(place, row)), ...(await Promise.all(contents)).map((row) => line(`${place}/…`, row))];
      }),
    );
    return [...rows.map((row) => line(list, row)), ...(await Promise.all(nested)).flat()];
  };
  const all = await Promise.all(Object.entries(BELOW).map(([list, below]) => lines(list, below)));
  return all.flat().sort();
}

const line = (place: string, row: unknown) => `${place} ${JSON.stringify(lasting(row))}`;
