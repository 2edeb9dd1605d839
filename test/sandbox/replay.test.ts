import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startCoolify } from "../../sandbox/coolify/start.ts";
import { requiredShare } from "./expectedScenarios.ts";

/**
 * Plays every recording of a real Coolify 4.3.11 against the sandbox and prints which scenarios passed.
 * The recordings are played by their own program, in one process a file, each against a sandbox of its own.
 */
interface Played {
  readonly id: string;
  readonly title: string;
  readonly steps: number;
  readonly faults: readonly {
    step: number;
    request: string;
    found: readonly { path: string; why: string; want?: unknown; got?: unknown }[];
  }[];
}

const folder = path.join(__dirname, "..", "coolify-traces");
const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
const tiers = new Map(
  files
    .flatMap((name) => readFileSync(path.join(folder, name), "utf8").split("\n").filter(Boolean))
    .map((line) => JSON.parse(line) as { id: string; tier: string })
    .map(({ id, tier }) => [id, tier]),
);

/** Everything together must stay under a minute (CONTRIBUTING.md). */
const AT_MOST = 60_000;

const outputs = mkdtempSync(path.join(tmpdir(), "coolify-replay-"));
let results: Played[] = [];
let milliseconds = 0;

async function play(file: string): Promise<Played[]> {
  const coolify = await startCoolify();
  try {
    // Into a file: the program ends at once when it is done, and what a pipe still holds would be lost.
    const output = path.join(outputs, `${file}.json`);
    const args = [path.join(folder, "replay.mjs"), coolify.url, "--file", path.join(folder, file), "--json"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", openSync(output, "w"), "inherit"] });
    await new Promise((resolve) => child.once("exit", resolve));
    return JSON.parse(readFileSync(output, "utf8").split("\n")[0] ?? "[]") as Played[];
  } finally {
    await coolify.close();
  }
}

const passed = (one: Played): boolean => one.faults.length === 0;

/** The first difference of a scenario, in one line. */
function firstDifference({ id, title, faults: [fault] }: Played): string {
  const found = fault?.found[0];
  const show = (value: unknown) => JSON.stringify(value)?.slice(0, 160);
  return `${id} (${title}), step ${fault?.step}: ${fault?.request}: ${found?.path} ${found?.why}, want ${show(found?.want)}, got ${show(found?.got)}`;
}

beforeAll(async () => {
  const started = performance.now();
  results = (await Promise.all(files.map(play))).flat();
  milliseconds = performance.now() - started;
}, AT_MOST * 2);

afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
  const lines = results.map((one) => `${passed(one) ? "ok  " : "FAIL"} ${one.id}  ${one.title}`);
  const count = results.filter(passed).length;
  process.stdout.write(
    `${lines.join("\n")}\n${count} scenarios passed, ${results.length - count} failed, ${Math.round(milliseconds / 1000)} s\n`,
  );
});

test("all recordings are played, in time", () => {
  expect(results.map(({ id }) => id).sort()).toEqual([...tiers.keys()].sort());
  expect(milliseconds).toBeLessThan(AT_MOST);
});

test.each(Object.entries(requiredShare))("enough scenarios of the tier %s pass", (tier, share) => {
  const own = results.filter(({ id }) => tiers.get(id) === tier);
  const failed = own.filter((one) => !passed(one));
  const allowed = Math.floor(own.length * (1 - share) + 1e-9);
  expect(failed.length <= allowed ? [] : failed.map(firstDifference)).toEqual([]);
});
