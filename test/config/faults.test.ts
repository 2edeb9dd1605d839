import { describe, expect, test } from "@jest/globals";
import { ConfigError } from "../../config/fault.ts";
import { loadFleet } from "../../config/load.ts";
import { AIR, air, EP, replaced } from "./broken.ts";
import { brokenDatabases } from "./brokenDatabases.ts";
import { brokenFiles } from "./brokenFiles.ts";
import { brokenReferences } from "./brokenReferences.ts";
import { brokenTenants } from "./brokenTenants.ts";
import { brokenValues } from "./brokenValues.ts";
import { brokenWorkloads } from "./brokenWorkloads.ts";
import { append, type Edits, faultsWith, withFleet } from "./fleetFolder.ts";

describe("what is wrong is said with its place and the way out", () => {
  test.each([...brokenValues, ...brokenReferences, ...brokenFiles, ...brokenDatabases, ...brokenWorkloads, ...brokenTenants])(
    "%s",
    (_, edits, first, count) => {
      const lines = faultsWith(edits);
      expect(lines[0]).toBe(first);
      expect(lines).toHaveLength(count);
    },
  );
});

test("everything wrong in all files is said at once, in the order of files and lines", () => {
  const lines = faultsWith({
    [AIR]: append("limits: { memory: 512 }\nenvironments: { developmnt: {} }\nvariables: { A: '{{instance.cod}}' }"),
    [EP]: (text) => text.replace("image:", "imgae:"),
    "instances/w4m.instance.yaml": "\tname: W4M",
    "servers.yaml": append("  adress: https://coolify.example.com"),
  });
  expect(lines).toEqual([
    'config/instances/air.instance.yaml:17:19 limits.memory: "512" is not an amount of memory such as 512M or 1G',
    'config/instances/air.instance.yaml:18:17 environments.developmnt: no such key; did you mean "development"?',
    'config/instances/air.instance.yaml:19:17 variables.A: {{instance.cod}} refers to nothing; did you mean "{{instance.code}}"?',
    "config/instances/w4m.instance.yaml:1:1: indented with a tab; YAML wants spaces",
    'config/products/air-ep.product.yaml:9:3 source.imgae: no such key; did you mean "image"?',
    'config/servers.yaml:10:3 main.adress: no such key; did you mean "address"?',
  ]);
});

test("faults are data too", () => {
  const run = () => withFleet(air("limits: { memory: 512 }"), loadFleet);
  expect(run).toThrow(ConfigError);
  try {
    run();
  } catch (error) {
    expect((error as ConfigError).faults).toEqual([
      {
        file: "config/instances/air.instance.yaml",
        line: 17,
        column: 19,
        path: "limits.memory",
        value: '"512"',
        reason: '"512" is not an amount of memory such as 512M or 1G',
        suggestion: undefined,
      },
    ]);
  }
});

describe("secrets that stand in the wrong place are not repeated", () => {
  const CANARY = "canary-4f9a";
  test.each<[string, Edits]>([
    ["as a variable", air(`variables: { STRIPE_KEY: ${CANARY} }`)],
    ["in a misspelt reference", air(`variables: { A: { secert: ${CANARY} } }`)],
    ["as a list", air(`variables: { A: [${CANARY}] }`)],
    ["as a token", { "servers.yaml": append(`  token: ${CANARY}`) }],
    ["in the address of a repository", replaced(AIR, "https://github.com", `https://x:${CANARY}@github.com`)],
    ["in the address of a database", air(`variables: { DATABASE_URL: "postgres://u:${CANARY}@db/x" }`)],
    ["as a password of a database", air(`databases: { main: { engine: redis, password: ${CANARY} } }`)],
    ["in a reference with a password beside it", air(`databases: { main: { engine: redis, password: { secret: a, value: ${CANARY} } } }`)],
    ["as a password of the proxy", air(`basic_auth: { username: air, password: ${CANARY} }`)],
    ["as a key of the platform", { "platform.yaml": append(`private_keys: { deploy: { key: ${CANARY} } }`) }],
    ["as a variable of a service", air(`services: { chat: { type: umami, variables: { API_TOKEN: ${CANARY} } } }`)],
    ["as a variable of previews", air(`previews: { variables: { API_TOKEN: ${CANARY} } }`)],
    ["in broken YAML", air(`variables:\n  A: "a" ${CANARY}`)],
    ["as an alias", air(`variables:\n  A: *${CANARY}`)],
    ["as a tag", air(`variables:\n  A: !${CANARY} x`)],
  ])("%s", (_, edits) => {
    expect(faultsWith(edits).join("\n")).not.toContain(CANARY);
  });
});

test.each([
  "AUTH_TOKEN",
  "DB_PASSWORD",
  "SECRET",
  "API_KEY",
  "KEY",
  "SMTP_PWD",
  "AWS_SECRET_ACCESS_KEY",
  "SENTRY_DSN",
  "private_key",
  "API_KEY_2",
])("%s looks like a secret", (key) =>
  expect(faultsWith(air(`variables: { ${key}: x }`))[0]).toContain(
    `looks like a secret in plain text; write { secret: ${key.toLowerCase()} }`,
  ),
);

test.each(["MONKEY", "KEYBOARD", "TOKENS_PER_MINUTE", "NEXT_PUBLIC_API_KEY", "STRIPE_PUBLISHABLE_KEY", "SUPABASE_ANON_KEY", "PATH_PREFIX"])(
  "%s does not look like a secret",
  (key) => withFleet(air(`variables: { ${key}: x }`), (folder) => expect(() => loadFleet(folder)).not.toThrow()),
);

test("a folder that is not there", () => {
  const line = "nowhere:1:1: there is no such folder; PF_CONFIG names the folder of the configuration";
  expect(() => withFleet({}, (folder) => loadFleet(`${folder}/nowhere`))).toThrow(line);
});
