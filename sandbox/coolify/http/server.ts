import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { answerControl, isControl } from "../control/control.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Answer } from "./answer.ts";
import { hasBody, readBody } from "./body.ts";
import { Exchange } from "./exchange.ts";
import { expectsJson, type Incoming } from "./incoming.ts";
import { prepare, send } from "./send.ts";

const NO_BODY = Buffer.alloc(0);
const MAX_HEADERS = 80 * 1024;
/** Limits against half-open connections; a body may take as long as it likes (contract 21.6). */
const TIMES = { requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 75_000 };
/** Worlds may be large, and the setting `bodyLimit` must not lock out the one who set it. */
const CONTROL_LIMIT = 64 * 1024 * 1024;
const TOO_LARGE: Answer = {
  status: 413,
  body: { message: "The POST data is too large." },
  framework: true,
  headers: { Connection: "close" },
};

/** The port that answers like Coolify. */
export function coolifyServer(sandbox: Sandbox, stopListening: (milliseconds: number) => void): Server {
  const server = createServer({ maxHeaderSize: MAX_HEADERS, ...TIMES });
  const receive = (request: IncomingMessage, response: ServerResponse, raw: Buffer, started: number) => {
    try {
      const incoming = incomingOf(request, raw);
      if (isControl(incoming.path)) send(response, prepare(answerControl(sandbox, incoming), {}, true), incoming.method);
      else new Exchange(sandbox, incoming, response, started, stopListening).run();
    } catch (fault) {
      // A mistake of ours must not end the process: the client sees a broken connection, the terminal the reason.
      process.stderr.write(`sandbox: a request failed: ${fault instanceof Error ? fault.stack : String(fault)}\n`);
      response.destroy();
    }
  };
  server.on("request", (request, response) => {
    const started = performance.now();
    response.on("error", () => {});
    if (!hasBody(request)) return receive(request, response, NO_BODY, started);
    readBody(request, isControl(request.url ?? "") ? CONTROL_LIMIT : sandbox.settings.bodyLimit).then(
      (raw) => receive(request, response, raw, started),
      () => refuseLarge(request, response),
    );
  });
  server.on("clientError", (_fault, socket) => refuseGarbage(socket as Socket));
  return server;
}

/** A request that is no HTTP: an HTML 400 as the web server in front of Coolify gives it (contract 21.6). */
export function refuseGarbage(socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const page = "<html>\n<head><title>400 Bad Request</title></head>\n<body><h1>400 Bad Request</h1></body>\n</html>\n";
  socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`);
}

function refuseLarge(request: IncomingMessage, response: ServerResponse): void {
  send(response, prepare(TOO_LARGE, {}, expectsJson(request.headers)), "POST");
  response.on("finish", () => setTimeout(() => request.destroy(), 200).unref());
  request.resume();
}

function incomingOf(request: IncomingMessage, raw: Buffer): Incoming {
  const target = request.url ?? "/";
  const url = target.startsWith("/") ? target : pathOfAbsolute(target);
  const at = url.indexOf("?");
  return {
    method: request.method ?? "GET",
    path: at < 0 ? url : url.slice(0, at),
    search: at < 0 ? "" : url.slice(at + 1),
    headers: request.headers,
    address: (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
    raw,
  };
}

/** A proxy's form of the request line: `GET http://host/path`. */
function pathOfAbsolute(target: string): string {
  const slash = target.indexOf("/", target.indexOf("://") + 3);
  return slash < 0 ? "/" : target.slice(slash);
}
