import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the little server does with one request; `hangUp` closes the connection without a byte, `silent` never answers. */
export type Reply = {
  status?: number;
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
  hangUp?: boolean;
  silent?: boolean;
};

export interface LittleServer {
  url: string;
  /** `METHOD /path` in the order they came. */
  seen: string[];
  /** Replies in order; the last one stays. */
  replies: Reply[];
  /** Headers of the last request. */
  headers: IncomingMessage["headers"];
  bodies: string[];
  close(): Promise<void>;
}

function send(response: ServerResponse, { status = 200, body, text, headers = {}, hangUp, silent }: Reply): void {
  if (silent) return;
  if (hangUp) {
    response.socket?.destroy();
    return;
  }
  const type = text === undefined ? "application/json" : "text/html; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(text ?? JSON.stringify(body ?? {}));
}

/** A server on loopback that answers what it is told, for faults that are easier to say than to provoke. */
export async function littleServer(...replies: Reply[]): Promise<LittleServer> {
  const little = { url: "", seen: [] as string[], replies, headers: {}, bodies: [] as string[] } as unknown as LittleServer;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    little.seen.push(`${request.method} ${request.url}`);
    little.headers = request.headers;
    little.bodies.push(body);
    const reply = little.replies.length > 1 ? little.replies.shift() : little.replies[0];
    send(response, reply ?? {});
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  little.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  little.close = () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  return little;
}
