/**
 * What of the time of `pf up` is ours: an instance and the whole fleet on the offline Coolify, with instant builds and a fixed time for
 * every request. Started by `npm run bench`; prints figures and never fails because of them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import path from "node:path";
import type { Stage } from "../e2e/stage.ts";
import { type ProcessTime, watchProcesses } from "./processTimes.ts";

// What drives the program for the tests is loaded by Jest as CommonJS, which has this of itself.
(globalThis as { __dirname?: string }).__dirname = import.meta.dirname;
const { createStage } = await import("../e2e/stage.ts");

/** What a request to Coolify takes, in milliseconds: a round trip to another continent's edge. */
const LATENCY = 50;

/** Builds and background jobs take no time. */
const INSTANT = { jobDelay: 0, deploymentDuration: 0, rateLimit: 0 };

/** A request as the program itself noted it. */
interface Line {
  at: string;
  milliseconds: number;
  purpose: "call" | "poll" | "health";
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (value: number) => `${value.toFixed(2)} s`;

/** Runs a command and says where its time went. */
async function timed(stage: Stage, what: string, args: string[]): Promise<void> {
  const [before, stop, began] = [new Set(runsOf(stage.home)), watchProcesses(stage.home), performance.now()];
  const { code, stderr } = await stage.pf(args);
  const wall = (performance.now() - began) / 1000;
  const processes = stop();
  if (code !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  const lines = runsOf(stage.home).flatMap((run) => (before.has(run) ? [] : requestsOf(run)));
  say(`  ${what}: ${seconds(wall)}`);
  sayRequests(lines, stage.requests().length, wall);
  say(`    ${processes.map(described).join(" · ")}`);
}

const runsOf = (home: string): string[] => {
  const folder = path.join(home, "runs");
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
};

function requestsOf(run: string): Line[] {
  const file = path.join(run, "requests.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

function sayRequests(lines: readonly Line[], seen: number, wall: number): void {
  const own = (seen * LATENCY) / 1000;
  const sent = seen === 0 ? "no request" : `${seen} requests, one after the other ${seconds(own)}: ${(wall / own).toFixed(1)} times that`;
  say(`    ${sent}`);
  if (lines.length === 0) return;
  const count = (purpose: Line["purpose"]) => lines.filter((line) => line.purpose === purpose).length;
  const busy = busyOf(lines);
  say(`    ${count("call")} calls, ${count("poll")} polls, ${count("health")} health checks; at least one was under way for`);
  say(`    ${seconds(busy)}: ${(wall / busy).toFixed(1)} times that; the program's own time is ${seconds(wall - busy)}`);
}

/** Seconds in which at least one request was under way. */
function busyOf(lines: readonly Line[]): number {
  const intervals = lines.map(({ at, milliseconds }) => [Date.parse(at) - milliseconds, Date.parse(at)] as const);
  let [busy, until] = [0, 0];
  for (const [from, to] of intervals.sort(([one], [other]) => one - other)) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return busy / 1000;
}

const described = ({ name, count, wall, processor }: ProcessTime) =>
  `${name}${count > 1 ? ` (${count})` : ""} ${seconds(wall)}, computing ${seconds(processor)}`;

async function bench(): Promise<void> {
  const stage = await createStage({ settings: INSTANT });
  const delayed = () => stage.coolify.faults.add({ action: "delay", milliseconds: LATENCY, path: "/api/v1/**" });
  try {
    delayed();
    say(`pf, ${LATENCY} ms a request, builds take no time, load of the machine ${loadavg()[0]?.toFixed(1)}`);
    await stage.pf(["config", "validate"]); // what Node has compiled is kept
    await timed(stage, "up of AIR (three environments, EP, a network) from nothing", ["up", "air", "--yes", "--json"]);
    await timed(stage, "up again, nothing changed", ["up", "air", "--yes", "--json"]);
    stage.edit("products/air-ep.product.yaml", "emergency_mode: true", "emergency_mode: false");
    await timed(stage, "up, one variable changed", ["up", "air", "--yes", "--json"]);
    await timed(stage, "the rest of the fleet: up --all", ["up", "--all", "--yes", "--json"]);
    await timed(stage, "up --all again, nothing changed", ["up", "--all", "--yes", "--json"]);
    await timed(stage, "status of the fleet (CLI-3: under 2 s)", ["status", "--json"]);
  } finally {
    await stage.close();
  }
}

await bench();
