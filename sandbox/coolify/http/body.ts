import type { IncomingMessage } from "node:http";

const NOTHING = Buffer.alloc(0);

/** A body that is larger than allowed. */
export class BodyTooLarge extends Error {}

/** Whether a request says that a body follows. */
export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers["content-length"];
  return request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/**
 * Reads a body to its end. A client that leaves before the end of what it announced is never answered and nothing is done.
 * @throws BodyTooLarge as soon as it is
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      reject(new BodyTooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(new BodyTooLarge());
    });
    request.on("end", () => resolve(chunks.length === 1 ? (chunks[0] ?? NOTHING) : Buffer.concat(chunks)));
    // "aborted" and broken connections: the promise stays open and is collected with the request.
    request.on("error", () => {});
  });
}
