import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { loadFleet, stackNamed } from "../../../config/load.ts";
import { createContext } from "../../../verbs/context.ts";
import type { Answers, Tier } from "../../../verbs/scaffold/answers.ts";
import { draft, write } from "../../../verbs/scaffold/scaffold.ts";
import { withFleet } from "../../config/fleetFolder.ts";

const root = path.join(__dirname, "..", "..", "..");

const drafted = (tier: Tier, answers: Answers) =>
  withFleet({}, (config) => draft(createContext(root, { PF_CONFIG: config }), tier, answers));

const PRODUCT = { instance: "air", code: "shop", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" };

describe("a new tier", () => {
  test("an instance and its product: valid YAML, and what up does with it", () => {
    withFleet({}, (config) => {
      const context = createContext(root, { PF_CONFIG: config });
      const instance = draft(context, "instance", { code: "zeta", repository: "https://github.com/pf-core/air-app" });
      expect(instance.explanation[0]).toBe('`pf up zeta` makes the Coolify project "ZETA" with a Docker network of its own:');
      expect(instance.explanation).toContain("  application zeta-app-dev in development, at https://dev.zeta.pfcore.io, deployed at once");
      write(context, instance);
      const product = draft(context, "product", { ...PRODUCT, instance: "zeta", environments: "staging, production" });
      write(context, product);
      expect(product.explanation).toEqual([
        '`pf up zeta` adds to the Coolify project "ZETA":',
        "  environments shop-staging, shop-production",
        expect.stringMatching(/^ {2}application shop-app-staging in shop-staging, at https:\/\//),
        expect.stringMatching(/^ {2}application shop-app-prod in shop-production, at https:\/\/shop\.zeta\.pfcore\.io/),
      ]);
      expect(stackNamed(loadFleet(config), "zeta")).toMatchObject({ products: [{ code: "shop" }] });
      expect(() => write(context, product)).toThrow("EEXIST");
    });
  });

  test("a white-label in a project of its own", () => {
    const { file, stack, explanation } = drafted("white-label", { product: "baiv-vhf", client: "Globex", domain: "globex.com" });
    expect([file, stack]).toEqual(["white-labels/globex-vhf.white-label.yaml", "globex-vhf"]);
    expect(explanation[0]).toContain("with a Docker network of its own");
  });

  test("words that YAML would read otherwise stay words", () => {
    const { text } = drafted("instance", { code: "zeta", name: "true", description: "1.10", repository: "https://github.com/a/b" });
    expect(text).toMatch(/name: "true"\ndescription: "1.10"/);
  });
});

describe("what does not fit is refused, and nothing is written", () => {
  test.each<[string, Tier, Answers, RegExp]>([
    [
      "a code that is taken",
      "instance",
      { code: "air", repository: "https://github.com/a/b" },
      /instances\/air\.instance\.yaml is there already/,
    ],
    ["a product's", "product", { ...PRODUCT, code: "ep" }, /air-ep\.product\.yaml is there already/],
    ["a domain that is taken", "white-label", { product: "baiv-vhf", client: "Globex", domain: "air.pfcore.io" }, /air\.pfcore\.io/],
    ["an instance that is not there", "product", { ...PRODUCT, instance: "airr" }, /no such file.*air/],
    ["a code that is none", "product", { ...PRODUCT, code: "myShop" }, /code/],
    ["a path for a code", "product", { ...PRODUCT, code: "../x" }, /cannot be the code/],
    ["nothing to run", "instance", { code: "zeta" }, /--repository is missing/],
    ["nothing at all", "product", {}, /--instance, --code and --repository are missing/],
  ])("%s", (_, tier, answers, message) => {
    withFleet({}, (config) => {
      const before = readFileSync(path.join(config, "instances/air.instance.yaml"), "utf8");
      expect(() => draft(createContext(root, { PF_CONFIG: config }), tier, answers)).toThrow(message);
      expect(readFileSync(path.join(config, "instances/air.instance.yaml"), "utf8")).toBe(before);
      expect(existsSync(path.join(config, "x.product.yaml"))).toBe(false);
    });
  });
});
