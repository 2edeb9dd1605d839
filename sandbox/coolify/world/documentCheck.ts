import type { WorldDocument } from "./document.ts";

/** A world that cannot be built; the message says where and why. */
export class DocumentError extends Error {}

type Kind = "text" | "number" | "list" | "record" | "texts";

const KINDS: Record<Kind, { name: string; is: (value: unknown) => boolean }> = {
  text: { name: "a text", is: (value) => typeof value === "string" },
  number: { name: "a number", is: (value) => typeof value === "number" && Number.isFinite(value) },
  list: { name: "a list", is: Array.isArray },
  record: { name: "an object", is: isRecord },
  texts: { name: "a list of texts", is: (value) => Array.isArray(value) && value.every((item) => typeof item === "string") },
};

/** What each list of the document must hold: key -> kind. */
const LISTS: Record<string, { needed?: boolean; fields: Record<string, Kind> }> = {
  teams: { needed: true, fields: { id: "number", name: "text" } },
  users: { needed: true, fields: { id: "number", name: "text", email: "text", teams: "record" } },
  tokens: { needed: true, fields: { name: "text", value: "text", abilities: "texts", user: "number", team: "number" } },
  servers: { fields: { name: "text", ip: "text", team: "number", private_key: "text" } },
  privateKeys: { fields: { symbol: "text", name: "text", team: "number" } },
  githubApps: { fields: { name: "text", team: "number" } },
  remotes: { fields: { url: "text", branches: "record" } },
  images: { fields: { repository: "text", tags: "texts" } },
  sites: { fields: { status: "number" } },
  outcomes: { fields: { remote: "record" } },
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The document when its shape is right. @throws DocumentError */
export function checkedDocument(value: unknown): WorldDocument {
  if (!isRecord(value)) throw new DocumentError("A world is a JSON object with teams, users and tokens.");
  for (const [name, { needed, fields }] of Object.entries(LISTS)) {
    const list = value[name];
    if (list === undefined && !needed) continue;
    if (!Array.isArray(list)) throw new DocumentError(`The world's ${name} must be a list.`);
    for (const [index, item] of list.entries()) checkItem(`${name}[${index}]`, item, fields);
  }
  for (const name of ["names", "instance"]) {
    if (value[name] !== undefined && !isRecord(value[name])) throw new DocumentError(`The world's ${name} must be an object.`);
  }
  checkReferences(value as unknown as WorldDocument);
  return value as unknown as WorldDocument;
}

function checkItem(place: string, item: unknown, fields: Record<string, Kind>): void {
  if (!isRecord(item)) throw new DocumentError(`The world's ${place} must be an object.`);
  for (const [field, kind] of Object.entries(fields)) {
    if (!KINDS[kind].is(item[field])) throw new DocumentError(`The world's ${place}.${field} must be ${KINDS[kind].name}.`);
  }
}

function checkReferences(document: WorldDocument): void {
  const teams = new Set(document.teams.map((team) => team.id));
  const users = new Set(document.users.map((user) => user.id));
  const keys = new Set((document.privateKeys ?? []).map((key) => key.symbol));
  for (const [index, token] of document.tokens.entries()) {
    if (!teams.has(token.team)) throw new DocumentError(`The world's tokens[${index}] names team ${token.team}, which is not there.`);
    if (!users.has(token.user)) throw new DocumentError(`The world's tokens[${index}] names user ${token.user}, which is not there.`);
  }
  for (const [index, server] of (document.servers ?? []).entries()) {
    if (!teams.has(server.team)) throw new DocumentError(`The world's servers[${index}] names team ${server.team}, which is not there.`);
    if (!keys.has(server.private_key)) {
      throw new DocumentError(`The world's servers[${index}] names the key ${server.private_key}, which is not among privateKeys.`);
    }
  }
}
