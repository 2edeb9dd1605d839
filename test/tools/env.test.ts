import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { childEnvironment, pulumiEnvironment, shellExports } from "../../tools/env.ts";
import { ROOT, temporaryFolder } from "./folders.ts";

/** A person with nothing of Pulumi's, and a project with our Pulumi.yaml. */
function place() {
  const root = temporaryFolder();
  copyFileSync(join(ROOT, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
  return { root, home: join(root, ".pf"), environment: { HOME: temporaryFolder(), PATH: "/usr/bin:/bin" } as NodeJS.ProcessEnv };
}

function logIn(folder: string, credentials: unknown) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "credentials.json"), JSON.stringify(credentials));
}

describe("pulumiEnvironment, when the person has chosen nothing", () => {
  test("keeps state and passphrase in home, closed to others", () => {
    const { root, home, environment } = place();
    const { variables, unset, workspace } = pulumiEnvironment({ root, home, environment });
    expect(variables).toMatchObject({
      PULUMI_BACKEND_URL: `file://${home}/backend`,
      PULUMI_HOME: join(home, "pulumi"),
      PULUMI_CONFIG_PASSPHRASE_FILE: join(home, "passphrase"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_PARALLEL: "64",
    });
    expect([unset, workspace]).toEqual([[], root]);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, "backend")).mode & 0o777).toBe(0o700);
  });

  test("writes the backend as a URL that Pulumi can read back from any folder name", () => {
    const { root, environment } = place();
    const { variables } = pulumiEnvironment({ root, home: join(root, "50% #1?"), environment });
    expect(variables.PULUMI_BACKEND_URL).toBe(`file://${root}/50%25%20%231%3F/backend`);
  });

  test("puts the project's programs first on PATH, once", () => {
    const { root, home, environment } = place();
    const first = pulumiEnvironment({ root, home, environment }).variables.PATH;
    expect(first).toBe(`${root}/node_modules/.bin:/usr/bin:/bin`);
    expect(pulumiEnvironment({ root, home, environment: { ...environment, PATH: first } }).variables.PATH).toBe(first);
  });
});

describe("pulumiEnvironment, when the person has chosen", () => {
  test.each([
    ["a backend", { PULUMI_BACKEND_URL: "s3://state" }],
    ["an account", { PULUMI_ACCESS_TOKEN: "pul-canary" }],
  ])("leaves %s alone, and its passphrase", (_, chosen) => {
    const { root, home, environment } = place();
    const { variables, workspace } = pulumiEnvironment({ root, home, environment: { ...environment, ...chosen } });
    expect(Object.keys(variables).filter((name) => /BACKEND|HOME|PASSPHRASE/.test(name))).toEqual([]);
    expect(workspace).toBe(root);
    expect(JSON.stringify(variables)).not.toContain("canary");
  });

  test("leaves a login alone and does not hide it behind a PULUMI_HOME", () => {
    const { root, home, environment } = place();
    logIn(join(environment.HOME ?? "", ".pulumi"), { current: "https://api.pulumi.com" });
    const { variables } = pulumiEnvironment({ root, home, environment });
    expect(variables).not.toHaveProperty("PULUMI_HOME");
    expect(variables).not.toHaveProperty("PULUMI_BACKEND_URL");
  });

  test("takes a credentials file after a logout for no login", () => {
    const { root, home, environment } = place();
    logIn(join(environment.HOME ?? "", ".pulumi"), { current: "", accounts: {} });
    expect(pulumiEnvironment({ root, home, environment }).variables).toHaveProperty("PULUMI_BACKEND_URL");
  });

  test("leaves the backend of Pulumi.yaml alone", () => {
    const { root, home, environment } = place();
    writeFileSync(join(root, "Pulumi.yaml"), "name: x\nruntime: nodejs\nbackend: { url: s3://state }\n");
    expect(pulumiEnvironment({ root, home, environment }).variables).not.toHaveProperty("PULUMI_BACKEND_URL");
  });

  test.each([
    ["PULUMI_CONFIG_PASSPHRASE", ""],
    ["PULUMI_CONFIG_PASSPHRASE_FILE", "/somewhere/else"],
  ])("leaves %s alone", (name, value) => {
    const { root, home, environment } = place();
    const { variables, unset } = pulumiEnvironment({ root, home, environment: { ...environment, [name]: value } });
    expect(variables).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
    expect(unset).toEqual([]);
  });

  test("lets PULUMI_PARALLEL be what it is", () => {
    const { root, home, environment } = place();
    expect(pulumiEnvironment({ root, home, environment: { ...environment, PULUMI_PARALLEL: "1" } }).variables).not.toHaveProperty(
      "PULUMI_PARALLEL",
    );
  });
});

describe("pulumiEnvironment, isolated", () => {
  const chosen = { PULUMI_BACKEND_URL: "s3://state", PULUMI_ACCESS_TOKEN: "t", PULUMI_CONFIG_PASSPHRASE: "p", PULUMI_HOME: "/their/home" };

  test("inherits no backend, no account and no passphrase", () => {
    const { root, home, environment } = place();
    const sandbox = join(home, "sandbox");
    const result = pulumiEnvironment({ root, home: sandbox, environment: { ...environment, ...chosen }, isolated: true });
    const child = childEnvironment(result, { ...environment, ...chosen });
    expect(child).toMatchObject({ PULUMI_BACKEND_URL: `file://${sandbox}/backend`, PULUMI_HOME: join(sandbox, "pulumi") });
    expect(child).not.toHaveProperty("PULUMI_ACCESS_TOKEN");
    expect(child).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");
    expect(result.unset.sort()).toEqual(["PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE"]);
  });

  test("has stack files of its own, with the project as working directory of the program", () => {
    const { root, home, environment } = place();
    const { workspace, variables } = pulumiEnvironment({ root, home: join(home, "sandbox"), environment, isolated: true });
    expect([workspace, variables.PULUMI_OPTION_CWD]).toEqual([join(home, "sandbox", "workspace"), workspace]);
    const project = parse(readFileSync(join(workspace, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
    const original = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
    expect(project).toMatchObject({ name: original.name, runtime: original.runtime, main: root });
    expect(project).not.toHaveProperty("stackConfigDir");
    expect(project.plugins).toMatchObject({ languages: [{ name: "nodejs", path: join(root, "tools/hosts/bin") }] });
  });

  test("is not taken for a wish by a real run in the same shell", () => {
    const { root, home, environment } = place();
    const sandbox = pulumiEnvironment({ root, home: join(home, "sandbox"), environment, isolated: true });
    const real = pulumiEnvironment({ root, home, environment: childEnvironment(sandbox, environment) });
    expect(real.variables).toMatchObject({
      PULUMI_BACKEND_URL: `file://${home}/backend`,
      PULUMI_CONFIG_PASSPHRASE_FILE: join(home, "passphrase"),
    });
    expect([real.workspace, real.unset]).toEqual([root, ["PULUMI_OPTION_CWD"]]);
  });
});

describe("shellExports", () => {
  test("sets and unsets in a real shell, whatever a value contains", () => {
    const text = shellExports({ variables: { A: "it's $(echo x)\n`id`", B: "2" }, unset: ["C"] });
    const script = `C=3; export C; eval "$1"; printf '%s|%s|%s' "$A" "$B" "\${C-unset}"`;
    expect(execFileSync("sh", ["-c", script, "sh", text], { encoding: "utf8" })).toBe("it's $(echo x)\n`id`|2|unset");
  });
});
