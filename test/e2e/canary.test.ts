import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { secretKeys } from "../../providers/coolify/secretFields.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { keyText, kindNamed } from "../kinds/references.ts";
import { identityOf } from "../lifecycle/stage.ts";
import { type Canary, declared, ground, notifying, secretive, variables } from "./canaries.ts";
import { type Echo, echoBefore } from "./echo.ts";
import { Scene } from "./everyKindScene.ts";
import type { Run } from "./plainPulumi.ts";
import type { Wished } from "./programs/wished.ts";

const PATIENCE = 180_000;

/** Every secret of every kind has a value of its own that is never seen in clear, whatever is done and whatever goes wrong. */
let scene: Scene;
let echo: Echo;
const told: string[] = [];

beforeAll(async () => {
  scene = await Scene.open(async ({ coolify }) => {
    echo = await echoBefore(coolify.url);
    return { COOLIFY_BASE_URL: echo.url, ...identityOf({ ...coolify, url: echo.url }) };
  });
}, PATIENCE);
afterAll(async () => {
  await scene.close();
  await echo.close();
});
afterEach(() => {
  echo.refuses = false;
  scene.stage.coolify.faults.clear();
});

const named = new Set<string>();
const keys = ["plain", "secret"].flatMap((mark) => ["1", "2"].map((version) => keyText(`${mark} ${version}`)));

/** Values of one copy in one version. @param wrap how the program passes them */
const canaryOf =
  (mark: string, version: string, wrap: (text: string) => string): Canary =>
  (what, before = "") => {
    named.add(what);
    return wrap(`${before}canary-${mark}-${version}-${what}`);
  };
const plainly = (text: string) => text;
const wrapped = (text: string) => `<secret ${text}>`;

/** All in two copies: in one the program passes clear texts that only the schema calls secret, in the other it calls them secret itself. */
function wishes(version: string): Wished[] {
  const copy = (mark: string, wrap: (text: string) => string) =>
    secretive(mark, canaryOf(mark, version, wrap), wrap(keyText(`${mark} ${version}`)));
  return [
    ...ground,
    ...copy("plain", plainly),
    ...copy("secret", wrapped),
    // There is only one of each channel: the other way comes with the other version.
    ...notifying(canaryOf("channel", version, version === "1" ? plainly : wrapped)),
    ...variables("secret", canaryOf("secret", version, wrapped)),
  ];
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });

/** What Pulumi is told with `--debug` alone: its SDK writes what it registers, secrets included, and the log of events has that too. */
const withoutDebugging = (text: string) =>
  text
    .split("\n")
    .filter((line) => !line.includes('"severity":"debug"'))
    .join("\n");

/** Everything that was written or said: state, its history and copies, events, reports of the run, output. What the test itself wrote is not. */
function texts(): [string, string][] {
  const files = [scene.stack.folder, String(scene.stage.environment().PF_RUN)]
    .flatMap(filesBelow)
    .filter((file) => !/(wished|import)\.json$/.test(file));
  return [...files.map((file): [string, string] => [file, withoutDebugging(readFileSync(file, "utf8"))]), ["output", told.join("\n")]];
}

/** As it is, and as it stands in the middle of something in base64. */
const CLEAR = /canary-[\w.-]*|Y2FuYXJ5L|NhbmFyeS|jYW5hcnkt/g;
const lines = keys.flatMap((key) => key.split("\n")[1] ?? []);

/** Does it, and looks everywhere. */
async function done(run: Promise<Run>): Promise<Run> {
  const ended = await run;
  told.push(ended.output);
  const all = texts();
  const found = all.flatMap(([where, text]) =>
    [...(text.match(CLEAR) ?? []), ...lines.filter((line) => text.includes(line))].map((what) => `${path.basename(where)}: ${what}`),
  );
  expect([...new Set(found)]).toEqual([]);
  expect(all.filter(([, text]) => text.includes("visible-in-clear")).length).toBeGreaterThan(0);
  return ended;
}

const up = (version: string, wanted = wishes(version)) => done(scene.stack.up(wanted, "--continue-on-error"));
/** Another token is another object. Pulumi itself hangs with `--continue-on-error` when the deletion for a replacement fails. */
const withoutReplacements = (version: string, before: string): Wished[] =>
  wishes(version).map((wish, place) => (wish.kind === "CloudToken" ? (wishes(before)[place] ?? wish) : wish));

test("every secret that a kind declares is among them", () => {
  wishes("1");
  const sets = ["ApplicationVariables.preview", ...["Application", "Service", "Database", "Shared"].map((of) => `${of}Variables.value`)];
  expect([...named, "PrivateKey.privateKey"].sort()).toEqual([...declared(), ...sets].sort());
});

test(
  "a creation that Coolify refuses, saying all that it was told",
  async () => {
    expect(await done(scene.stack.up(ground))).toMatchObject({ code: 0 });
    echo.refuses = true;
    const { code, output } = await up("1");
    expect(code).not.toBe(0);
    expect(output).toContain("The value [secret] is no good.");
  },
  PATIENCE,
);

test(
  "a creation that fails half-way, so that state keeps what is unfinished",
  async () => {
    scene.stage.coolify.faults.add({ action: "error", method: "PATCH", path: "/api/v1/**", status: 503 });
    scene.stage.coolify.faults.add({ action: "error", method: "POST", path: "/api/v1/**/validate", status: 500 });
    expect((await up("1")).code).not.toBe(0);
    const { deployment } = await scene.stack.state();
    const unfinished = deployment.resources
      .filter(({ outputs }) => outputs?.unfinished !== undefined)
      .map(({ type }) => type.split(":").at(-1));
    // Which ones come that far depends on the moment; the validation of a bucket always fails after it was made.
    expect(unfinished).toContain("S3Storage");
    scene.stage.coolify.faults.clear();
    const { code, output } = await up("1");
    expect(code === 0 ? "" : output).toBe("");
  },
  PATIENCE,
);

test(
  "a rotation that Coolify refuses, saying all that it was told; then one that goes well",
  async () => {
    echo.refuses = true;
    const { code, output } = await up("2", withoutReplacements("2", "1"));
    expect(code).not.toBe(0);
    expect(output).toContain("The value [secret] is no good.");
    echo.refuses = false;
    const rotated = await up("2");
    expect(rotated.code === 0 ? "" : rotated.output).toBe("");
  },
  PATIENCE,
);

test(
  "secrets that somebody changed at Coolify, read by a refresh",
  async () => {
    const id = new Map((await scene.kept()).map((one) => [one.name, one.id]));
    await scene.byHand("PATCH", `/s3-storages/${id.get("s3-plain")}`, { secret: "canary-by-hand-s3" });
    await scene.byHand("PATCH", `/databases/${id.get("mysql-plain")}`, { mysql_password: "canary-by-hand-mysql" });
    await scene.byHand("PATCH", `/applications/${id.get("app-plain")}`, { manual_webhook_secret_github: "canary-by-hand-hook" });
    await scene.byHand("PATCH", "/notifications/telegram", { telegram_token: "canary-by-hand-telegram" });
    await scene.byHand("PATCH", `/services/${id.get("service-secret")}/envs/bulk`, {
      data: [{ key: "SECRET", value: "canary-by-hand-set" }],
    });
    const { code, steps } = await done(scene.stack.refresh());
    expect({ code, steps }).toEqual({
      code: 0,
      steps: ["app-plain", "channel-telegram", "mysql-plain", "s3-plain", "set-ServiceVariables-secret"].map((name) => `update ${name}`),
    });
  },
  PATIENCE,
);

/** How the file of an import says that a value is secret (facts of Pulumi 16.6). */
const asSecret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const guarded = (type: string, properties: Properties) => {
  const { input, output } = kindNamed(type);
  const secret = [...secretKeys(input), ...secretKeys(output)];
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, secret.includes(key) ? asSecret(value) : value]));
};

test(
  "imported, and destroyed",
  async () => {
    const kept = (await scene.kept()).filter(({ name }) => /^(token|s3|mysql)-plain$/.test(name));
    const resources = kept.map(({ kind, name, id, inputs, outputs }) => ({
      ...{ type: `pulumi-nodejs:dynamic/coolify:${kind}`, name: `imported-${name}`, id },
      ...{ inputs: guarded(kind, inputs), outputs: guarded(kind, outputs) },
    }));
    const file = path.join(scene.stack.folder, "import.json");
    writeFileSync(file, JSON.stringify({ resources }));
    const imported = await done(
      scene.stack.run("import", "--file", file, "--yes", "--skip-preview", "--generate-code=false", "--protect=false"),
    );
    expect(imported.code === 0 ? "" : imported.output).toBe("");
    expect((await done(scene.stack.refresh())).code).toBe(0);
    const destroyed = await done(scene.stack.destroy());
    expect(destroyed.code === 0 ? "" : destroyed.output).toBe("");
  },
  PATIENCE,
);
