// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what a shell fills in stands in these texts.
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { yamlValues } from "../../../config/write.ts";
import { exportStack } from "../../../verbs/config/export/export.ts";
import { createContext } from "../../../verbs/context.ts";
import { withFleet } from "../../config/fleetFolder.ts";

const root = path.join(__dirname, "..", "..", "..");

const MORE = `
variables:
  STRIPE_KEY: { secret: stripe_key }
  SESSION: { generated: session }
  DATABASE_URL: { database: main }
  PRICE: "$5 'net'"
  LINES: "one\\ntwo"
  MIXED: "pw={{secret.stripe_key}} costs $5"
databases:
  main: { engine: postgresql, version: 17, password: { secret: main_password } }
  cache: { engine: redis }
storages:
  uploads: { path: /app/uploads }
  config: { type: file, path: /app/config.json, content: '{"price": "$5"}' }
services:
  chat:
    compose: |
      services:
        chat:
          image: \${IMAGE:-nginx}
          environment: { TOKEN: $TOKEN, KEPT: $$HOME }
          volumes: ["chatdata:/data"]
      volumes:
        chatdata: {}
    variables: { IMAGE: chat:1, TOKEN: { secret: chat_token } }
`;

const exported = (format: string, choice = {}) =>
  withFleet({ "instances/air.instance.yaml": (text) => `${text}\n${MORE}` }, (config) =>
    exportStack(createContext(root, { PF_CONFIG: config }), "air", format, choice),
  );

type Doc = Record<string, never> & { kind: string; metadata: { name: string; namespace: string } };

describe("a stack elsewhere", () => {
  test("env: each value as a shell reads it, secrets as references", () => {
    const { text, needs } = exported("env", { workload: "air-app-dev" });
    expect(text).toContain("# air-app-dev (development)");
    expect(text).toContain('STRIPE_KEY="${PF_SECRET_STRIPE_KEY}"');
    expect(text).toContain("PRICE=\"\\$5 'net'\"");
    expect(text).toContain('LINES="one\\ntwo"');
    expect(text).toContain('MIXED="pw=${PF_SECRET_STRIPE_KEY} costs \\$5"');
    expect(text).not.toContain("air-app-staging");
    expect(needs).toEqual(["PF_DATABASE_AIR_DB_MAIN_DEV_URL", "PF_GENERATED_SESSION", "PF_SECRET_STRIPE_KEY"]);
  });

  test("compose: parses, and holds image or repository, variables, volumes, health, databases and the containers of services", () => {
    const { text, notes, needs } = exported("compose", { environment: "development" });
    const [document] = yamlValues(text) as {
      name: string;
      services: Record<string, Record<string, unknown>>;
      volumes: object;
      configs: object;
    }[];
    expect(document?.name).toBe("air");
    expect(document?.services["air-app-dev"]).toMatchObject({
      build: { context: "https://github.com/pf-core/air-app.git#develop" },
      environment: { STRIPE_KEY: "${PF_SECRET_STRIPE_KEY}", PRICE: "$$5 'net'", MIXED: "pw=${PF_SECRET_STRIPE_KEY} costs $$5" },
      volumes: ["air-app-dev-uploads:/app/uploads"],
      configs: [{ source: "air-app-dev-config", target: "/app/config.json" }],
      mem_limit: "256m",
      cpus: 0.25,
    });
    expect(document?.services["air-db-main-dev"]).toMatchObject({
      image: "postgres:17-alpine",
      environment: { POSTGRES_PASSWORD: "${PF_SECRET_MAIN_PASSWORD}" },
    });
    expect(document?.services.chat).toMatchObject({ image: "chat:1", environment: { TOKEN: "${PF_SECRET_CHAT_TOKEN}", KEPT: "$$HOME" } });
    expect(document?.volumes).toEqual({ "air-app-dev-uploads": {}, "air-db-main-dev-data": {}, "air-db-cache-dev-data": {}, chatdata: {} });
    expect(document?.configs).toEqual({ "air-app-dev-config": { content: '{"price": "$$5"}' } });
    expect(notes).toEqual(["air-app-dev is built by Coolify with nixpacks: its repository needs a Dockerfile."]);
    expect(needs).toContain("PF_SECRET_AIR_DB_CACHE_DEV_PASSWORD");
  });

  test("kubernetes: every document parses and fits the others; no value of a secret anywhere", () => {
    const { text } = exported("kubernetes", { environment: "development" });
    const documents = yamlValues(text) as Doc[];
    const of = (kind: string, name: string) => documents.find((one) => one.kind === kind && one.metadata.name === name);
    expect(documents.every((one) => "apiVersion" in one && one.metadata.name)).toBe(true);
    for (const kind of ["Deployment", "Service", "Ingress", "ConfigMap", "Secret"]) expect(of(kind, "air-app-dev")).toBeDefined();
    expect(of("Secret", "air-app-dev")).toMatchObject({
      stringData: { STRIPE_KEY: "${PF_SECRET_STRIPE_KEY}", SESSION: "${PF_GENERATED_SESSION}" },
    });
    expect(of("ConfigMap", "air-app-dev")).toMatchObject({ data: { PRICE: "$5 'net'", INSTANCE_ID: "air" } });
    expect(of("Ingress", "air-app-dev")).toMatchObject({
      spec: { tls: [{ hosts: ["dev.air.pfcore.io"] }], rules: [{ host: "dev.air.pfcore.io" }] },
    });
    const names = new Set(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    const container = (
      of("Deployment", "air-app-dev") as never as {
        spec: { template: { spec: { containers: Record<string, never>[]; volumes: { persistentVolumeClaim?: { claimName: string } }[] } } };
      }
    ).spec.template.spec;
    expect(container.containers[0]).toMatchObject({
      resources: { limits: { memory: "256Mi", cpu: "0.25" } },
      readinessProbe: { httpGet: { path: "/api/health" } },
    });
    for (const { persistentVolumeClaim } of container.volumes)
      if (persistentVolumeClaim) expect(names).toContain(`PersistentVolumeClaim ${persistentVolumeClaim.claimName}`);
    const namespaces = documents.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name);
    expect(namespaces).toEqual(["air-development"]);
    for (const { kind, metadata } of documents) if (kind !== "Namespace") expect(namespaces).toContain(metadata.namespace);
  });

  test("JSON is the configuration itself; what is unknown is told with what there is", () => {
    expect(JSON.parse(exported("json").text)).toMatchObject({ code: "air", kind: "instance" });
    expect(() => exported("yaml")).toThrow('There is no format "yaml"');
    expect(() => exported("env", { workload: "nobody" })).toThrow("nothing of that name");
  });
});
