import { symlinkSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { ConfigError } from "../../config/fault.ts";
import { loadFleet } from "../../config/load.ts";
import { append, type Edits, faultsWith, withFleet } from "./fleetFolder.ts";

const CORE = "pf-core.config.yaml";
const AIR = "instances/air.instance.yaml";
const EP = "products/air-ep.product.yaml";
const air = (lines: string): Edits => ({ [AIR]: append(lines) });
const replaced = (path: string, from: string | RegExp, to: string): Edits => ({ [path]: (text) => text.replace(from, to) });

/** What is written wrong, and the first line of what is said about it; the number is that of all lines. */
const BROKEN: [string, Edits, string, number][] = [
  [
    "a misspelt environment",
    air("environments:\n  developmnt:\n    port: 3000"),
    'config/instances/air.instance.yaml:17:3 environments.developmnt: no such key; did you mean "development"?',
    1,
  ],
  [
    "a spoken environment",
    air("environments: { dev: {} }"),
    'config/instances/air.instance.yaml:16:17 environments.dev: "dev" is not a name of an environment: 3 to 255 lower case letters, digits and hyphens, such as production or ep-production; did you mean "development"?',
    1,
  ],
  [
    "an environment that is too short",
    air("environments: { qa: {} }"),
    'config/instances/air.instance.yaml:16:17 environments.qa: "qa" is not a name of an environment: 3 to 255 lower case letters, digits and hyphens, such as production or ep-production',
    1,
  ],
  [
    "an environment with capitals",
    air("environments: { Staging: {} }"),
    'config/instances/air.instance.yaml:16:17 environments.Staging: "Staging" is not a name of an environment: 3 to 255 lower case letters, digits and hyphens, such as production or ep-production',
    1,
  ],
  [
    "an environment that is empty and unknown",
    air("environments: { demo: }"),
    "config/instances/air.instance.yaml:16:17 environments.demo: nothing of this name to remove; write {} for an environment without settings of its own",
    1,
  ],
  [
    "a key in another spelling",
    air("buildPack: nixpacks"),
    'config/instances/air.instance.yaml:16:1 buildPack: no such key; did you mean "build_pack"?',
    1,
  ],
  [
    "a key that nobody knows",
    replaced("servers.yaml", "server_name", "colour"),
    "config/servers.yaml:8:3 main.colour: no such key; known here: address, server_name, server_uuid, token",
    1,
  ],
  [
    "a key that JavaScript reserves",
    air("__proto__: { a: 1 }"),
    "config/instances/air.instance.yaml:16:1 __proto__: no such key, and no name that anything could have",
    1,
  ],
  [
    "memory without a unit",
    air("limits: { memory: 512 }"),
    'config/instances/air.instance.yaml:16:19 limits.memory: "512" is not an amount of memory such as 512M or 1G',
    1,
  ],
  [
    "memory that is a list",
    air("limits: { memory: [512M] }"),
    "config/instances/air.instance.yaml:16:19 limits.memory: a list is not an amount of memory such as 512M or 1G",
    1,
  ],
  ["a block that is a text", air("limits: 512M"), 'config/instances/air.instance.yaml:16:9 limits: "512M" is not a block of keys', 1],
  [
    "a duration without a unit",
    air("health_check: { interval: 30 }"),
    'config/instances/air.instance.yaml:16:27 health_check.interval: "30" is not a duration of at least 1s such as 30s or 5m',
    1,
  ],
  [
    "a word that is none of the known",
    air("build_pack: nixpack"),
    'config/instances/air.instance.yaml:16:13 build_pack: "nixpack" is not one of nixpacks, static, dockerfile, railpack; did you mean "nixpacks"?',
    1,
  ],
  ["yes for true", air("auto_deploy: yes"), 'config/instances/air.instance.yaml:16:14 auto_deploy: "yes" is not true or false', 1],
  ["a port that is none", air("port: 70000"), 'config/instances/air.instance.yaml:16:7 port: "70000" is not a port between 1 and 65535', 1],
  [
    "a colour without quotes",
    replaced(AIR, '"#0f62fe"', "#0f62fe"),
    'config/instances/air.instance.yaml:9:3 brand.primary: nothing is not a colour in quotes such as "#0f62fe" (without quotes, # begins a comment)',
    1,
  ],
  [
    "a description that is too long",
    replaced(AIR, "The AIR platform", "x".repeat(200)),
    'config/instances/air.instance.yaml:5:14 description: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" is not a description of at most 150 letters, digits, spaces and - _ . , ! ? ( ) \' " + = * / @ &',
    1,
  ],
  [
    "a description with a character that Coolify refuses",
    replaced(AIR, "The AIR platform", "AIR; the platform"),
    'config/instances/air.instance.yaml:5:14 description: "AIR; the platform and its products" is not a description of at most 150 letters, digits, spaces and - _ . , ! ? ( ) \' " + = * / @ &',
    1,
  ],
  [
    "a name that is too short",
    replaced(AIR, "name: AIR", "name: AI"),
    'config/instances/air.instance.yaml:4:7 name: "AI" is not a name of 3 to 255 letters, digits, spaces and - _ . / @ & ( ) # , : +',
    1,
  ],
  [
    "a missing code",
    replaced(AIR, "code: air\n", ""),
    "config/instances/air.instance.yaml:2:1 code: missing; write a code of 2 to 20 lower case letters and digits that begins with a letter, such as air",
    1,
  ],
  [
    "a missing source",
    replaced(EP, /source:\n.*\n.*\n/, ""),
    "config/products/air-ep.product.yaml:2:1 source: missing; write repository, or image and tag",
    1,
  ],
  [
    "an image without a tag",
    replaced(EP, / {2}tag: .*\n/, ""),
    "config/products/air-ep.product.yaml:8:3 source.tag: missing; write the tag of the image, such as 1.0.0",
    1,
  ],
  [
    "a tag inside the image",
    replaced(EP, "ep-app\n", "ep-app:1\n"),
    'config/products/air-ep.product.yaml:8:10 source.image: "ghcr.io/pf-core/ep-app:1" is not a Docker image without its tag, such as ghcr.io/pf-core/ep-app',
    1,
  ],
  [
    "a repository over ssh",
    replaced(AIR, "https://github.com/", "git@github.com:"),
    "config/instances/air.instance.yaml:15:15 source.repository: this is not the https address of a public git repository such as https://github.com/pf-core/air-app",
    1,
  ],
  [
    "both a repository and an image",
    replaced(AIR, "source:\n", "source:\n  image: nginx\n"),
    "config/instances/air.instance.yaml:16:3 source.repository: both a repository and an image; remove one of them with null",
    1,
  ],
  [
    "a tag for a repository",
    replaced(AIR, "source:\n", "source:\n  tag: 1.0.0\n"),
    "config/instances/air.instance.yaml:15:3 source.tag: a tag belongs to an image; a repository is pinned to a commit in releases/",
    1,
  ],
  [
    "a repository without a branch",
    replaced(CORE, "    branch: develop\n", ""),
    "config/instances/air.instance.yaml:2:1 branch: missing; write the branch of the repository that this environment deploys",
    3,
  ],
  [
    "neither port nor framework",
    replaced(CORE, "framework: nextjs\n", ""),
    "config/instances/air.instance.yaml:2:1 port: missing; write port, or framework",
    8,
  ],
  [
    "a plain http domain",
    air("environments: { production: { domains: ['http://air.pfcore.io'] } }"),
    'config/instances/air.instance.yaml:16:41 environments.production.domains.0: "http://air.pfcore.io" is not a host name such as air.pfcore.io or a full address such as https://air.pfcore.io',
    1,
  ],
  [
    "a wildcard domain",
    air("environments: { production: { domains: ['*.pfcore.io'] } }"),
    'config/instances/air.instance.yaml:16:41 environments.production.domains.0: "*.pfcore.io" is not a host name such as air.pfcore.io or a full address such as https://air.pfcore.io',
    1,
  ],
  [
    "a domain that another instance has",
    air("environments: { production: { domains: ['https://BAIV.io/'] } }"),
    "config/instances/baiv.instance.yaml:18:15 domains.0: https://baiv.io would be the domain of both air-app-prod and baiv-app-prod; give one of them another",
    1,
  ],
  [
    "a domain twice in a list",
    air("environments: { production: { domains: [a.io, a.io] } }"),
    "config/instances/air.instance.yaml:16:47 domains.1: https://a.io stands twice in the list; remove one",
    1,
  ],
  [
    "a domain for all environments",
    air("environments:\n  development: { domains: [a.io] }\n  staging: { domains: [a.io] }"),
    "config/instances/air.instance.yaml:18:24 domains.0: https://a.io would be the domain of both air-app-dev and air-app-staging; give one of them another",
    1,
  ],
  [
    "a name of an application twice",
    air("application_name: air-app"),
    'config/instances/air.instance.yaml:16:19 application_name: "air-app" would be the name of the applications in both development and staging; name one of them otherwise',
    2,
  ],
  [
    "an unknown reference",
    air("variables: { A: '{{instance.brand.primry}}' }"),
    'config/instances/air.instance.yaml:16:17 variables.A: {{instance.brand.primry}} refers to nothing; did you mean "{{instance.brand.primary}}"?',
    1,
  ],
  [
    "a reference to a product where there is none",
    air("variables: { A: '{{product.code}}' }"),
    "config/instances/air.instance.yaml:16:17 variables.A: {{product.code}} refers to nothing; known here: root_domain, instance.code, instance.name, instance.brand.primary, instance.brand.secondary, instance.brand.logo, instance.domain, domain, environment.name, environment.short, application.name, application.url",
    1,
  ],
  [
    "a template that is not closed",
    air("variables: { A: '{{instance.code' }"),
    "config/instances/air.instance.yaml:16:17 variables.A: {{ without its }}; close it, or write \\{{ if the braces belong to the text",
    1,
  ],
  [
    "a template that makes no domain",
    air("environments: { production: { domains: ['{{instance.name}} x'] } }"),
    'config/instances/air.instance.yaml:16:41 domains.0: "AIR x" is not a host name such as air.pfcore.io or a full address such as https://air.pfcore.io',
    1,
  ],
  [
    "a secret in plain text",
    air("variables: { STRIPE_KEY: sk }"),
    "config/instances/air.instance.yaml:16:26 variables.STRIPE_KEY: looks like a secret in plain text; write { secret: stripe_key }, or { public: … } if everybody may read it",
    1,
  ],
  [
    "a password in an address",
    air("variables: { DATABASE_URL: 'postgres://u:p@db/x' }"),
    "config/instances/air.instance.yaml:16:28 variables.DATABASE_URL: holds an address with a password in it; write { secret: database_url }",
    1,
  ],
  [
    "a misspelt reference to a secret",
    air("variables: { A: { secert: a } }"),
    "config/instances/air.instance.yaml:16:17 variables.A: this is not a text, { secret: name } or { public: text }",
    1,
  ],
  [
    "a name of a variable with a dash",
    air("variables: { a-b: x }"),
    'config/instances/air.instance.yaml:16:14 variables.a-b: "a-b" is not a name of a variable: letters, digits, _ and ., no digit first',
    1,
  ],
  [
    "a server that is not there",
    air("server: mian"),
    'config/instances/air.instance.yaml:16:9 server: no such server in servers.yaml; did you mean "main"?',
    1,
  ],
  [
    "no server at all",
    replaced(CORE, "server: main\n", ""),
    "config/instances/air.instance.yaml:2:1 server: missing; write the name of a server of servers.yaml",
    3,
  ],
  [
    "a token in servers.yaml",
    { "servers.yaml": append("  token: abc") },
    "config/servers.yaml:9:10 main.token: this is not a reference { secret: name }, never a token",
    1,
  ],
  [
    "extends of a file that is not there",
    replaced(AIR, "pf-core.config", "pfcore.config"),
    'config/instances/air.instance.yaml:2:10 extends: there is no such file; did you mean "../pf-core.config.yaml"?',
    1,
  ],
  [
    "extends in a circle",
    replaced(AIR, "../pf-core.config", "air.instance"),
    "config/instances/air.instance.yaml:2:10 extends: goes round in a circle: air.instance.yaml → air.instance.yaml; let it extend ../pf-core.config.yaml",
    1,
  ],
  [
    "no extends",
    replaced(AIR, "extends: ../pf-core.config.yaml\n", ""),
    "config/instances/air.instance.yaml:2:1 extends: missing; write the path of a YAML file, seen from this file, such as ../pf-core.config.yaml",
    1,
  ],
  [
    "a product of an unknown instance",
    replaced(EP, "air.instance", "aire.instance"),
    'config/products/air-ep.product.yaml:2:10 extends: there is no such file; did you mean "../instances/air.instance.yaml"?',
    1,
  ],
  [
    "a product that extends pf-core",
    replaced(EP, "instances/air.instance", "pf-core.config"),
    "config/products/air-ep.product.yaml:2:10 extends: a product extends the file of its instance; known here: ../instances/air.instance.yaml, ../instances/baiv.instance.yaml, ../instances/w4m.instance.yaml",
    1,
  ],
  [
    "an environment of a product without its code",
    replaced(EP, "ep-production:", "production:"),
    'config/products/air-ep.product.yaml:16:3 environments.production: environments of this product begin with its code, ep; did you mean "ep-production"?',
    1,
  ],
  [
    "a misspelt environment of a product",
    replaced(EP, "ep-production:", "ep-prodution:"),
    'config/products/air-ep.product.yaml:16:3 environments.ep-prodution: no such key; did you mean "ep-production"?',
    1,
  ],
  [
    "an empty environment of a product",
    replaced(EP, "ep-production: {}", "ep-production:"),
    "config/products/air-ep.product.yaml:16:3 environments.ep-production: empty; write {} for an environment without settings of its own",
    1,
  ],
  [
    "an environment of a product that the instance has",
    air("environments: { ep-production: { branch: main, domains: [x.io], limits: { memory: 0, cpus: 0 } } }"),
    "config/products/air-ep.product.yaml:16:3 environments.ep-production: the instance itself has an environment of this name already; rename one of them",
    1,
  ],
  [
    "an application without a domain whose variables want one",
    air("environments: { demo: { branch: demo, limits: { memory: 1G, cpus: 1 } } }"),
    "config/pf-core.config.yaml:37:12 variables.APP_URL: {{application.url}} has no value in demo of AIR; set it, or leave the reference out",
    1,
  ],
  [
    "a code that is not in the name of the file",
    replaced(AIR, "code: air", "code: aix"),
    "config/instances/air.instance.yaml:3:7 code: does not fit the name of the file; call the file aix.instance.yaml, or change the code",
    1,
  ],
  [
    "a code that two instances have",
    { "instances/zzz.instance.yaml": "extends: air.instance.yaml\ncode: air\nname: Zzz\n" },
    "config/instances/zzz.instance.yaml:2:7 code: config/instances/air.instance.yaml has this code already; every instance needs its own",
    1,
  ],
  [
    "a code that is reserved",
    { "instances/platform.instance.yaml": "extends: air.instance.yaml\ncode: platform\nname: Platform\n" },
    'config/instances/platform.instance.yaml:2:7 code: "platform" is kept for the stack of the platform itself; choose another code',
    1,
  ],
  [
    "a release of an unknown environment",
    { "releases/air.yaml": "prodction: a\n" },
    'config/releases/air.yaml:1:1 prodction: no such environment in this stack; did you mean "production"?',
    1,
  ],
  [
    "a release that is no commit",
    { "releases/air.yaml": "production: 1.0.0\n" },
    'config/releases/air.yaml:1:13 production: "1.0.0" is not a commit of 40 hexadecimal digits, as a git source needs',
    1,
  ],
  [
    "a release of an unknown stack",
    { "releases/aie.yaml": "production: 1.0.0\n" },
    "config/releases/aie.yaml:1:1: releases of a stack that is not described; known: air, baiv, w4m",
    1,
  ],
  [
    "a name of a file that nobody knows",
    { "instances/foo.yml": "a: b\n" },
    "config/instances/foo.yml:1:1: not a name that is known here; files are called like pf-core.config.yaml, servers.yaml, instances/air.instance.yaml, products/air-ep.product.yaml, releases/air.yaml",
    1,
  ],
  [
    "no pf-core.config.yaml",
    { [CORE]: undefined },
    "config/pf-core.config.yaml:1:1: there is no such file, and nothing works without it",
    1,
  ],
  ["no servers.yaml", { "servers.yaml": undefined }, "config/servers.yaml:1:1: there is no such file, and nothing works without it", 1],
  [
    "a misspelt key in pf-core.config.yaml",
    replaced(CORE, "health_check:", "healthcheck:"),
    'config/pf-core.config.yaml:25:1 healthcheck: no such key; did you mean "health_check"?',
    1,
  ],
  [
    "YAML that is broken in pf-core.config.yaml",
    { [CORE]: append(": : :") },
    "config/pf-core.config.yaml:70:3: not valid YAML: nested mappings are not allowed in compact mappings",
    1,
  ],
  ["a tab", air("limits:\n\tmemory: 512M"), "config/instances/air.instance.yaml:17:1: indented with a tab; YAML wants spaces", 1],
  [
    "a key twice",
    air("code: air"),
    "config/instances/air.instance.yaml:16:1: this key stands twice in the same block; keep one of the two",
    1,
  ],
  [
    "a quote that is not closed",
    air("variables: { A: 'b"),
    "config/instances/air.instance.yaml:17:1: a quote or bracket was opened and is not closed up to here; close it",
    1,
  ],
  [
    "two documents",
    air("---\na: b"),
    "config/instances/air.instance.yaml:16:1: more than one document in the file; remove the line `---`",
    1,
  ],
  [
    "a tag",
    air("port: !port 80"),
    "config/instances/air.instance.yaml:16:7: a tag (!) has no meaning here; remove it, or put the text in quotes",
    1,
  ],
  [
    "a bomb of aliases",
    { [AIR]: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" },
    "config/instances/air.instance.yaml:1:7 a: copies with & and * are not understood here; write the value, or share it through `extends`",
    1,
  ],
  [
    "nothing but brackets",
    { [AIR]: `a: ${"[".repeat(100_000)}` },
    "config/instances/air.instance.yaml:1:1: nested too deeply to be read",
    1,
  ],
  [
    "deep nesting",
    { [AIR]: `a: ${"[".repeat(60)}${"]".repeat(60)}` },
    "config/instances/air.instance.yaml:1:35 a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0: nested too deeply to be read",
    1,
  ],
  ["an empty file", { [AIR]: "" }, "config/instances/air.instance.yaml:1:1: the file is empty; write its keys or delete it", 1],
  [
    "nothing but comments",
    { [AIR]: "# AIR\n" },
    "config/instances/air.instance.yaml:1:1: the file is empty; write its keys or delete it",
    1,
  ],
  [
    "a list instead of keys",
    { [AIR]: "- a\n" },
    "config/instances/air.instance.yaml:1:1: expected keys with values, such as `name: AIR`",
    1,
  ],
  [
    "a text instead of keys",
    { [AIR]: "air\n" },
    "config/instances/air.instance.yaml:1:1: expected keys with values, such as `name: AIR`",
    1,
  ],
  [
    "a list as a key",
    air("? [a, b]\n: c"),
    "config/instances/air.instance.yaml:16:3: a key must be a word; templates and lists need quotes around them",
    1,
  ],
  [
    "a file that is not UTF-8",
    { [AIR]: Buffer.from("code: air\nname: \u00e9t\u00e9\n", "latin1") },
    "config/instances/air.instance.yaml:2:1: not UTF-8 text; save the file in UTF-8",
    1,
  ],
  [
    "a file of two megabytes",
    { [AIR]: `# ${"x".repeat(2_000_000)}` },
    "config/instances/air.instance.yaml:1:1: larger than 1 MB, which no configuration is; is it the right file?",
    1,
  ],
];

describe("what is wrong is said with its place and the way out", () => {
  test.each(BROKEN)("%s", (_, edits, first, count) => {
    const lines = faultsWith(edits);
    expect(lines[0]).toBe(first);
    expect(lines).toHaveLength(count);
  });
});

test("everything wrong in all files is said at once, in the order of files and lines", () => {
  const lines = faultsWith({
    [AIR]: append("limits: { memory: 512 }\nenvironments: { developmnt: {} }\nvariables: { A: '{{instance.cod}}' }"),
    [EP]: (text) => text.replace("image:", "imgae:"),
    "instances/w4m.instance.yaml": "\tname: W4M",
    "servers.yaml": append("  adress: https://coolify.example.com"),
  });
  expect(lines).toEqual([
    'config/instances/air.instance.yaml:16:19 limits.memory: "512" is not an amount of memory such as 512M or 1G',
    'config/instances/air.instance.yaml:17:17 environments.developmnt: no such key; did you mean "development"?',
    'config/instances/air.instance.yaml:18:17 variables.A: {{instance.cod}} refers to nothing; did you mean "{{instance.code}}"?',
    "config/instances/w4m.instance.yaml:1:1: indented with a tab; YAML wants spaces",
    'config/products/air-ep.product.yaml:8:3 source.imgae: no such key; did you mean "image"?',
    'config/servers.yaml:9:3 main.adress: no such key; did you mean "address"?',
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
        line: 16,
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

test("a file that is a link to nowhere", () => {
  const line = "config/instances/link.instance.yaml:1:1: cannot be read (ENOENT); look at its permissions";
  const load = (folder: string) => {
    symlinkSync(`${folder}/nowhere`, `${folder}/instances/link.instance.yaml`);
    return loadFleet(folder);
  };
  expect(() => withFleet({}, load)).toThrow(line);
});

test("a folder that is not there", () => {
  const line = "nowhere:1:1: there is no such folder; PF_CONFIG names the folder of the configuration";
  expect(() => withFleet({}, (folder) => loadFleet(`${folder}/nowhere`))).toThrow(line);
});
