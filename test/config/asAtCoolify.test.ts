import { describe, expect, test } from "@jest/globals";
import { resolveStack } from "../../config/load.ts";
import { append, faultsWith, fleetWith } from "./fleetFolder.ts";

const ZETA = `extends: ../pf-core.config.yaml
code: zeta
name: ZETA
brand: { primary: "#00aa77", secondary: "#223344", logo: /brand/zeta.svg }
source: { repository: https://github.com/pf-core/air-app }
`;

const zeta = (lines: string) => ({ "instances/zeta.instance.yaml": ZETA + lines });
const resolved = (lines: string) => resolveStack(fleetWith(zeta(lines)), "zeta");
const inProduction = <One extends { environment: string }>(all: readonly One[]) =>
  all.filter(({ environment }) => environment === "production");

describe("what was made by hand at Coolify can be said", () => {
  test("an environment without an application of the tier's own; products have theirs", () => {
    const { applications, databases } = resolved(
      "environments: { production: { own_application: false, databases: { main: { engine: redis } } } }",
    );
    expect(inProduction(applications)).toEqual([]);
    expect(inProduction(databases)).toHaveLength(1);
    const { products, ...w4m } = resolveStack(fleetWith({ "instances/w4m.instance.yaml": append("own_application: false") }), "w4m");
    expect(w4m.applications).toEqual([]);
    expect(products.flatMap((product) => product.applications).length).toBeGreaterThan(0);
  });

  test("another name at Coolify, another network; neither is handed down", () => {
    const { applications, databases } = resolved(`coolify_name: "ZETA (alt)"
destination: backstage
databases: { main: { engine: redis, coolify_name: Cache, destination: backstage } }`);
    const [application] = inProduction(applications);
    expect(application).toMatchObject({ name: "zeta-app-prod", coolifyName: "ZETA (alt)", destination: "backstage" });
    expect(databases[0]).toMatchObject({ coolifyName: "Cache", destination: "backstage" });
    const lines = append("coolify_name: W4M alt\ndestination: backstage");
    const { products } = resolveStack(fleetWith({ "instances/w4m.instance.yaml": lines }), "w4m");
    expect(products.flatMap((product) => product.applications).filter((one) => one.coolifyName ?? one.destination)).toEqual([]);
  });

  test("how a variable is treated, and a value beside that", () => {
    const [application] = resolved(`variables:
  A: { value: "a$b {{instance.code}}", literal: false, comment: why }
  B: { secret: b, buildtime: false }
  C: plain`).applications;
    expect(application?.variables).toMatchObject({ A: { value: "a$b zeta" }, B: { secret: "b" }, C: { value: "plain" } });
    expect(application?.variableSettings).toEqual({ A: { isLiteral: false, comment: "why" }, B: { isBuildtime: false } });
    expect(faultsWith(zeta("variables: { API_TOKEN: { value: plain, literal: true } }")).join()).toContain("looks like a secret");
  });

  test("texts that stand in no file", () => {
    const { applications, services } = resolved(`storages: { conf: { path: /conf, type: file, content: { secret: conf } } }
services: { chat: { compose: { secret: chat_compose } } }
applications: { edge: { source: { dockerfile: { secret: edge } }, port: 80 } }`);
    expect(applications[0]?.storages[0]?.source).toEqual({ type: "file", content: "", hidden: { secret: "conf" } });
    expect(services[0]).toMatchObject({ source: { type: "compose", text: "" }, secrets: { "source.text": { secret: "chat_compose" } } });
    expect(applications.find(({ name }) => name === "zeta-edge-dev")).toMatchObject({
      source: { type: "dockerfile", text: "" },
      secrets: { "source.text": { secret: "edge" } },
    });
  });

  test("variables and storages of a database", () => {
    const [database] = resolved(`databases:
  main: { engine: redis, variables: { TZ: Europe/Vienna, OTHER: { database: main } }, storages: { archive: { path: /archive } } }`).databases;
    expect(database).toMatchObject({
      variables: { TZ: { value: "Europe/Vienna" } },
      storages: [{ name: "archive", mountPath: "/archive" }],
    });
    expect(faultsWith(zeta("databases: { main: { engine: redis, storages: { x: { path: /x, type: bind } } } }")).join()).toContain(
      "databases.main.storages.x.host_path",
    );
  });

  test("a domain without a certificate, words about an environment, and a name that is no word", () => {
    const { environments, environmentDescriptions, applications } = resolved(`environments:
  production: { description: Where visitors are, domains: ["http://zeta.example.com:8080/a"] }
  qa_1 test: { branch: main, domains: [qa.zeta.example.com], limits: { memory: 64M, cpus: 0 } }`);
    expect(inProduction(applications)[0]?.domains).toEqual(["http://zeta.example.com:8080/a"]);
    expect(environments).toContain("qa_1 test");
    expect(environmentDescriptions).toEqual({ production: "Where visitors are" });
  });

  test("variables that workloads share, of the project and of an environment", () => {
    const { sharedVariables } = resolved(`shared_variables: { REGION: "eu-{{instance.code}}", TOKEN: { secret: shared, literal: true } }
environments: { production: { shared_variables: { LEVEL: { value: "{{environment.short}}", comment: why } } }, staging: { shared_variables: {} } }`);
    expect(sharedVariables).toEqual({
      project: {
        variables: { REGION: { value: "eu-zeta" }, TOKEN: { secret: "shared" } },
        variableSettings: { TOKEN: { isLiteral: true } },
      },
      environments: { production: { variables: { LEVEL: { value: "prod" } }, variableSettings: { LEVEL: { comment: "why" } } } },
    });
    expect(faultsWith(zeta("shared_variables: { API_TOKEN: plain }")).join()).toContain("looks like a secret");
    expect(faultsWith(zeta("shared_variables: { A: { value: a, runtime: false } }")).join()).toContain("shared_variables.A");
  });

  test("words of preview deployments where there are none", () => {
    const [application] = resolved("previews: { enabled: false, url_template: pr.x }").applications;
    expect(application?.previews).toBeUndefined();
    expect(application?.settings.preview).toEqual({ enabled: false, urlTemplate: "pr.x", openToPublic: false });
  });
});

test("a white-label joins no network of others", () => {
  expect(faultsWith({ "white-labels/acmecorp-wwg.white-label.yaml": append("destination: coolify") }).join()).toMatch(
    /white-label.yaml:\d+:\d+ destination: a white-label has a network of its own/,
  );
});
