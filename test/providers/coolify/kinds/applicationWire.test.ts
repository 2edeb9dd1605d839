import { describe, expect, test } from "@jest/globals";
import { check } from "../../../../providers/coolify/engine/check.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { application } from "../../../../providers/coolify/kinds/application.ts";
import { airApplication } from "../airApplication.ts";
import { lookups } from "./applicationLookups.ts";

const kind = application as unknown as Kind;
const { inputs } = check(kind, airApplication);
const wireOf = (more: Record<string, unknown>) => kind.toWire(check(kind, { ...inputs, ...more }).inputs);

/** What Coolify shows of the sample (contract 4.3, 4.6). */
const LIVE = {
  uuid: "u",
  name: "air-app-dev",
  description: "AIR, development pf-core@air/air-app-dev",
  git_repository: "pf-core/air-app",
  git_branch: "develop",
  git_commit_sha: "HEAD",
  build_pack: "nixpacks",
  ports_exposes: "3000",
  fqdn: "https://dev.air.pfcore.io",
  install_command: "npm ci",
  build_command: "npm run build",
  start_command: "npm start",
  health_check_enabled: true,
  health_check_path: "/api/health",
  health_check_interval: 30,
  health_check_timeout: 5,
  health_check_retries: 3,
  health_check_start_period: 10,
  limits_memory: "256m",
  limits_cpus: "0.25",
  settings: { is_auto_deploy_enabled: true },
  environment: { name: "development", project: { uuid: "PROJECT" } },
  destination: { name: "coolify", uuid: "d1", server: { name: "main", uuid: "s1" } },
};

describe("what Coolify shows of an application", () => {
  test("is what was wanted", () => expect(check(kind, kind.fromWire(LIVE, inputs)).inputs).toEqual(inputs));

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["empty commands", { install_command: "" }, { installCommand: undefined }],
    ["no domain", { fqdn: null }, { domains: [] }],
    ["several domains", { fqdn: "https://a.b,https://c.d" }, { domains: ["https://a.b", "https://c.d"] }],
    [
      "a pin",
      { git_commit_sha: "abc" },
      { source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop", commit: "abc" } },
    ],
    ["several ports", { ports_exposes: "3000,3001" }, { port: 3000, furtherPorts: [3001] }],
    ["no port, set by hand", { ports_exposes: null }, { port: 0 }],
    [
      "a repository elsewhere",
      { git_repository: "https://git.example.com/x/y" },
      { source: expect.objectContaining({ repository: "https://git.example.com/x/y" }) },
    ],
    [
      "an ending .git",
      { git_repository: "pf-core/air-app.git" },
      { source: expect.objectContaining({ repository: "https://github.com/pf-core/air-app" }) },
    ],
    ["a stamp taken out by hand", { description: "mine" }, { description: "mine", stamp: undefined }],
  ])("%s", (_, live, expected) => expect(kind.fromWire({ ...LIVE, ...live }, inputs)).toMatchObject(expected));

  test("half an application is refused with a cure", () =>
    expect(() => kind.fromWire({ ...LIVE, settings: undefined }, inputs)).toThrow(/lacks its settings\. Delete it in Coolify/));

  test("a server that was named by uuid stays a uuid", () =>
    expect(kind.fromWire(LIVE, { ...inputs, server: "s1", destination: "coolify" })).toMatchObject({
      server: "s1",
      destination: "coolify",
    }));

  test("an image has no branch", () => {
    const live = { ...LIVE, build_pack: "dockerimage", docker_registry_image_name: "ghcr.io/x/y", docker_registry_image_tag: "1" };
    expect(kind.fromWire(live, inputs)).toMatchObject({ source: { type: "dockerImage", image: "ghcr.io/x/y", tag: "1" } });
  });
});

describe("what is sent to Coolify", () => {
  test("a change of the repository is short for GitHub, full for others (trap T2)", () => {
    const repository = (address: string) => wireOf({ source: { type: "publicGit", repository: address, branch: "main" } }).git_repository;
    expect(repository("https://github.com/x/y.git")).toBe("x/y");
    expect(repository("https://git.example.com/x/y.git")).toBe("https://git.example.com/x/y");
  });

  test("create sends the full address", async () => {
    const body = await kind.toCreate?.(inputs, lookups);
    expect(body).toEqual({
      git_repository: "https://github.com/pf-core/air-app",
      project_uuid: "PROJECT",
      environment_name: "development",
      server_uuid: "server main",
    });
  });

  test("without a domain Coolify must not make one up", async () => {
    const bare = check(kind, { ...inputs, domains: [], destination: "second" }).inputs;
    expect(await kind.toCreate?.(bare, lookups)).toMatchObject({ autogenerate_domain: false, destination_uuid: "destination second" });
    expect(kind.toWire(bare)).toMatchObject({ domains: null });
  });

  test("an image sends nothing of git", () => {
    const keys = Object.keys(wireOf({ source: { type: "dockerImage", image: "x/y", tag: "1" } }));
    expect(keys.filter((key) => /^git_|build_pack|auto_deploy|is_static|is_spa|preserve/.test(key))).toEqual([]);
  });
});
