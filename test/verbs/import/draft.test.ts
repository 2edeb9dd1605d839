import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { yamlValues } from "../../../config/write.ts";
import { coreOf } from "../../../verbs/import/core.ts";
import { draftInstance } from "../../../verbs/import/draft.ts";
import { REFERENCE } from "../../config/fleetFolder.ts";
import { found, project, variables, workload } from "./foundProject.ts";

const WISH = { code: "legacy", server: "main", core: coreOf(REFERENCE) };
const draft = (...workloads: Parameters<typeof project>) => draftInstance(WISH, project(...workloads));
const yamlOf = (...workloads: Parameters<typeof project>) => yamlValues(draft(...workloads).text)[0] as Record<string, never>;

describe("a project as YAML", () => {
  test("the only application of an environment is its own; several stand beside each other; none is said", () => {
    const staging = [
      workload("Application", "one", { environment: "staging" }),
      workload("Application", "two", { environment: "staging" }),
    ];
    expect(yamlOf(workload("Application", "web"), ...staging)).toMatchObject({
      code: "legacy",
      server: "main",
      network: "shared",
      environments: {
        development: null,
        production: { application_name: "web" },
        staging: { description: "Last stop", own_application: false, applications: { one: { application_name: "one" }, two: {} } },
      },
    });
    expect(yamlOf().environments).toMatchObject({ production: { own_application: false } });
  });

  test("a name that people liked, or that stands in two environments, gets one in the stack beside it", () => {
    const { described, text } = draft(
      workload("Database", "My Odd DB (ü)"),
      workload("Database", "db"),
      workload("Database", "db", { environment: "staging" }),
      workload("Service", "日本", { inputs: { destination: "own" } }),
    );
    expect([...described.values()].map(({ name }) => name)).toEqual(["my-odd-db-u", "legacy-db", "legacy-service", "legacy-db-staging"]);
    expect(yamlValues(text)[0]).toMatchObject({
      environments: {
        production: {
          databases: { "my-odd-db-u": { coolify_name: "My Odd DB (ü)" }, db: { coolify_name: "db" } },
          services: { w: { coolify_name: "日本", destination: "own" } },
        },
      },
    });
  });

  test("a commit becomes a pin, of the environment or of what stands in it", () => {
    const source = { type: "publicGit", repository: "https://github.com/a/b", branch: "main", commit: "a".repeat(40) };
    const pins = draft(
      workload("Application", "web", { inputs: { source } }),
      ...["one", "two"].map((name) => workload("Application", name, { environment: "staging", inputs: { source } })),
    ).others.get("releases/legacy.yaml");
    expect(yamlValues(pins ?? "")).toEqual([{ production: "a".repeat(40), "staging/one": "a".repeat(40), "staging/two": "a".repeat(40) }]);
  });
});

describe("what nobody may read in a file", () => {
  test("looks like a secret: named; equal values share a name, others do not", () => {
    const { secrets, text } = draft(
      workload("Application", "web", { variables: variables({ API_TOKEN: "one", KEY_FILE: "-----BEGIN PRIVATE KEY-----\nx" }) }),
      workload("Service", "other", { variables: variables({ API_TOKEN: { value: "one", flags: { runtime: false } } }) }),
      workload("Database", "third", { variables: variables({ API_TOKEN: "two", ADDRESS: "redis://:pw@cache" }) }),
    );
    expect(Object.fromEntries(secrets)).toEqual({
      api_token: "one",
      key_file: "-----BEGIN PRIVATE KEY-----\nx",
      third_api_token: "two",
      address: "redis://:pw@cache",
    });
    expect(text).not.toMatch(/: (one|two)$|BEGIN|pw@/m);
    expect(text).toMatch(/secret: api_token\n +runtime: false/);
  });

  test("a file, a login, a compose text and a Dockerfile with one in it", () => {
    const compose = "services:\n  a:\n    environment:\n      DB_PASSWORD: hunter2\n";
    const open = "services:\n  a:\n    environment:\n      DB_PASSWORD: $DB_PASSWORD\n      URL: http://u:$PW@h\n";
    const { secrets, text, others } = draft(
      workload("Application", "web", {
        inputs: {
          source: { type: "dockerfile", text: "FROM a\nENV APP_SECRET hunter2\n" },
          basicAuth: { enabled: true, username: "a", password: "hunter2" },
        },
        storages: [found("Storage", "", { mountPath: "/a", source: { type: "file" }, content: "hunter2" })],
      }),
      workload("Service", "mail", { inputs: { source: { type: "compose", text: compose } } }),
      workload("Service", "chat", { inputs: { source: { type: "compose", text: open } } }),
    );
    expect([...secrets.keys()].sort()).toEqual(["mail_compose", "web_basic_auth", "web_dockerfile", "web_file_1_content"]);
    expect(text).not.toContain("hunter2");
    expect([...others]).toEqual([["compose/legacy-chat.yaml", open]]);
    expect(text).toContain("compose: ../compose/legacy-chat.yaml");
  });
});

test("braces stay braces, and settings stand beside the value", () => {
  const { environments } = yamlOf(
    workload("Application", "web", {
      variables: variables({ A: "{{x}}", B: { value: "a$b", flags: { literal: false, comment: "why" } }, C: { value: "1", preview: "2" } }),
      inputs: { preview: { enabled: true } },
    }),
  );
  expect(environments).toMatchObject({
    production: {
      variables: { A: "\\{{x}}", B: { value: "a$b", literal: false, comment: "why" }, C: "1" },
      previews: { enabled: true, variables: { C: "2" } },
    },
  });
});

test("files and directories have no name at Coolify, and get one that no volume has", () => {
  const storages = [
    found("Storage", "", { mountPath: "/a", source: { type: "file" } }),
    found("Storage", "", { mountPath: "/b", source: { type: "volume", name: "file-1" } }),
    found("Storage", "", { mountPath: "/c", source: { type: "directory", fsPath: "/srv" }, previewSuffix: false }),
  ];
  expect(yamlOf(workload("Database", "main", { storages })).environments).toMatchObject({
    production: {
      databases: {
        main: {
          storages: {
            "file-2": { path: "/a", type: "file" },
            "file-1": { path: "/b" },
            "file-3": { path: "/c", type: "directory", host_path: "/srv", preview_suffix: false },
          },
        },
      },
    },
  });
});

test("the file says where it comes from", () => {
  const { file, text } = draft(workload("Application", "web"));
  expect(file).toBe(path.posix.join("instances", "legacy.instance.yaml"));
  expect(text).toContain("# Legacy: taken over from Coolify");
});
