/**
 * 300 resources in one program of Pulumi, through the real CLI: thirty times a project, an environment, an application, its variables and
 * storage, a service, its variables and part, a database and its backup. Started by `npm run bench`; prints figures and never fails
 * because of them.
 */
import { statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { request } from "undici";
import { type Wish, wishes } from "../chaos/stack/wishes.ts";
import { openStage } from "../lifecycle/stage.ts";

// What drives Pulumi for the tests is loaded by Jest as CommonJS, which has this of itself.
(globalThis as { __dirname?: string }).__dirname = import.meta.dirname;
const { plainStack } = await import("../e2e/plainPulumi.ts");

const GROUPS = 30;
/** Requests of a client that knows every uuid it can know, for each group: what Coolify's API makes of it at the least. */
const PERFECT = {
  // A POST each, a bulk for both sets of variables, the uuid of the part and its change.
  up: 11,
  "up without a change": 0,
  // The project with its environment, the application (its settings stand in no list), both sets, storages, tags of two. Services with
  // their parts and databases with their backups stand in two lists.
  refresh: 7,
  // All else goes with the application, the service, the database, the project.
  destroy: 4,
} as const;
const LISTS = { refresh: 2 } as Readonly<Record<string, number>>;
/** A guard against hanging. */
const LONGEST = 15 * 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The stack of the chaos tests without its bucket and its starts, under names of its own. */
function group(number: number): Wish[] {
  const text = JSON.stringify(
    wishes()
      .flat()
      .filter(({ kind, name }) => name !== "bucket" && !kind.endsWith("Deployment")),
  )
    .replaceAll(/"name":"(\w+)","args"/g, `"name":"$1-${number}","args"`)
    .replaceAll(/"deletedWith":"(\w+)"/g, `"deletedWith":"$1-${number}"`)
    .replaceAll(/<(\w+) (\w+)>/g, (_, name: string, output: string) => (name === "bucket" ? "" : `<${name}-${number} ${output}>`))
    .replaceAll(',"s3Storage":""', "")
    .replaceAll("chaos/", `bench${number}/`)
    .replaceAll("chaos.example.com", `bench${number}.example.com`)
    .replaceAll('"AIR"', `"AIR ${number}"`);
  return JSON.parse(text) as Wish[];
}

/** Milliseconds that an answer of a bare server takes on this machine, one after the other. */
async function bareLatency(): Promise<number> {
  const server = createServer((_, answer) => answer.end("{}"));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ask = async () => (await request(url)).body.dump();
  for (let index = 0; index < 200; index++) await ask();
  const began = performance.now();
  for (let index = 0; index < 1000; index++) await ask();
  const latency = (performance.now() - began) / 1000;
  server.close();
  server.closeAllConnections();
  return latency;
}

async function threeHundred(): Promise<void> {
  const [stage, latency] = [await openStage(), await bareLatency()];
  const stack = plainStack({ ...stage.environment(), PF_PACE: undefined });
  const all = Array.from({ length: GROUPS }, (_, index) => group(index)).flat();
  const began = performance.now();
  await stack.up([]);
  const floor = (performance.now() - began) / 1000;
  say(
    `${all.length} resources through Pulumi's CLI; a program without resources takes ${floor.toFixed(1)} s, a bare answer ${latency.toFixed(2)} ms`,
  );
  const steps: [keyof typeof PERFECT, () => Promise<{ code: number | null; output: string }>][] = [
    ["up", () => stack.up(all)],
    ["up without a change", () => stack.up(all)],
    ["refresh", () => stack.refresh()],
    ["destroy", () => stack.destroy()],
  ];
  for (const [what, work] of steps) {
    stage.requests();
    const start = performance.now();
    const { code, output } = await work();
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(output);
    const [asked, perfect] = [stage.requests(), PERFECT[what] * GROUPS + (LISTS[what] ?? 0)];
    const ratio = perfect === 0 ? `${asked.length}` : (asked.length / perfect).toFixed(2);
    const least = floor + (perfect * latency) / 1000;
    say(
      `  ${what}: ${asked.length} requests, a perfect client ${perfect} (${ratio}); ${seconds.toFixed(1)} s, ${(seconds / least).toFixed(1)} times Pulumi alone and a perfect client; at 200 a minute the limit alone takes ${Math.max(0, Math.ceil(asked.length / 200) - 1)} min`,
    );
    if (process.env.PF_BENCH_ROUTES === "1") for (const [route, count] of routesOf(asked)) say(`    ${count} ${route}`);
    if (what === "up") sayState(stack.folder, all);
  }
  stack.close();
  await stage.close();
}

/** Next to the text of the program itself, without whose content there is no state. */
function sayState(folder: string, all: readonly Wish[]): void {
  const { size } = statSync(path.join(folder, "backend", ".pulumi", "stacks", "plain", "test.json"));
  const text = JSON.stringify(all).length;
  say(`  state: ${size} bytes, ${Math.round(size / all.length)} a resource, ${(size / text).toFixed(1)} times what the program says`);
}

function routesOf(asked: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const line of asked) {
    const route = line.replace(/[a-z0-9]{24}/g, "*");
    counts.set(route, (counts.get(route) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

setTimeout(() => {
  say(`  given up after ${LONGEST / 60_000} minutes`);
  process.exit(1);
}, LONGEST).unref();
await threeHundred();
