import { describe, expect, test } from "@jest/globals";
import { renderChanges, renderSummary } from "../../cli/terminal/summary.ts";
import { renderServers, renderTree } from "../../cli/terminal/tree.ts";
import { plainColors } from "./plainColors.ts";

const application = (name: string, environment: string, state: "running" | "waiting", release: string) => ({
  kind: "application" as const,
  name,
  environment,
  state,
  release,
  url: `https://${name}.example.com`,
});

const NOTHING = { applications: [], services: [], databases: [] };

describe("the tree", () => {
  test("environments, then products with theirs, in columns", () => {
    const view = {
      ...NOTHING,
      kind: "instance" as const,
      code: "air",
      name: "AIR",
      server: "main",
      applications: [application("dev", "development", "running", "develop@1a2b3c4"), application("prod", "production", "waiting", "main")],
      products: [{ ...NOTHING, code: "ep", applications: [application("ep", "ep-production", "running", "1.0.0")] }],
    };
    expect(renderTree(view, plainColors)).toBe(
      [
        "AIR  main",
        "├── development        ● running  develop@1a2b3c4  https://dev.example.com",
        "├── production         ○ waiting  main             https://prod.example.com",
        "└── EP",
        "    └── ep-production  ● running  1.0.0            https://ep.example.com",
      ].join("\n"),
    );
  });

  test("several in one environment are shown with their names; a platform has a head only", () => {
    const database = { ...application("acme-db-main", "production", "running", "postgresql"), kind: "database" as const, url: "" };
    const head = { code: "acme", name: "Acme", server: "main", products: [] };
    const applications = [application("acme-app", "production", "running", "1.0.0")];
    expect(renderTree({ ...NOTHING, ...head, kind: "whiteLabel", applications, databases: [database] }, plainColors)).toBe(
      [
        "Acme  main",
        "├── production acme-app          ● running  1.0.0       https://acme-app.example.com",
        "└── production acme-db-main      ● running  postgresql",
      ].join("\n"),
    );
    expect(renderTree({ ...NOTHING, ...head, kind: "platform" }, plainColors)).toBe("Acme  main");
  });

  test("servers", () => {
    expect(renderServers([{ name: "main", reachable: true, applications: 1 }], plainColors)).toBe("Server main  reachable  1 application");
    expect(renderServers([{ name: "b", reachable: false, applications: 0 }], plainColors)).toBe("Server b  unreachable  0 applications");
  });
});

describe("the summary", () => {
  const step = (operation: "create" | "update" | "delete", name: string, changed: string[] = []) => ({
    urn: name,
    name,
    kind: "Application",
    operation,
    state: "done" as const,
    changed,
  });
  const requests = { calls: 1, writes: 1, polls: 2, health: 0 };

  test("counts what changed, what was asked, and the seconds", () => {
    const changes = [step("create", "a"), step("create", "b"), step("delete", "c")];
    expect(renderSummary({ changes, requests, seconds: 1.234 }, plainColors)).toBe("2 created, 1 deleted · 1 request, 2 polls · 1.2 s");
  });

  test("says so when nothing changed", () => {
    expect(renderSummary({ changes: [], requests: { ...requests, polls: 0 }, seconds: 2 }, plainColors)).toBe(
      "nothing changed · 1 request · 2.0 s",
    );
    expect(renderChanges([], plainColors)).toBe("No changes.");
  });

  test("an update names what changed", () => {
    expect(renderChanges([step("update", "a", ["domains", "limits"])], plainColors)).toBe("  ~ Application a (domains, limits)");
  });
});
