import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { pf, withMachine } from "./pf.ts";

const PRODUCT = ["new", "product", "--instance", "air", "--code", "shop", "--image", "ghcr.io/pf-core/ep-app", "--tag", "1.0.0"];

test("every answer is an option; --yes writes, --dry-run shows", async () => {
  await withMachine(async ({ config, environment }) => {
    const file = path.join(config, "products", "air-shop.product.yaml");
    const shown = await pf(environment, ...PRODUCT, "--dry-run");
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain("code: shop");
    expect(existsSync(file)).toBe(false);
    expect(await pf(environment, ...PRODUCT)).toMatchObject({ code: 11, stdout: "" });
    const made = await pf(environment, ...PRODUCT, "--yes");
    expect(made).toMatchObject({ code: 0, stdout: "✓ config/products/air-shop.product.yaml\n" });
    expect(made.stderr).toContain("application shop-app-prod in shop-production");
    expect(`${readFileSync(file, "utf8").trimEnd()}\n`).toBe(shown.stdout);
    expect(await pf(environment, "config", "validate")).toMatchObject({ code: 0 });
    expect(await pf(environment, ...PRODUCT, "--yes")).toMatchObject({ code: 2 });
  });
});

test("--json gives the file and the explanation", async () => {
  await withMachine(async ({ environment }) => {
    const { stdout } = await pf(environment, ...PRODUCT, "--yes", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ file: "products/air-shop.product.yaml", stack: "air", written: true });
    const wrong = await pf(environment, "new", "instance", "--yes", "--json");
    expect(JSON.parse(wrong.stdout).error).toMatchObject({ exit: 2, message: expect.stringContaining("--code") });
  });
});
