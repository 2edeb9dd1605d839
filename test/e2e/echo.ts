import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before a Coolify and passes everything on, until it is told to refuse. */
export interface Echo {
  url: string;
  /** From now on every write is refused with all that it said, the worst that an answer can be. */
  refuses: boolean;
  close(): Promise<void>;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** Field → texts that name what was sent, as a validator would. */
const complaints = (body: string) => {
  const fields = Object.entries(JSON.parse(body || "{}") as Record<string, unknown>);
  return Object.fromEntries(
    fields.map(([field, value]) => [field, [`The value ${typeof value === "string" ? value : JSON.stringify(value)} is no good.`]]),
  );
};

export async function echoBefore(coolify: string): Promise<Echo> {
  const server = createServer(async (incoming, answer) => {
    const body = await textOf(incoming);
    if (echo.refuses && incoming.method !== "GET") {
      const text = JSON.stringify({ message: `Validation failed for ${body}.`, errors: complaints(body) });
      answer.writeHead(422, { "content-type": "application/json" }).end(text);
      return;
    }
    const onward = request(`${coolify}${incoming.url}`, { method: incoming.method, headers: incoming.headers }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    onward.once("error", () => answer.destroy());
    onward.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const echo: Echo = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuses: false,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return echo;
}
