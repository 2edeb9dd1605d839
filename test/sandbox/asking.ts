import type { Coolify } from "../../sandbox/coolify/start.ts";

/** An answer, its body read as JSON where it says so. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  readonly body: any;
}

/** Asks the API as the world's first token, or as another one (null: none). */
export async function ask(
  coolify: Coolify,
  method: string,
  path: string,
  body?: unknown,
  { token = coolify.token, headers = {} }: { token?: string | null; headers?: Record<string, string> } = {},
): Promise<Answered> {
  return read(
    await fetch(`${coolify.url}/api/v1${path}`, {
      method,
      redirect: "manual",
      headers: {
        accept: "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

/** Asks a control route; a text goes as it is. */
export async function steer(coolify: Coolify, method: string, path: string, body?: unknown): Promise<Answered> {
  const payload = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  return read(await fetch(`${coolify.url}/__sandbox/${path}`, { method, ...payload }));
}

async function read(answer: Response): Promise<Answered> {
  const text = await answer.text();
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

export const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
