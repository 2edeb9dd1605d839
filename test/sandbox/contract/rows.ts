import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../../sandbox/coolify/start.ts";
import { ask } from "../asking.ts";

/**
 * One sentence of the contract as a request that no recording contains: what it shows, the request, its body,
 * the status and the part of the answer that counts (objects may hold more, lists may not). `{NAME}` stands for something of the world; `as` names another token.
 */
export type Row = readonly [
  shows: string,
  request: string,
  body: unknown,
  status: number,
  answer?: unknown,
  more?: { as?: string; headers?: Record<string, string>; keep?: string },
];

const recorded = path.join(__dirname, "..", "..", "coolify-traces", "world.json");
const world = JSON.parse(readFileSync(recorded, "utf8")) as { names: Record<string, string> };

/** Things that a request made, by the names that rows give them. */
type Names = Record<string, string>;

/** Coolify's answer to fields that are wrong (contract 1.5). */
export const invalid = (errors: unknown) => ({ message: "Validation failed.", errors });

/** The project that everything is put into, and where in it. */
export const project: Row = ["a project", "POST /projects", { name: "Contract shop" }, 201, {}, { keep: "P" }];
export const place = { project_uuid: "{P}", server_uuid: "{S}", environment_name: "production" };

export const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Whatever a row asks for, in the order of the rows, in one world that starts with what `made` makes. */
export function contractRows(made: readonly Row[], rows: readonly Row[]): void {
  let coolify: Coolify;
  const names: Names = { ...world.names };
  beforeAll(async () => {
    coolify = await startCoolify({ world, settings: { rateLimit: 0, jobs: "manual" } });
    for (const row of made) await play(coolify, names, row);
  });
  afterAll(() => coolify.close());
  test.each(rows.map((row) => [row[0], row[1], row] as const))("%s: %s", (_shows, _request, row) => play(coolify, names, row));
}

async function play(coolify: Coolify, names: Names, [, request, body, status, answer, more = {}]: Row): Promise<void> {
  const [method = "", target = ""] = filled(request, names).split(" ");
  if (method === "CONTROL") {
    coolify.control(target, filled(body, names) as Record<string, unknown>);
    return;
  }
  const token = names[more.as ?? "T_root"] ?? null;
  const asked = await ask(coolify, method, target, filled(body, names), { token, headers: more.headers ?? {} });
  const wanted = answer === undefined ? { status } : { status, body: filled(answer, names) };
  expect({ status: asked.status, body: asked.body }).toMatchObject(wanted);
  if (more.keep !== undefined) names[more.keep] = asked.body.uuid ?? asked.body.id ?? asked.body[0].uuid;
}

function filled<T>(value: T, names: Names): T {
  if (typeof value === "string") return value.replace(/\{([A-Z]\w*)\}/g, (all, name: string) => names[name] ?? all) as T;
  if (Array.isArray(value)) return value.map((item) => filled(item, names)) as T;
  if (value === null || typeof value !== "object" || "asymmetricMatch" in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, names)])) as T;
}
