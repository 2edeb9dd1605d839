import type { Server } from "node:http";
import { type AddressInfo, isIP } from "node:net";
import { tokens } from "./access/tables.ts";
import type { RequestRecord } from "./control/requests.ts";
import type { ListedFault } from "./faults/faults.ts";
import { coolifyServer } from "./http/server.ts";
import { proxyServer } from "./proxy/server.ts";
import { Sandbox } from "./sandbox.ts";
import type { Settings } from "./settings.ts";
import { defaultWorld } from "./world/defaultWorld.ts";
import { checkedDocument } from "./world/documentCheck.ts";
import { StateFile } from "./world/stateFile.ts";
import { StateLock } from "./world/stateLock.ts";

export interface CoolifyOptions {
  /** The world to start from; default: the reference fleet's (world/defaultWorld.ts). */
  readonly world?: unknown;
  /** File that keeps the world; when it exists, it is gone on with and `world` does not count. */
  readonly state?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Default: 0, any free port. */
  readonly port?: number;
  /** A loopback address; default 127.0.0.1. */
  readonly host?: string;
  readonly proxyPort?: number;
}

/** A running offline Coolify. */
export interface Coolify {
  /** Origin, without /api/v1. */
  readonly url: string;
  /** Origin that answers for deployed applications by Host header. */
  readonly proxy: string;
  /** The first token of the world. */
  readonly token: string;
  /** Tokens of the world by name. */
  readonly tokens: Readonly<Record<string, string>>;
  requests(): readonly RequestRecord[];
  forgetRequests(): void;
  readonly faults: { add(rule: unknown): ListedFault; list(): ListedFault[]; clear(): void };
  /** @throws ControlError */
  control(name: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Finished builds and containers of all servers, as `GET /__sandbox/builds` and `/containers` list them. */
  report(name: "builds" | "containers"): unknown;
  /** Changes settings, if any are given, and gives all. @throws SettingError */
  settings(changes?: Readonly<Record<string, unknown>>): Settings;
  close(): Promise<void>;
}

/** An address the sandbox may not be bound to. */
export class LoopbackError extends Error {}

/** Starts an offline Coolify on loopback. @throws LoopbackError, DocumentError, SettingError, StateError */
export async function startCoolify(options: CoolifyOptions = {}): Promise<Coolify> {
  const host = options.host ?? "127.0.0.1";
  requireLoopback(host);
  const sandbox = new Sandbox(options.settings);
  const lock = options.state === undefined ? undefined : new StateLock(options.state);
  await lock?.take();
  try {
    return await open(sandbox, options, host, () => lock?.release());
  } catch (fault) {
    lock?.release();
    throw fault;
  }
}

async function open(sandbox: Sandbox, options: CoolifyOptions, host: string, released: () => void): Promise<Coolify> {
  const state = fillWorld(sandbox, options);
  let origin = 0;
  const server: Server = coolifyServer(sandbox, (milliseconds) => pause(server, origin, host, milliseconds));
  const proxy = proxyServer(sandbox.world);
  origin = await listen(server, options.port ?? 0, host);
  const proxyPort = await listen(proxy, options.proxyPort ?? 0, host).catch(async (fault: unknown) => {
    await close(server);
    throw fault;
  });
  const all = Object.fromEntries(
    sandbox.world
      .of(tokens)
      .all()
      .map((row) => [row.name, `${row.id}|${row.secret}`]),
  );
  return {
    url: originOf(host, origin),
    proxy: originOf(host, proxyPort),
    token: Object.values(all)[0] ?? "",
    tokens: all,
    requests: () => sandbox.requests.list(),
    forgetRequests: () => sandbox.requests.clear(),
    faults: sandbox.faults,
    control(name, fields = {}) {
      sandbox.control({ ...fields, control: name });
      sandbox.world.commit();
    },
    report: (name) => sandbox.report(name),
    settings(changes) {
      if (changes) sandbox.change({ ...changes });
      sandbox.world.commit();
      return sandbox.settings;
    },
    async close() {
      sandbox.clock.stop();
      await Promise.all([close(server), close(proxy)]);
      state?.close();
      released();
    },
  };
}

/** @throws LoopbackError */
export function requireLoopback(host: string): void {
  const isLoopback = host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
  if (isLoopback) return;
  throw new LoopbackError(
    `The sandbox has no real protection, so it listens on loopback only; ${host} is no loopback address. Use 127.0.0.1, ::1 or localhost.`,
  );
}

function fillWorld(sandbox: Sandbox, { world, state }: CoolifyOptions): StateFile | undefined {
  const file = state === undefined ? undefined : new StateFile(state, sandbox.world);
  if (file?.restore()) sandbox.resume();
  else sandbox.startFrom(checkedDocument(world ?? defaultWorld));
  if (file) sandbox.world.keepIn(file);
  return file;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (fault: NodeJS.ErrnoException) => {
      const isTaken = fault.code === "EADDRINUSE";
      reject(isTaken ? new Error(`Port ${port} is in use by another program. Give another port, or 0 for any free one.`) : fault);
    };
    server.once("error", refused);
    server.listen(port, host, () => {
      server.off("error", refused);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const RETRY = 50;

/** Closes the port and every connection for a while. */
function pause(server: Server, port: number, host: string, milliseconds: number): void {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  reopen(server, port, host, milliseconds);
}

/** Listens again; when somebody else took the port meanwhile, as soon as it is free. */
function reopen(server: Server, port: number, host: string, wait: number): void {
  setTimeout(() => {
    if (closed.has(server)) return;
    server.once("error", () => reopen(server, port, host, RETRY));
    server.listen(port, host);
  }, wait).unref();
}

const closed = new WeakSet<Server>();

function close(server: Server): Promise<void> {
  closed.add(server);
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const originOf = (host: string, port: number): string => `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
