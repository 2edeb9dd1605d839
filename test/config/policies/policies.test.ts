import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { loadFleet } from "../../../config/load.ts";
import { checkPolicies, findingLine } from "../../../config/policies/check.ts";
import { RULES } from "../../../config/policies/rules.ts";
import { AIR, air } from "../broken.ts";
import { append, type Edits, faultsWith, fleetWith, REFERENCE } from "../fleetFolder.ts";

const findings = (edits: Edits) => checkPolicies(fleetWith(edits)).map(findingLine);
const production = (lines: string) => air(`environments: { production: { ${lines} } }`);
const database = (more: string) => production(`databases: { main: { engine: postgresql, limits: { memory: 1G, cpus: 1 }, ${more} } }`);

test("the reference fleet keeps all of them", () => expect(checkPolicies(loadFleet(REFERENCE))).toEqual([]));

/** What breaks a rule, with what is said of it, and the same written well. */
const cases: [rule: string, broken: Edits, line: string, kept: Edits][] = [
  [
    "health-check",
    production("health_check: { enabled: false }"),
    "config/instances/air.instance.yaml:17:47 air-app-prod health_check.enabled (health-check): has no health check in production; write enabled: true and a path",
    air("environments: { development: { health_check: { enabled: false } } }"),
  ],
  [
    "no-public-database",
    production("databases: { main: { engine: redis, is_public: true, public_port: 6379, limits: { memory: 1G, cpus: 1 } } }"),
    "config/instances/air.instance.yaml:17:67 air-db-main-prod is_public (no-public-database): can be reached by everybody; remove is_public, and reach it over SSH",
    production("databases: { main: { engine: redis, limits: { memory: 1G, cpus: 1 } } }"),
  ],
  [
    "https-only",
    production("domains: ['http://air.pfcore.io']"),
    "config/instances/air.instance.yaml:17:41 air-app-prod domains.0 (https-only): http://air.pfcore.io is not https; write it without http://",
    air("environments: { development: { domains: ['http://dev.air.pfcore.io'] } }"),
  ],
  [
    "https-only",
    production("services: { chat: { type: umami, urls: { umami: ['http://chat.air.pfcore.io:3000'] } } }"),
    "config/instances/air.instance.yaml:17:72 air-chat-prod urls.umami (https-only): http://chat.air.pfcore.io:3000 is not https; write it without http://",
    production("services: { chat: { type: umami, urls: { umami: ['chat.air.pfcore.io:3000'] } } }"),
  ],
  [
    "https-only",
    production("proxy: { force_https: false }"),
    "config/instances/air.instance.yaml:17:40 air-app-prod proxy.force_https (https-only): http:// does not lead to https://; remove force_https: false",
    production("proxy: { force_https: true }"),
  ],
  [
    "backups",
    database("backups: [{ frequency: daily, s3_storage: backups, enabled: false }]"),
    "config/instances/air.instance.yaml:17:105 air-db-main-prod backups (backups): is not backed up; write backups with a frequency",
    database("backups: [{ frequency: daily }]"),
  ],
  [
    "limits",
    production("limits: { cpus: 0 }"),
    "config/instances/air.instance.yaml:17:41 air-app-prod limits.cpus (limits): has no limit for cpus; write one under limits",
    production("limits: { cpus: 2 }"),
  ],
];

describe("each rule", () => {
  test.each(cases)("%s", (rule, broken, line, kept) => {
    const found = findings(broken).filter((one) => one.includes(`(${rule})`));
    expect(found[0]).toBe(line);
    expect(findings(kept)).toEqual([]);
  });

  test("has a case here, says what it demands and why", () => {
    expect([...new Set(cases.map(([rule]) => rule))]).toEqual(RULES.map(({ name }) => name));
    for (const { demands, why } of RULES) expect(`${demands} ${why}`).toMatch(/^[A-Z].{20,}\. [A-Z].{20,}\.$/);
  });
});

describe("who is excused", () => {
  const policies = (text: string): Edits => ({ ...production("limits: { cpus: 0 }"), "policies.yaml": text });

  test("a workload, from one rule, with a reason", () => {
    expect(findings(policies("excused:\n  limits:\n    air-app-prod: measured under load until March\n"))).toEqual([
      expect.stringContaining("ep-app-prod limits.cpus (limits)"),
    ]);
  });

  test("an excuse that excuses nothing is told", () => {
    expect(findings({ "policies.yaml": "excused:\n  backups:\n    air-db-main: a trial\n" })).toEqual([
      "config/policies.yaml:3:5 excused.backups.air-db-main (backups): excuses nothing: the rule is kept, or nothing is called so; remove the line",
    ]);
  });

  test.each([
    [
      "a rule that nobody knows",
      "excused: { limit: { air-app-prod: why } }",
      'config/policies.yaml:1:12 excused.limit: no such key; did you mean "limits"?',
    ],
    [
      "no reason",
      "excused: { limits: { air-app-prod: } }",
      "config/policies.yaml:1:22 excused.limits.air-app-prod: nothing is not one line of at most 255 characters, such as the reporting tool reads it until March",
    ],
    ["a key that nobody knows", "excuse: {}", 'config/policies.yaml:1:1 excuse: no such key; did you mean "excused"?'],
  ])("%s", (_, text, line) => expect(faultsWith({ "policies.yaml": text })).toEqual([line]));
});

test("all are told in the documentation", () => {
  const rows = readFileSync(path.join(__dirname, "../../../docs/configuration.md"), "utf8").match(
    /^\| `[a-z-]+` \| (error|warning) \| .*$/gm,
  );
  expect(rows).toEqual(RULES.map(({ name, severity, demands }) => `| \`${name}\` | ${severity} | ${demands} |`));
});

test("errors come first", () => {
  const edits = { [AIR]: append("environments: { production: { limits: { cpus: 0 }, health_check: { enabled: false } } }") };
  expect(checkPolicies(fleetWith(edits)).map(({ severity }) => severity)).toEqual(["error", "error", "warning", "warning"]);
});
