import type { WorldDocument } from "./document.ts";
import { INSTANCE, isRecord, LISTS, NEEDED, REST, type Shape } from "./documentShape.ts";

/** A world that cannot be built; the message says where and why. */
export class DocumentError extends Error {}

/** The document when its shape is right and nothing in it names what is not there. @throws DocumentError */
export function checkedDocument(value: unknown): WorldDocument {
  if (!isRecord(value)) throw new DocumentError("A world is a JSON object with teams, users and tokens.");
  const { rest, lists } = parted(value);
  checkObject("", rest, REST);
  if (isRecord(rest.instance)) checkObject("instance", rest.instance, INSTANCE);
  for (const [name, items] of Object.entries(LISTS)) {
    if (lists[name] !== undefined || NEEDED.includes(name)) checkList(name, lists[name], items);
  }
  const document = value as unknown as WorldDocument;
  checkNumbers(document);
  checkReferences(document);
  return document;
}

function parted(value: Record<string, unknown>) {
  const all = Object.entries(value);
  const isList = ([name]: [string, unknown]) => Object.hasOwn(LISTS, name);
  return {
    lists: Object.fromEntries(all.filter(isList)),
    rest: Object.fromEntries(all.filter((entry) => !isList(entry))),
  };
}

function checkList(place: string, value: unknown, items: Shape): void {
  if (!Array.isArray(value)) throw new DocumentError(`The world's ${place} must be a list.`);
  for (const [index, item] of value.entries()) {
    if (!isRecord(item)) throw new DocumentError(`The world's ${place}[${index}] must be an object.`);
    checkObject(`${place}[${index}]`, item, items);
  }
}

function checkObject(place: string, item: Record<string, unknown>, shape: Shape): void {
  const inside = place === "" ? "" : `${place}.`;
  for (const [key, kind] of Object.entries(shape)) {
    const field = key.replace("?", "");
    const value = Object.hasOwn(item, field) ? item[field] : undefined;
    if (value === undefined && key !== field) continue;
    if ("items" in kind) checkList(`${inside}${field}`, value, kind.items);
    else if (!kind.is(value)) throw new DocumentError(`The world's ${inside}${field} must be ${kind.name}.`);
  }
  for (const field of Object.keys(item)) {
    if (Object.hasOwn(shape, field) || Object.hasOwn(shape, `${field}?`)) continue;
    const known = [...Object.keys(shape), ...(place === "" ? Object.keys(LISTS) : [])].map((key) => key.replace("?", "")).join(", ");
    throw new DocumentError(`The world${place === "" ? "" : `'s ${place}`} has no ${field}. It may have: ${known}.`);
  }
}

/** Numbers and uuids that must be unlike each other, by where they stand. */
function checkNumbers({ teams, users, tokens, servers = [], privateKeys = [], githubApps = [] }: WorldDocument): void {
  const places = servers.flatMap((server) => server.destinations ?? []);
  const columns: Record<string, readonly (string | number | undefined)[]> = {
    "teams have the number": teams.map((team) => team.id),
    "users have the number": users.map((user) => user.id),
    "tokens have the number": tokens.map((token) => token.value.split("|")[0]),
    "privateKeys have the symbol": privateKeys.map((key) => key.symbol),
    "githubApps have the number": githubApps.map((app) => app.id),
    "servers have the uuid": servers.map((server) => server.uuid),
    "destinations have the uuid": places.map((place) => place.uuid),
    "privateKeys have the uuid": privateKeys.map((key) => key.uuid),
    "githubApps have the uuid": githubApps.map((app) => app.uuid),
  };
  for (const [what, values] of Object.entries(columns)) {
    const twice = values.find((value, index) => value !== undefined && values.indexOf(value) !== index);
    if (twice !== undefined) throw new DocumentError(`Two of the world's ${what} ${twice}.`);
  }
}

function checkReferences({ teams, users, tokens, servers = [], privateKeys = [], githubApps = [] }: WorldDocument): void {
  const teamIds = new Set(teams.map((team) => team.id));
  const userIds = new Set(users.map((user) => user.id));
  const symbols = new Set(privateKeys.map((key) => key.symbol));
  const named = <T>(place: string, what: string, value: T, all: ReadonlySet<T>, where: string) => {
    if (!all.has(value)) throw new DocumentError(`The world's ${place} names ${what} ${value}, which is not ${where}.`);
  };
  for (const [name, list] of Object.entries({ tokens, servers, privateKeys, githubApps })) {
    for (const [index, { team }] of list.entries()) named(`${name}[${index}]`, "team", team, teamIds, "there");
  }
  for (const [index, user] of users.entries()) {
    for (const team of Object.keys(user.teams)) named(`users[${index}]`, "team", Number(team), teamIds, "there");
  }
  for (const [index, token] of tokens.entries()) named(`tokens[${index}]`, "user", token.user, userIds, "there");
  for (const [index, server] of servers.entries()) {
    named(`servers[${index}]`, "the key", server.private_key, symbols, "among privateKeys");
  }
  for (const [index, { private_key }] of githubApps.entries()) {
    if (private_key !== undefined) named(`githubApps[${index}]`, "the key", private_key, symbols, "among privateKeys");
  }
}
