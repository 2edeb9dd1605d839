import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { refuseGarbage } from "../http/server.ts";
import { nouns } from "../nouns.ts";
import type { World } from "../world/world.ts";
import { siteFault } from "./faults.ts";
import type { Site } from "./site.ts";

/** The port behind every domain: answers for deployed applications by Host header, as Traefik on a Coolify server does. */
export function proxyServer(world: World): Server {
  const server = createServer((request, response) => {
    request.resume();
    response.on("error", () => {});
    const host = hostOf(request.headers.host);
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const page = pageOf(world, host, path);
    response.writeHead(page.status, { "Content-Type": page.type, "Content-Length": Buffer.byteLength(page.body) });
    response.end(request.method === "HEAD" ? undefined : page.body);
  });
  server.on("clientError", (_fault, socket) => refuseGarbage(socket as Socket));
  return server;
}

/** `Dev.Example.com.:8080` -> `dev.example.com`. */
function hostOf(header: string | undefined): string {
  return (header ?? "").toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
}

function siteOf(world: World, host: string): Site | undefined {
  for (const noun of nouns) {
    const site = noun.site?.(world, host);
    if (site) return site;
  }
  return undefined;
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const TEXT = "text/plain; charset=utf-8";

function pageOf(world: World, host: string, path: string): Page {
  const site = siteOf(world, host);
  if (!site) return { status: 404, type: TEXT, body: "404 page not found\n" };
  const fault = siteFault(world, host, site, path);
  if (fault) return { status: fault.status, type: TEXT, body: fault.body ?? "" };
  if (site.state !== "healthy") return { status: 503, type: TEXT, body: "no available server\n" };
  return { status: 200, type: "application/json", body: JSON.stringify({ status: "ok", application: site.name, version: site.version }) };
}
