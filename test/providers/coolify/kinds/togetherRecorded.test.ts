import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { chosen, type Reading, type Wire } from "../../../../providers/coolify/kind.ts";
import { kinds } from "../../../../providers/coolify/kinds/index.ts";
import { rowsOf } from "../../../../providers/coolify/rows.ts";

/** What a real Coolify answered: who reads an object from a list must find there whatever its own answer has. */
interface Step {
  as?: string;
  method?: string;
  path?: string;
  expect?: { body?: unknown };
}

const FOLDER = path.join(__dirname, "../../../coolify-traces");
const steps = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".jsonl"))
  .flatMap((file) => readFileSync(path.join(FOLDER, file), "utf8").trim().split("\n"))
  .flatMap((line) => (JSON.parse(line) as { steps: Step[] }).steps)
  .filter(({ method, expect: told }) => method === "GET" && told?.body !== undefined);

/** Answers of a route, by the token that asked. */
function answersOf(route: string): Map<string, Wire[]> {
  const pattern = new RegExp(`^/api/v1${route.replaceAll(/\{\w+\}/g, "[^/?]+")}$`);
  const found = new Map<string, Wire[]>();
  for (const { as = "", path: asked = "", expect: told } of steps)
    if (pattern.test(asked) && typeof told?.body === "object") found.set(as, [...(found.get(as) ?? []), told?.body as Wire]);
  return found;
}

const keysOf = (rows: readonly Wire[]) => new Set(rows.flatMap((row) => Object.keys(row)));

/** What the engine adds, and a part's whole service, which no field of ours is in. */
const ELSEWHERE = ["environment", "service"];
const together = kinds.filter(({ routes }) => routes.together);

test("these kinds are read together", () =>
  expect(together.map(({ type }) => type).sort()).toEqual([
    ...["Database", "Destination", "Environment", "PrivateKey", "Service", "ServiceApplication", "ServiceDatabase"],
  ]));

test.each(together.map((kind) => [kind.type, kind] as const))("%s: the list has every key of the single answer", (type, { routes }) => {
  const [list, single] = [routes.together, routes.read].map((route) => chosen(route as never, {} as never) as Reading);
  const singles = answersOf(String(single?.path));
  let compared = 0;
  for (const [token, answers] of answersOf(String(list?.path))) {
    const rows = answers.flatMap((answer) => (list?.rows ?? rowsOf)(answer));
    const own = keysOf((singles.get(token) ?? []).filter(({ uuid }) => uuid !== undefined));
    if (rows.length === 0 || own.size === 0) continue;
    compared++;
    const [shown, known] = [keysOf(rows), type === "Environment" ? ["id", "uuid", "name", "description", "project_id"] : [...own]];
    expect(known.filter((key) => !shown.has(key) && !ELSEWHERE.includes(key))).toEqual([]);
  }
  expect(compared).toBeGreaterThan(0);
});
