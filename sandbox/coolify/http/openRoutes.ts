import type { Answer } from "./answer.ts";

/** A route outside the management API: no token, counted in a bucket of the address. */
interface OpenRoute {
  readonly answer: Answer;
  /** Default: the general limit. */
  readonly limit?: number;
  /** A bucket of its own instead of the address's. */
  readonly bucket?: string;
}

const OK: Answer = { status: 200, body: "OK" };

/** By method and path (contract 1.1, 1.6). `/api/health` counts like the others of its address but may go further. */
const OPEN: Readonly<Record<string, OpenRoute>> = {
  "GET api/health": { answer: OK, limit: 1000 },
  "GET api/v1/health": { answer: OK },
  "POST api/feedback": { answer: { status: 200, body: { message: "Feedback sent." } }, limit: 3, bucket: "feedback" },
  // The agents of servers push here with a token of their own, which nobody has in the sandbox.
  "POST api/v1/sentinel/push": { answer: { status: 401, body: { message: "Unauthorized" } } },
};

/** All of them, for the inventory. */
export const openRoutes: readonly string[] = Object.keys(OPEN);

/** The open route of a method and a path without outer slashes. */
export function openRoute(method: string, path: string): (OpenRoute & { name: string }) | undefined {
  const name = `${method === "HEAD" ? "GET" : method} ${path}`;
  return Object.hasOwn(OPEN, name) ? { ...(OPEN[name] as OpenRoute), name } : undefined;
}
