/** What a value of a world's document may be: a sentence's end for what it must be, and whether it is. */
export interface Kind {
  readonly name: string;
  readonly is: (value: unknown) => boolean;
}

/** The fields of one object of the document; those ending in `?` may be left out, others are refused. */
export type Shape = Readonly<Record<string, Kind | ListOf>>;

/** A list of objects inside another. */
export interface ListOf {
  readonly items: Shape;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === "string";
const listOf =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(is);
const recordOf =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    isRecord(value) && Object.values(value).every(is);
const oneOf = (all: readonly string[]) => (value: unknown) => all.includes(value as string);

const ABILITIES = ["root", "*", "read", "write", "deploy", "read:sensitive", "write:sensitive"];
const ROLES = ["owner", "admin", "member"];

const text: Kind = { name: "a text", is: isText };
const textOrNull: Kind = { name: "a text or null", is: (value) => value === null || isText(value) };
const whole: Kind = { name: "a whole number from 0 on", is: (value) => Number.isSafeInteger(value) && Number(value) >= 0 };
const yesOrNo: Kind = { name: "true or false", is: (value) => typeof value === "boolean" };
const object: Kind = { name: "an object", is: isRecord };
const texts: Kind = { name: "a list of texts", is: listOf(isText) };
const namedTexts: Kind = { name: "an object of texts", is: recordOf(isText) };
const time: Kind = { name: "a time such as 2026-01-05T09:00:00.000000Z", is: (value) => isText(value) && !Number.isNaN(Date.parse(value)) };

/** Every list of a world. What a field means stands in document.ts. */
export const LISTS: Readonly<Record<string, Shape>> = {
  teams: { id: whole, name: text, "personal_team?": yesOrNo, "description?": textOrNull, "created_at?": time },
  users: {
    id: whole,
    name: text,
    email: text,
    teams: { name: `an object of roles (${ROLES.join(", ")}) by team`, is: recordOf(oneOf(ROLES)) },
  },
  tokens: {
    name: text,
    value: {
      name: "a value such as 1|secret: a number, a bar, a text",
      is: (value) => isText(value) && /^[1-9]\d{0,14}\|[^|]+$/.test(value),
    },
    abilities: { name: `a list of abilities (${ABILITIES.join(", ")})`, is: listOf(oneOf(ABILITIES)) },
    user: whole,
    team: whole,
    "expired?": yesOrNo,
  },
  servers: {
    name: text,
    "uuid?": text,
    ip: text,
    "user?": text,
    "port?": whole,
    team: whole,
    private_key: text,
    "is_build_server?": yesOrNo,
    "is_reachable?": yesOrNo,
    "is_usable?": yesOrNo,
    "sentinel_token?": text,
    "proxy?": object,
    "destinations?": { items: { name: text, network: text, "uuid?": text } },
  },
  privateKeys: { symbol: text, name: text, "uuid?": text, team: whole, "fingerprint?": text },
  githubApps: {
    "id?": whole,
    name: text,
    "uuid?": text,
    team: whole,
    "is_public?": yesOrNo,
    "app_id?": whole,
    "installation_id?": whole,
    "client_id?": text,
    "private_key?": text,
  },
  remotes: {
    url: text,
    branches: namedTexts,
    "history?": { name: "an object of lists of commits", is: recordOf(listOf(isText)) },
    "files?": namedTexts,
    "private?": yesOrNo,
  },
  images: { repository: text, tags: texts },
  sites: { "host?": text, "application?": text, "path?": text, "version?": text, status: whole, "body?": text },
  outcomes: {
    "application?": text,
    "repository?": text,
    "branch?": text,
    "commit?": text,
    "image?": text,
    "tag?": text,
    remote: object,
    "times?": whole,
  },
};

/** Without these nobody could ask anything. */
export const NEEDED: readonly string[] = ["teams", "users", "tokens"];

/** What a world holds beside its lists. `names64` are the recordings' own, for their player. */
export const REST: Shape = {
  "version?": text,
  "names?": namedTexts,
  "names64?": namedTexts,
  "instance?": object,
};

export const INSTANCE: Shape = {
  "is_api_enabled?": yesOrNo,
  "fqdn?": textOrNull,
  "allowed_ips?": textOrNull,
  "public_ipv4?": textOrNull,
  "is_dns_validation_enabled?": yesOrNo,
};
