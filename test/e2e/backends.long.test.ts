import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expectOneOfEach } from "./air.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { copyProject } from "./projectCopy.ts";
import { createStage, type Stage } from "./stage.ts";

const PATIENCE = 300_000;

let stage: Stage;
let postgres: Postgres | string;
let program: string;

/** `pf up air --yes`, production confirmed, with a backend of the person's own. */
const up = (environment: Record<string, string>, ...more: string[]) =>
  stage.command(process.execPath, [program, "up", "air", "--yes", "--confirm", "air", ...more], { CI: "true", ...environment }).ended;

beforeAll(async () => {
  [stage, postgres] = [await createStage(), startPostgres()];
  program = path.join(copyProject(path.join(stage.home, "..", "project")), "cli", "main.ts");
}, PATIENCE);

afterAll(async () => {
  if (typeof postgres !== "string") postgres.stop();
  await stage.close();
});

/** Where PostgreSQL can neither be found nor brought, that is said, and nothing is claimed. */
function withPostgres(name: string, run: (database: Postgres, environment: Record<string, string>) => Promise<void>): void {
  test(
    name,
    async () => {
      if (typeof postgres === "string") return console.warn(`Skipped: ${postgres}.`);
      await run(postgres, { PULUMI_BACKEND_URL: postgres.url, PULUMI_CONFIG_PASSPHRASE: "team", PULUMI_HOME: `${stage.home}/pulumi-home` });
    },
    PATIENCE,
  );
}

withPostgres("PostgreSQL holds the state; of two who bring up one stack at once exactly one wins", async (database, environment) => {
  stage.requests();
  const ends = await Promise.all([0, 1].map(() => up(environment)));
  const codes = ends.map(({ code }) => code).sort((one, other) => Number(one) - Number(other));
  expect([codes, codes[1] === 12 ? "" : ends.map(({ stderr }) => stderr)]).toEqual([[0, 12], ""]);
  const loser = ends.find(({ code }) => code === 12);
  expect(loser?.stderr).toContain("Another run works on this stack");
  expect(loser?.stderr).not.toContain("local-test-only");
  await expectOneOfEach(stage);
  expect(database.query("select count(*) from pulumi_state where key like '%stacks/pf-core/air.json'")).toBe("1");
  expect(database.query("select count(*) from pulumi_state where key like '%locks/%.json'")).toBe("0");
});

withPostgres("a second run there finds nothing to do", async (_, environment) => {
  stage.requests();
  const { code, stdout, stderr } = await up(environment, "--json");
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(JSON.parse(stdout).changes).toEqual([]);
  expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
});

test(
  "a backend that is not there: a sentence, without the password",
  async () => {
    const { code, stderr } = await up({
      PULUMI_BACKEND_URL: "postgres://pulumi:canary-password@127.0.0.1:9/state?sslmode=disable",
      PULUMI_CONFIG_PASSPHRASE: "team",
    });
    expect(code).toBe(4);
    expect(stderr).toContain("Pulumi's state cannot be reached");
    expect(stderr).not.toContain("canary-password");
  },
  PATIENCE,
);
