import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createStage, type Stage } from "../../e2e/stage.ts";
import { cellsOf } from "./readMarkdown.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 180_000;

let stage: Stage;
const UP = ["up", "baiv", "--yes", "--confirm", "baiv"];
const SECRETS = { PF_SECRET_STRIPE: "sk_live_canary_one" };
const NEW_SECRETS = { PF_SECRET_STRIPE: "sk_live_canary_two" };

const markdown = async (environment: Record<string, string>, ...more: string[]) => {
  stage.requests();
  const { code, stdout, stderr } = await stage.pf(["preview", "baiv", "--format", "markdown", ...more], environment);
  expect({ stderr, code }).toMatchObject({ code: 0 });
  expect(stage.requests()).toEqual([]);
  for (const secret of ["sk_live_canary_one", "sk_live_canary_two"]) expect(stdout + stderr).not.toContain(secret);
  return stdout;
};

const rows = (text: string, operation: string) => text.split("\n").filter((line) => line.startsWith(`| ${operation} |`));

beforeAll(async () => {
  stage = await createStage();
  stage.edit(
    "instances/baiv.instance.yaml",
    "  DATABASE_URL:",
    "  STRIPE: { secret: stripe }\n  PLAIN: one | two <b>@octocat</b> `x`\n  DATABASE_URL:",
  );
});

afterAll(() => stage.close());

/** They were never deployed, and wait for a promotion or a pin. */
const WAITING = /`Application baiv-app-(staging|prod)`/;

describe("what Pulumi itself tells, as Markdown", () => {
  test(
    "from nothing: everything is created, and what runs is deployed",
    async () => {
      const text = await markdown(SECRETS);
      expect(rows(text, "created")).toContain("| created | `Application baiv-app-dev` |  |  |  |");
      expect(rows(text, "deployed")).toContain("| deployed | `Application baiv-app-dev` |  |  |  |");
      expect(rows(text, "deployed")).toContain("| deployed | `Database baiv-db-main-prod` |  |  |  |");
      expect(rows(text, "deployed").join()).not.toMatch(WAITING);
      expect(text).not.toMatch(/Data at risk|changed \| `/);
    },
    PATIENCE,
  );

  test(
    "brought up: a secret that changed is told without either value",
    async () => {
      const up = await stage.pf(UP, { ...SECRETS, CI: "true" });
      expect({ code: up.code, stderr: up.stderr }).toMatchObject({ code: 0 });
      const text = await markdown(NEW_SECRETS);
      expect(rows(text, "changed")).toContain(
        "| changed | `ApplicationVariables baiv-app-dev-variables` | `[secret]` | `[secret]` | `[secret]` |",
      );
      expect(rows(text, "deployed")).toContain("| deployed | `Application baiv-app-dev` |  |  |  |");
      expect(rows(text, "deployed").join()).not.toMatch(WAITING);
      expect(text).not.toMatch(/^\| (created|deleted|replaced) \|/m);
    },
    PATIENCE,
  );

  test(
    "edited: exactly what was changed, with old and new value",
    async () => {
      stage.edit("instances/baiv.instance.yaml", "PLAIN: one", "PLAIN: zwei");
      stage.edit("instances/baiv.instance.yaml", "path: /app/uploads", "path: /app/up");
      stage.edit("instances/baiv.instance.yaml", "amount: 7", "amount: 3");
      rmSync(path.join(stage.config, "products", "baiv-vhf.product.yaml"));
      const text = await markdown(SECRETS);
      const changed = rows(text, "changed");
      expect(changed).toContain(
        "| changed | `ApplicationVariables baiv-app-dev-variables` | `variables.PLAIN.value` | `` one \\| two <b>@octocat</b> `x` `` | `` zwei \\| two <b>@octocat</b> `x` `` |",
      );
      expect(changed).toContain("| changed | `Storage baiv-app-dev-uploads-storage` | `mountPath` | `/app/uploads` | `/app/up` |");
      expect(changed.find((row) => row.includes("retention"))).toMatch(/`7` \| `3` \|$/);
      for (const row of changed) expect(cellsOf(row)).toHaveLength(5);
      expect(rows(text, "created")).toEqual([]);
      expect(rows(text, "deleted")).toContain("| deleted | `Application vhf-app-prod` |  |  |  |");
      // What a change reaches is deployed, and no deployment is told as deleted.
      expect(rows(text, "deployed")).toContain("| deployed | `Application baiv-app-dev` |  |  |  |");
      expect(text).not.toContain("Deployment");
      expect(text).toMatch(/`Application vhf-app-prod` is deleted; its volumes \*\*stay on the server\*\*.*It is protected/);
      expect(text).toMatch(/`DatabaseBackup [^`]*` keeps fewer copies: \*\*older ones are deleted\*\*/);
    },
    PATIENCE,
  );

  test(
    "databases: without deleteData they are not deleted, and the text says so",
    async () => {
      stage.edit("instances/baiv.instance.yaml", /databases:\n {2}main:[\s\S]*?variables:/, "variables:");
      stage.edit("instances/baiv.instance.yaml", "  DATABASE_URL: { database: main }\n", "");
      stage.edit("instances/baiv.instance.yaml", / {4}databases:\n[\s\S]*$/, "");
      const text = await markdown(SECRETS);
      expect(rows(text, "deleted")).toContain("| deleted | `Database baiv-db-main-prod` |  |  |  |");
      expect(text).toMatch(/`Database baiv-db-main-prod` holds data and says no `deleteData: true`: it is \*\*not deleted\*\*/);
    },
    PATIENCE,
  );
});
