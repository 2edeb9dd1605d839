import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { loadFleet, snapshotOf, stackNamed } from "../../../config/load.ts";
import { configHistory, diffConfig } from "../../../verbs/config/diff.ts";
import { readHistory, recordApplied } from "../../../verbs/config/history.ts";
import { type Context, createContext } from "../../../verbs/context.ts";
import { withFleet } from "../../config/fleetFolder.ts";

const root = path.join(__dirname, "..", "..", "..");
let home: string;

beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "pf-history-"));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

const snapshot = (context: Context) => snapshotOf(stackNamed(loadFleet(context.config), "air"));

test("each apply is noted with its hash, the configuration once for each hash, readable for the owner alone", () => {
  withFleet({}, (config) => {
    const context = createContext(root, { PF_HOME: home, PF_CONFIG: config });
    const file = path.join(config, "instances", "air.instance.yaml");
    const [first, second] = [new Date("2026-01-02T03:04:05Z"), new Date("2026-01-03T03:04:05Z")];
    const one = recordApplied(context, "air", snapshot(context), first);
    recordApplied(context, "air", snapshot(context), second);
    writeFileSync(file, readFileSync(file, "utf8").replace("name: AIR", "name: AIRY"));
    const other = recordApplied(context, "air", snapshot(context), new Date("2026-01-04T03:04:05Z"));

    expect(readHistory(context, "air").map(({ hash }) => hash)).toEqual([other.hash, one.hash, one.hash]);
    const folder = path.join(home, "history", "air");
    expect(readdirSync(folder).sort()).toEqual([`${one.hash}.json`, `${other.hash}.json`, "applied.jsonl"].sort());
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);

    const { now, applied } = configHistory(context, "air");
    expect(now).toBe(other.hash);
    expect(applied.map(({ changed }) => changed)).toEqual([expect.any(Number), 0, null]);

    // Descriptions are made of the name; the name itself is told by its path.
    expect(diffConfig(context, "air", "2", "1").differences).toContainEqual({ path: "project.name", before: "AIR", after: "AIRY" });
    expect(diffConfig(context, "air").differences).toEqual([]);
    expect(diffConfig(context, "air", one.hash.slice(0, 8)).differences).toContainEqual({
      path: "project.name",
      before: "AIR",
      after: "AIRY",
    });
    expect(() => diffConfig(context, "air", "9")).toThrow("is called 9");
    expect(() => diffConfig(context, "baiv")).toThrow("Nothing is known of an earlier configuration");
    expect(() => diffConfig(context, "airr")).toThrow();
  });
});

test("a line that was cut off says nothing, and the others still do", () => {
  withFleet({}, (config) => {
    const context = createContext(root, { PF_HOME: path.join(home, "cut"), PF_CONFIG: config });
    recordApplied(context, "air", snapshot(context));
    appendFileSync(path.join(home, "cut", "history", "air", "applied.jsonl"), '{"at":"2026');
    expect(readHistory(context, "air").length).toBe(1);
    expect(readHistory(context, "../air")).toEqual([]);
  });
});
