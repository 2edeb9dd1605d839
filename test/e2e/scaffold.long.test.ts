import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createStage, type Stage } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 240_000;

let stage: Stage;

beforeAll(async () => {
  stage = await createStage({}, true);
});

afterAll(() => stage.close());

test(
  "an instance and a product of one's own, written by `pf new` alone, come up; the second product touches nothing else",
  async () => {
    const source = ["--image", "ghcr.io/pf-core/ep-app", "--tag", "1.0.0", "--yes"];
    const instance = await stage.pf(["new", "instance", "--code", "zeta", "--repository", "https://github.com/pf-core/air-app", "--yes"]);
    expect(instance.stderr).toContain("makes the Coolify project");
    expect(instance).toMatchObject({ code: 0, stdout: "✓ config/instances/zeta.instance.yaml\n" });
    expect(await stage.pf(["up", "zeta", "--yes"])).toMatchObject({ code: 0 });

    const made = await stage.pf(["new", "product", "--instance", "zeta", "--code", "shop", ...source]);
    expect(made).toMatchObject({ code: 0, stdout: "✓ config/products/zeta-shop.product.yaml\n" });
    expect(made.stderr).toContain("application shop-app-prod in shop-production, at https://shop.zeta.pfcore.io, deployed at once");
    const up = await stage.pf(["up", "zeta", "--yes", "--json"]);
    expect(up).toMatchObject({ code: 0 });
    // What was said before is what came.
    const changes: { kind: string; name: string; operation: string }[] = JSON.parse(up.stdout).changes;
    expect(changes.map(({ operation, kind, name }) => `${operation} ${kind} ${name}`).sort()).toEqual([
      "create Application shop-app-prod",
      "create ApplicationVariables shop-app-prod-variables",
      "create Deployment shop-app-prod-deployment",
      "create Environment zeta-shop-production",
    ]);
    const applications = await stage.get<{ name: string; status: string }[]>("/applications");
    expect(applications.find(({ name }) => name === "shop-app-prod")?.status).toMatch(/^running/);
  },
  PATIENCE,
);
