import { type LocatedRecord, plain } from "./located.ts";
import { nearest } from "./nearest.ts";
import { ServersFile } from "./serversSchema.ts";

/** A Coolify server as `servers.yaml` describes it. */
export interface FleetServer {
  /** The name that `server:` uses. */
  name: string;
  /** Address of Coolify, if the file has one. */
  address?: string;
  /** What Coolify calls the server. */
  serverName: string;
  /** Wins over `serverName`. */
  serverUuid?: string;
  /** Name of the secret that holds the token, if not in COOLIFY_TOKEN. */
  tokenSecret?: string;
}

/** What is needed to talk to a Coolify. Holds the token in clear: wrap it before it goes anywhere. */
export interface ServerConnection {
  name: string;
  /** `https://coolify.pfcore.io`: no slash at the end, no `/api/v1`. */
  baseUrl: string;
  token: string;
  serverName: string;
  serverUuid?: string;
  /** Names of the variables that hold address and token for processes of this fleet. */
  variables: { url: string; token: string };
}

/** A Coolify cannot be reached because its address or token is not set, or is not one that a token may be sent to. */
export class NotConfiguredError extends Error {
  override readonly name = "NotConfiguredError";
  /** `missing`: nothing is set yet. `refused`: something is, and cannot be used. */
  readonly kind: "missing" | "refused";

  constructor(cause: "missing" | "refused", message: string) {
    super(message);
    this.kind = cause;
  }
}

export function serversOf(located: LocatedRecord | undefined): Record<string, FleetServer> {
  const parsed = ServersFile.safeParse(located === undefined ? {} : plain(located));
  return Object.fromEntries(
    Object.entries(parsed.data ?? {}).map(([name, written]): [string, FleetServer] => [
      name,
      {
        name,
        serverName: written.server_name ?? name,
        ...(written.address === undefined ? {} : { address: written.address }),
        ...(written.server_uuid === undefined ? {} : { serverUuid: written.server_uuid }),
        ...(written.token === undefined ? {} : { tokenSecret: written.token.secret }),
      },
    ]),
  );
}

/**
 * Address and token of a server of the fleet (decision 11): COOLIFY_BASE_URL and COOLIFY_TOKEN where the fleet has one server,
 * COOLIFY_BASE_URL_<NAME> and COOLIFY_TOKEN_<NAME> where it has several; the address of `servers.yaml` where the variable is not set.
 *
 * @param environment usually `process.env`
 * @throws NotConfiguredError with what to set
 */
export function serverConnection(
  fleet: { servers: Record<string, FleetServer> },
  serverName: string,
  environment: Record<string, string | undefined>,
): ServerConnection {
  const server = Object.hasOwn(fleet.servers, serverName) ? fleet.servers[serverName] : undefined;
  if (server === undefined) throw unknownServer(serverName, Object.keys(fleet.servers));
  const suffix = Object.keys(fleet.servers).length === 1 ? "" : `_${server.name.toUpperCase().replaceAll("-", "_")}`;
  const read = (key: string) => environment[key]?.trim() || undefined;
  const [urlKey, tokenKey] = [`COOLIFY_BASE_URL${suffix}`, `COOLIFY_TOKEN${suffix}`];
  const secretKey = server.tokenSecret && `PF_SECRET_${server.tokenSecret.toUpperCase()}`;
  const address = read(urlKey) ?? server.address;
  const token = read(tokenKey) ?? (secretKey && read(secretKey));
  const missing = [...(address === undefined ? [urlKey] : []), ...(token === undefined ? [tokenKey] : [])];
  if (address === undefined || token === undefined) {
    const ignored = suffix === "" ? "" : ignoredHint(read);
    throw new NotConfiguredError(
      "missing",
      `No Coolify is configured for the server "${server.name}": set ${missing.join(" and ")}.${ignored}`,
    );
  }
  if (/\s/.test(token))
    throw new NotConfiguredError("refused", `${tokenKey} holds spaces or line breaks, which no token of Coolify does; copy it again.`);
  const baseUrl = parseBaseUrl(address, read(urlKey) === undefined ? "The address in servers.yaml" : urlKey);
  return {
    name: server.name,
    baseUrl,
    token,
    serverName: server.serverName,
    ...(server.serverUuid && { serverUuid: server.serverUuid }),
    variables: { url: urlKey, token: tokenKey },
  };
}

/** With several servers the short names could send a token to the wrong one. */
function ignoredHint(read: (key: string) => string | undefined): string {
  const set = ["COOLIFY_BASE_URL", "COOLIFY_TOKEN"].filter((key) => read(key) !== undefined);
  if (set.length === 0) return "";
  return ` ${set.join(" and ")} ${set.length === 1 ? "does" : "do"} not count where servers.yaml has several servers.`;
}

/** The origin and path of a Coolify. The message never repeats the address, which may hold a password. */
function parseBaseUrl(address: string, subject: string): string {
  const refuse = (reason: string) => new NotConfiguredError("refused", `${subject} ${reason}`);
  if (!URL.canParse(address)) throw refuse("is not an address such as https://coolify.example.com.");
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("must begin with https://.");
  if (url.username !== "" || url.password !== "") throw refuse("holds a user name or password; the token alone is enough, remove them.");
  if (url.search !== "" || url.hash !== "") throw refuse("must not hold ? or #.");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw refuse(
      "begins with http://, which would send the token readable for everybody; use https:// (http:// is only for this machine).",
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "").replace(/\/api(\/v1)?$/, "")}`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function unknownServer(name: string, known: readonly string[]): NotConfiguredError {
  const suggestion = nearest(name, known);
  const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
  return new NotConfiguredError("missing", `servers.yaml describes no server "${name}", only ${known.join(", ")}.${hint}`);
}
