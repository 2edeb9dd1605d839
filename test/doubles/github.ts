import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment as the double keeps it. */
export interface DoubleComment {
  id: number;
  body: string;
  user: { login: string };
}

/** What happens instead of, or after, the ordinary answer to one request. */
export interface DoubleFault {
  method: "GET" | "POST" | "PATCH";
  status?: number;
  message?: string;
  headers?: Record<string, string>;
  /** The connection is cut: before it is done, or after. */
  cut?: "before" | "after";
  /** How many requests it befalls. Default 1. */
  times?: number;
}

/**
 * As much of GitHub's REST API as comments need, on loopback: paging, permission, the limit of a body, the author from the token.
 * One repository, `acme/fleet`, with the pull request 7.
 */
export interface GithubDouble {
  url: string;
  comments: DoubleComment[];
  faults: DoubleFault[];
  /** `GET /repos/…` in the order they came. */
  seen: string[];
  close(): Promise<void>;
}

export const TOKEN = "ghs_made_up_token";
export const REPOSITORY = "acme/fleet";
const LIMIT = 65_536;
const ROUTE = /^\/repos\/([\w.-]+\/[\w.-]+)\/issues\/(?:(\d+)\/comments|comments\/(\d+))$/;

export async function startGithub(login = "github-actions[bot]"): Promise<GithubDouble> {
  const double = { comments: [] as DoubleComment[], faults: [] as DoubleFault[], seen: [] as string[] };
  let ids = 100_000;
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET" } = request;
    double.seen.push(`${method} ${request.url}`);
    const body = JSON.parse((await textOf(request)) || "{}") as { body?: unknown };
    const fault = double.faults.find((one) => one.method === method && one.times !== 0);
    if (fault) fault.times = (fault.times ?? 1) - 1;
    if (fault?.cut === "before") return void request.socket.destroy();
    const reply = fault?.status ? { status: fault.status, json: { message: fault.message ?? "no" } } : ordinary(request, method, body);
    if (fault?.cut === "after") return void request.socket.destroy();
    response.writeHead(reply.status, { "content-type": "application/json", ...fault?.headers }).end(JSON.stringify(reply.json));
  }
  function ordinary(request: IncomingMessage, method: string, { body }: { body?: unknown }): { status: number; json: unknown } {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, json: { message: "Bad credentials" } };
    if (!request.headers["user-agent"]) return { status: 403, json: { message: "Request forbidden by administrative rules." } };
    const url = new URL(request.url ?? "/", "http://double");
    const [, repository, number, id] = ROUTE.exec(url.pathname) ?? [];
    if (repository !== REPOSITORY || (number !== undefined && number !== "7")) return { status: 404, json: { message: "Not Found" } };
    if (method === "GET") {
      const [page, size] = [Number(url.searchParams.get("page") ?? 1), Math.min(100, Number(url.searchParams.get("per_page") ?? 30))];
      return { status: 200, json: double.comments.slice((page - 1) * size, page * size) };
    }
    if (typeof body !== "string" || body === "") return { status: 422, json: { message: "Validation Failed" } };
    if ([...body].length > LIMIT) return { status: 422, json: { message: "Body is too long (maximum is 65536 characters)" } };
    if (method === "POST") {
      const comment = { id: ids++, body, user: { login } };
      double.comments.push(comment);
      return { status: 201, json: comment };
    }
    const comment = double.comments.find((one) => String(one.id) === id);
    if (!comment) return { status: 404, json: { message: "Not Found" } };
    if (comment.user.login !== login) return { status: 403, json: { message: "Resource not accessible by integration" } };
    comment.body = body;
    return { status: 200, json: comment };
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(double, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
