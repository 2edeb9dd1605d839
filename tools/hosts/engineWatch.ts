import { connect } from "node:net";

/** How often the engine's address is tried. Unit: milliseconds. */
const INTERVAL = 500;

/**
 * Calls `gone` once, as soon as nothing listens at the engine's address any more.
 *
 * A killed `pulumi` does not take its helper processes with it, and a helper that lives on would go on sending requests
 * that nobody records. The parent's process id does not tell (a launcher may stand between), the engine's port does.
 * Only a refusal counts: a slow or overloaded engine still accepts, its kernel does that.
 *
 * @param address `host:port` of the engine. Anything else is not watched.
 * @returns a function that ends the watch.
 */
export function watchEngine(address: string | undefined, gone: () => void): () => void {
  const target = parseAddress(address);
  if (target === undefined) return () => {};
  const timer = setInterval(() => {
    const socket = connect(target);
    socket.once("connect", () => socket.destroy());
    socket.once("error", (error: NodeJS.ErrnoException) => {
      socket.destroy();
      if (error.code !== "ECONNREFUSED") return;
      clearInterval(timer);
      gone();
    });
  }, INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}

/** `127.0.0.1:4711` or `[::1]:4711` in its two parts; undefined when it is no such address. */
export function parseAddress(address: string | undefined): { host: string; port: number } | undefined {
  const match = /^\[?([^[\]]+?)\]?:(\d{1,5})$/.exec(address ?? "");
  if (match?.[1] === undefined) return undefined;
  const port = Number(match[2]);
  return port > 0 && port < 65536 ? { host: match[1], port } : undefined;
}
