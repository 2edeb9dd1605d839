import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { ROOT, temporaryFolder } from "./folders.ts";

const PATH = `${dirname(process.execPath)}:/usr/bin:/bin`;

/** A project with the real tools/run and a set-up that only writes down that it ran. */
function project() {
  const root = temporaryFolder();
  mkdirSync(join(root, "tools", "pulumi"), { recursive: true });
  mkdirSync(join(root, "node_modules"));
  copyFileSync(join(ROOT, "tools/run"), join(root, "tools/run"));
  writeFileSync(join(root, "tools/pulumi/version"), "1.2.3\n");
  writeFileSync(join(root, "package-lock.json"), "{}");
  writeFileSync(join(root, "package.json"), `{"type":"module"}`);
  writeFileSync(join(root, "tools/setup.ts"), SET_UP);
  return root;
}

const SET_UP = `
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
await new Promise((resolve) => setTimeout(resolve, Number(process.env.SLOW ?? 0)));
const root: string = import.meta.dirname + "/..";
appendFileSync(root + "/set-ups", "once\\n");
mkdirSync(root + "/.tools/pulumi/bin", { recursive: true });
writeFileSync(root + "/.tools/pulumi/bin/pulumi", "#!/bin/sh\\necho v1.2.3\\n", { mode: 0o755 });
copyFileSync(root + "/package-lock.json", root + "/node_modules/.package-lock.seen");
writeFileSync(root + "/.tools/ready", "1.2.3\\n" + process.argv[2] + "\\nbuilt\\n");
`;

const setUps = (root: string) => readFileSync(join(root, "set-ups"), "utf8").trim().split("\n").length;

function run(root: string, args: string[], options: { cwd?: string; path?: string } = {}) {
  const { status, stdout, stderr } = spawnSync("sh", [join(root, "tools/run"), ...args], {
    cwd: options.cwd ?? "/",
    env: { PATH: options.path ?? PATH, HOME: root },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("tools/run", () => {
  test("in this project a second run says nothing", () => {
    const started = performance.now();
    const { status, stdout, stderr } = run(ROOT, ["true"], { path: process.env.PATH });
    console.log(`a second set-up took ${Math.round(performance.now() - started)} ms`);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("sets up once, passes arguments, exit code and working directory on", () => {
    const root = project();
    const cwd = temporaryFolder();
    const print = `process.stdout.write(JSON.stringify([process.argv.slice(1), process.cwd()])); process.exit(7)`;
    const odd = ["two words", "it's", "a\nb", "$(id)", ""];
    for (const _ of [1, 2]) {
      const { status, stdout, stderr } = run(root, ["node", "-e", print, ...odd], { cwd });
      expect([status, JSON.parse(stdout), stderr]).toEqual([7, [odd, cwd], ""]);
    }
    expect(setUps(root)).toBe(1);
    expect(readdirSync(join(root, ".tools")).sort()).toEqual(["compiled", "pulumi", "ready"]);
  });

  test("finds its project through any path", () => {
    const root = project();
    const link = join(temporaryFolder(), "link");
    symlinkSync(root, link);
    expect(run(link, ["pulumi"]).stdout).toBe("v1.2.3\n");
    expect(run(link, ["sh", join(root, "tools/run"), "sh", "-c", `printf %s "$PATH"`]).stdout).toBe(
      `${root}/.tools/pulumi/bin:${root}/node_modules/.bin:${PATH}`,
    );
  });

  test.each([
    ["the lock file changed", (root: string) => writeFileSync(join(root, "package-lock.json"), "{ }")],
    ["another Pulumi is wanted", (root: string) => writeFileSync(join(root, ".tools/ready"), "1.0.0\nnone\nbuilt\n")],
    ["the stamp is cut short", (root: string) => writeFileSync(join(root, ".tools/ready"), "1.2.3\n")],
    ["the person's own Pulumi is gone", (root: string) => writeFileSync(join(root, ".tools/ready"), "1.2.3\nelse\nPATH\n")],
  ])("sets up again when %s", (_, change) => {
    const root = project();
    run(root, ["true"]);
    change(root);
    expect(run(root, ["true"]).status).toBe(0);
    expect(setUps(root)).toBe(2);
  });

  test("sets up again when the person's own Pulumi comes or changes", () => {
    const root = project();
    const bin = temporaryFolder();
    const path = `${bin}:${PATH}`;
    run(root, ["true"], { path });
    writeFileSync(join(bin, "pulumi"), "#!/bin/sh\n", { mode: 0o755 });
    run(root, ["true"], { path });
    run(root, ["true"], { path });
    expect(setUps(root)).toBe(2);
    writeFileSync(join(bin, "pulumi"), "#!/bin/sh\n# newer\n", { mode: 0o755 });
    run(root, ["true"], { path });
    expect(setUps(root)).toBe(3);
  });

  test("of two at once one sets up and the other waits", async () => {
    const root = project();
    const ends = [1, 2].map(() => spawn("sh", [join(root, "tools/run"), "true"], { env: { PATH, HOME: root, SLOW: "300" } }));
    const codes = await Promise.all(ends.map((child) => new Promise((ended) => child.once("close", ended))));
    expect([codes, setUps(root)]).toEqual([[0, 0], 1]);
  });

  test("does not wait for a set-up that was killed", () => {
    const root = project();
    const dead = spawnSync("true").pid;
    mkdirSync(join(root, ".tools"));
    symlinkSync(String(dead), join(root, ".tools/lock"));
    expect(run(root, ["true"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readdirSync(join(root, ".tools")).sort()).toEqual(["pulumi", "ready"]);
  });

  test("says what to install where there is neither Node nor npm", () => {
    const root = project();
    const bin = temporaryFolder();
    for (const tool of ["ls", "uname", "ln", "rm", "mkdir", "sh", "cmp"]) symlinkSync(`/bin/${tool}`, join(bin, tool));
    const { status, stderr } = run(root, ["true"], { path: bin });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^set-up: no Node is on PATH.*install Node 22\.19 or newer.*\n$/);
  });
});

test("pf finds the program through symbolic links and keeps the working directory", () => {
  const root = project();
  cpSync(join(ROOT, "pf"), join(root, "pf"));
  mkdirSync(join(root, "cli"));
  writeFileSync(join(root, "cli/main.ts"), "console.log(process.cwd(), ...process.argv.slice(2));");
  const folder = temporaryFolder();
  symlinkSync(join(root, "pf"), join(folder, "first"));
  symlinkSync("first", join(folder, "second"));
  const { stdout } = spawnSync(join(folder, "second"), ["up", "--yes"], { cwd: folder, env: { PATH, HOME: root }, encoding: "utf8" });
  expect(stdout).toBe(`${folder} up --yes\n`);
});
