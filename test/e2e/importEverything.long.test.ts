import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { DriftReport } from "../../verbs/drift/drift.ts";
import type { ImportReport } from "../../verbs/import/importProject.ts";
import { type Hand, handAtCoolify } from "./legacy/byHand.ts";
import { everythingByHand, HIDDEN } from "./legacy/everything.ts";
import { type Stage, writesOf } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 600_000;

let hand: Hand;
let stage: Stage;
let report: ImportReport;

beforeAll(async () => {
  hand = await handAtCoolify();
  stage = hand.stage;
  await everythingByHand(hand);
  stage.requests();
}, PATIENCE);

afterAll(() => stage.close());

test(
  "a project with everything becomes YAML and state without a write, and the preview is empty",
  async () => {
    const { code, stdout, stderr } = await stage.pf(["import", "Legacy & Söhne", "--code", "legacy", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(writesOf(stage.requests())).toEqual([]);
    report = JSON.parse(stdout);
    expect(report.changes).toEqual([]);
    expect(report.foreign.map(({ what, reason }) => `${what}: ${reason}`).sort()).toEqual([
      expect.stringMatching(/^application My Odd App \(ü\) \(production\) backups of its volumes: Coolify does not show/),
      "application My Odd App (ü) (production) variables.ONCE: Coolify does not show its value",
      expect.stringMatching(/^database db \(production\) backups of its volumes: Coolify does not show/),
    ]);
    const kinds = Map.groupBy(report.taken, ({ kind }) => kind);
    expect(Object.fromEntries([...kinds].map(([kind, all]) => [kind, all.length]).sort())).toMatchObject({
      ...{ Project: 1, Environment: 4, Application: 7, Service: 3, Database: 9 },
      ...{ Storage: 5, ScheduledTask: 3, DatabaseBackup: 2, DatabaseVariables: 1, SharedVariables: 2 },
    });
  },
  PATIENCE,
);

test("no secret stands anywhere in clear", () => {
  for (const file of filesBelow(path.dirname(stage.config))) {
    const text = readFileSync(file, "latin1");
    expect([file, HIDDEN.filter((hidden) => text.includes(hidden))]).toEqual([file, []]);
  }
});

test(
  "afterwards nothing is to be done, and nothing has drifted",
  async () => {
    expect(await stage.pf(["config", "validate"])).toMatchObject({ code: 0 });
    stage.requests();
    const up = await stage.pf(["up", "legacy", "--yes", "--json"]);
    expect({ code: up.code, changes: JSON.parse(up.stdout).changes }).toEqual({ code: 0, changes: [] });
    expect(writesOf(stage.requests())).toEqual([]);
    const drift: DriftReport = JSON.parse((await stage.pf(["drift", "legacy", "--json"])).stdout);
    expect(drift).toMatchObject({ changed: [], gone: [], notApplied: [] });
    expect(drift.foreign.map(({ name }) => name).sort()).toEqual(["ONCE"]);
  },
  PATIENCE,
);

test(
  "a value that is changed in the YAML changes just that",
  async () => {
    stage.edit("instances/legacy.instance.yaml", /frequency: "?0 3 \* \* \*"?/, 'frequency: "0 5 * * *"');
    stage.requests();
    const up = await stage.pf(["up", "legacy", "--yes", "--json"]);
    expect({ code: up.code, stderr: up.stderr }).toMatchObject({ code: 0 });
    const sent = writesOf(stage.requests()).map(({ method, path: route }) => `${method} ${route.replaceAll(/[a-z0-9]{20,}/g, "…")}`);
    expect(sent).toEqual(["PATCH /api/v1/applications/…/scheduled-tasks/…"]);
  },
  PATIENCE,
);

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
