import { connect } from "node:net";

/** Milliseconds between two tries (decision 26). */
const EVERY = 500;

/** The engine's address, `127.0.0.1:41234`: the argument with which Pulumi starts its provider process. */
function engineOf(argv: readonly string[]): { host: string; port: number } | undefined {
  if (!/dynamic-provider/.test(argv[1] ?? "")) return undefined;
  const match = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(argv.at(-1) ?? "");
  return match?.[1] && match[2] ? { host: match[1].replace(/[[\]]/g, ""), port: Number(match[2]) } : undefined;
}

/**
 * Ends this process when Pulumi's engine is gone. A killed engine leaves its provider process running for ever, and it would go on
 * sending requests that nobody records (facts of Pulumi 16.5).
 */
export function exitWithEngine(argv: readonly string[], exit: (code: number) => void = process.exit): void {
  const engine = engineOf(argv);
  if (!engine) return;
  const timer = setInterval(() => {
    const socket = connect(engine);
    socket.once("connect", () => socket.destroy());
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") exit(1);
    });
  }, EVERY);
  timer.unref();
}
