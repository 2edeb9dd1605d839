import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createContext } from "../../../verbs/context.ts";
import { touchedStacks } from "../../../verbs/pullRequest/touchedStacks.ts";
import { replaceInFile } from "./files.ts";

const project = path.join(__dirname, "..", "..", "..");
const ALL = ["air", "baiv", "w4m", "acmecorp-wwg", "platform"];

let root: string;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: root, stdio: "pipe" });
const touched = (base = "HEAD^1") => touchedStacks(createContext(root, {}), base);

/** A commit on top of the reference fleet, taken back afterwards. */
async function committed<Result>(edit: () => void, look: () => Promise<Result>): Promise<Result> {
  edit();
  git("add", "-A");
  git("commit", "-qm", "change");
  try {
    return await look();
  } finally {
    git("reset", "-q", "--hard", "HEAD^1");
  }
}

const edited = (file: string, from: string | RegExp, to: string) =>
  committed(() => replaceInFile(path.join(root, file), from, to), touched);

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "pf-touched-"));
  cpSync(path.join(project, "config"), path.join(root, "config"), { recursive: true });
  for (const file of ["docs/a.md", "components/a.ts", "README.md"]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), "one\n");
  }
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "reference fleet");
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("stacks that a change touches", () => {
  test.each([
    ["an instance, and what is built on it", "config/instances/baiv.instance.yaml", ["baiv", "acmecorp-wwg"]],
    ["an instance alone", "config/instances/air.instance.yaml", ["air"]],
    ["a product: its instance", "config/products/air-ep.product.yaml", ["air"]],
    ["a product with a white-label", "config/products/baiv-wwg.product.yaml", ["baiv", "acmecorp-wwg"]],
    ["a white-label", "config/white-labels/acmecorp-wwg.white-label.yaml", ["acmecorp-wwg"]],
    ["the platform", "config/platform.yaml", ["platform"]],
    ["pf-core: all", "config/pf-core.config.yaml", ALL],
    ["the servers: all", "config/servers.yaml", ALL],
    ["who may do what: none", "config/access.yaml", []],
  ])("%s", async (_, file, stacks) => {
    expect(await edited(file, /\n$/, "\n# a remark\n")).toEqual({ stacks, removed: [] });
  });

  test.each([
    ["components/a.ts", ALL],
    ["config/merge.ts", ALL],
    ["docs/a.md", []],
    ["README.md", []],
  ])("%s", async (file, stacks) => {
    expect(await edited(file, /\n$/, "\n\n")).toEqual({ stacks, removed: [] });
  });

  test("a product that goes touches the instance it was part of", async () => {
    expect(await committed(() => rmSync(path.join(root, "config/products/baiv-vhf.product.yaml")), touched)).toEqual({
      stacks: ["baiv"],
      removed: [],
    });
  });

  test("a stack that goes, and one that comes", async () => {
    const change = () => {
      rmSync(path.join(root, "config/white-labels/acmecorp-wwg.white-label.yaml"));
      writeFileSync(
        path.join(root, "config/instances/zeta.instance.yaml"),
        'extends: ../pf-core.config.yaml\ncode: zeta\nname: ZETA\nbrand: { primary: "#00aa77", secondary: "#223344", logo: /z.svg }\nsource: { repository: https://github.com/pf-core/air-app }\n',
      );
    };
    expect(await committed(change, touched)).toEqual({ stacks: ["zeta"], removed: ["acmecorp-wwg"] });
  });

  test("without a commit to compare with, all", async () => {
    for (const base of ["0".repeat(40), "nowhere", "--output=x", "HEAD~999"])
      expect(await touched(base)).toEqual({ stacks: ALL, removed: [] });
  });

  test("after a configuration that was wrong, all", async () => {
    await committed(
      () => replaceInFile(path.join(root, "config/instances/air.instance.yaml"), "code: air", "code: 7"),
      async () => {
        expect(await edited("config/instances/air.instance.yaml", "code: 7", "code: air")).toEqual({ stacks: ALL, removed: [] });
      },
    );
  });

  test("a configuration that is wrong now is told", async () => {
    await expect(edited("config/instances/air.instance.yaml", "code: air", "codex: air")).rejects.toThrow(/air\.instance\.yaml/);
  });

  test("the working tree and git's index stay as they are", async () => {
    await edited("config/platform.yaml", /\n$/, "\n# a remark\n");
    expect(String(git("status", "--porcelain"))).toBe("");
  });
});
