import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { answer } from "../../sandbox/coolify/http/pipeline.ts";
import { routes } from "../../sandbox/coolify/routes.ts";
import { Sandbox } from "../../sandbox/coolify/sandbox.ts";
import { checkedDocument } from "../../sandbox/coolify/world/documentCheck.ts";
import { makeEverything, pathWith, type Things } from "./fullWorld.ts";

/**
 * Every route with odd values in every field that a recording ever sent there. Coolify's own 500s are refusals that the sandbox
 * decides on; an exception in an action is a mistake of ours, and it is written to stderr.
 */
const folder = path.join(__dirname, "..", "coolify-traces");
const world = JSON.parse(readFileSync(path.join(folder, "world.json"), "utf8"));

const ODD: readonly unknown[] = [
  null,
  "",
  0,
  -1,
  1.5,
  1e300,
  true,
  false,
  [],
  {},
  "x",
  "é".repeat(300),
  { a: [1] },
  [[]],
  [null],
  ["x"],
].concat(["\u0000", "99999999999999999999", [{}], "{{x}}"] as never[]);
const QUERIES = ["?uuid[]=1", "?uuid=", "?x[a][b]=1", "?tag[]=x", "?skip=-1&take=x", "?lines=abc", "?force[]=1", "?pr=x&uuid=a,b&tag=x"];
/** After so many questions the world is made anew, or what they made slows the later ones down. */
const FRESH = 200;

type Body = Record<string, unknown>;

/** One recorded body for every route, with all fields that any recording has. */
function recordedBodies(): Map<string, Body> {
  const known = routes.map((route) => ({ route, matches: new RegExp(`^/api/v1${route.path.replace(/\{\w+\}/g, "[^/?]+")}$`) }));
  const literals = (text: string) => text.split("/").filter((part) => !part.startsWith("{")).length;
  known.sort((one, other) => literals(other.route.path) - literals(one.route.path));
  const bodies = new Map<string, Body>();
  for (const { method, path: target, body } of recordedSteps()) {
    const found = known.find(({ route, matches }) => route.method === method && matches.test(target.split("?")[0] ?? ""));
    if (found) bodies.set(`${method} ${found.route.path}`, { ...body, ...bodies.get(`${method} ${found.route.path}`) });
  }
  return bodies;
}

function recordedSteps(): { method: string; path: string; body: Body }[] {
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(path.join(folder, name), "utf8").split("\n"));
  const steps = lines.filter(Boolean).flatMap((line) => JSON.parse(line).steps);
  return steps.filter(({ method, body }) => method && body !== null && typeof body === "object" && !Array.isArray(body));
}

/** `${P}` and the like become things that are there. */
function filled(body: unknown, things: Things): unknown {
  const own: Things = { ...world.names, P: things.projects, A: things.applications, X: things.services, DB: things.databases };
  return JSON.parse(JSON.stringify(body).replace(/\$\{(\w+)\}/g, (all, name: string) => own[name] ?? all));
}

let sandbox: Sandbox;
let things: Things;
let asked = 0;
const mistakes: string[] = [];
const { write } = process.stderr;

/** Asks without a network, so that many questions take little time. */
function ask(method: string, target: string, body?: unknown): unknown {
  const [where = "", search = ""] = target.split("?");
  const headers = { accept: "application/json", "content-type": "application/json", authorization: `Bearer ${world.names.T_root}` };
  const raw = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
  return answer(sandbox, { method, path: `/api/v1${where}`, search, headers, address: "127.0.0.1", raw }).answer.body;
}

function startOver(): void {
  sandbox.startFrom(checkedDocument(world), "manual");
  things = makeEverything(ask, world.names);
}

beforeAll(() => {
  process.stderr.write = ((text: string) => {
    mistakes.push(text);
    return true;
  }) as never;
  sandbox = new Sandbox({ rateLimit: 0 });
  startOver();
});
afterAll(() => {
  process.stderr.write = write;
  sandbox.clock.stop();
});

/** Asks, and remembers the question beside the mistake it led to. */
function tryOut(method: string, target: string, body?: unknown): void {
  const before = mistakes.length;
  ask(method, pathWith(target, things), body === undefined ? undefined : filled(body, things));
  if (mistakes.length > before) mistakes.push(`${method} ${target} ${JSON.stringify(body)?.slice(0, 400)}`);
  if (method === "DELETE" || ++asked % FRESH === 0) startOver();
}

const bodies = recordedBodies();

test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  "%s takes whatever comes",
  (name, { method, path: target }) => {
    startOver();
    for (const query of QUERIES) tryOut(method, target + query, method === "GET" ? undefined : {});
    if (method !== "GET") {
      for (const value of ODD) tryOut(method, target, value);
      const body = bodies.get(name) ?? {};
      for (const field of Object.keys(body)) {
        for (const value of ODD) {
          tryOut(method, target, { ...body, [field]: value });
          tryOut(method, target, { [field]: value });
        }
      }
    }
    sandbox.clock.settle();
    expect(mistakes.splice(0)).toEqual([]);
  },
);
