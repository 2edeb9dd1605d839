import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

const HTML = "text/html; charset=utf-8";
const JSON_TYPE = "application/json";
const FOUND = 302;
const INVALID = 422;

/** An answer as bytes with all its headers: what faults may still cut, drop or change. */
export interface Prepared {
  readonly status: number;
  readonly headers: Record<string, string | number>;
  readonly body: Buffer | string;
}

/** Turns an answer into bytes. Framework answers are a page where the client did not ask for JSON (contract 1.3). */
export function prepare(answer: Answer, headers: Readonly<Record<string, string>>, asksForJson: boolean): Prepared {
  const page = answer.framework && !asksForJson;
  if (page && answer.status === INVALID) return redirectBack(headers);
  const isText = page || typeof answer.body === "string";
  const body = page ? errorPage(answer.status) : typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  return {
    status: answer.status,
    headers: {
      "Content-Type": isText ? HTML : JSON_TYPE,
      "Content-Length": Buffer.byteLength(body),
      "Cache-Control": "no-cache, private",
      "Access-Control-Allow-Origin": "*",
      ...headers,
      ...answer.headers,
    },
    body,
  };
}

/** A browser whose form was wrong goes back to it. */
function redirectBack(headers: Readonly<Record<string, string>>): Prepared {
  const body = errorPage(FOUND);
  return { status: FOUND, headers: { "Content-Type": HTML, "Content-Length": Buffer.byteLength(body), Location: "/", ...headers }, body };
}

/** Sends it; a HEAD gets the headers alone. Nothing is done for a client that is gone. */
export function send(response: ServerResponse, prepared: Prepared, method: string): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(prepared.status, prepared.headers);
  response.end(method === "HEAD" ? undefined : prepared.body);
}

const TITLES: Record<number, string> = {
  302: "Found",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Payload Too Large",
  429: "Too Many Requests",
  500: "Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/** A page as the framework or the server before it shows it. */
export function errorPage(status: number): string {
  const title = TITLES[status] ?? "Error";
  return `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body><h1>${status}</h1><p>${title}</p></body>\n</html>\n`;
}
