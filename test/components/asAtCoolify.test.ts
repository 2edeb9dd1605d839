import { beforeAll, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Instance } from "../../components/instance.ts";
import { application, database, instance, service } from "./described.ts";
import { type Recording, recorded, revealed } from "./recorded.ts";

/** What was made by hand at Coolify has names, networks and settings of its own. */
const described = instance({
  ownNetwork: false,
  environmentDescriptions: { development: "Where we try" },
  sharedVariables: {
    project: { variables: { REGION: { value: "eu" } } },
    environments: { development: { variables: { TOKEN: { secret: "token" } }, variableSettings: { TOKEN: { isLiteral: true } } } },
  },
  applications: [
    application({
      coolifyName: "My Odd App",
      destination: "backstage",
      source: { type: "dockerfile", text: "" },
      secrets: { "source.text": { secret: "dockerfile" } },
      variables: { DOLLAR: { value: "a$b" } },
      variableSettings: { DOLLAR: { isLiteral: false, comment: "why" } },
      storages: [{ name: "conf", source: { type: "file", content: "", hidden: { secret: "conf" } }, mountPath: "/conf" }],
    }),
  ],
  databases: [
    database({
      coolifyName: "db",
      variables: { TZ: { value: "UTC" } },
      storages: [{ name: "archive", source: { type: "volume" }, mountPath: "/archive" }],
    }),
  ],
  services: [service({ source: { type: "compose", text: "" }, secrets: { "source.text": { secret: "compose" } } })],
});

let program: Recording;

beforeAll(async () => {
  const secrets = (name: string) => pulumi.secret(`value of ${name}`);
  program = await recorded(() => new Instance("air", { instance: described, server: "main", secrets }));
});

const inputsOf = (kind: string, name: string) => program.one(kind, name).inputs;

test("names in the stack stay, those at Coolify are what people gave", () => {
  expect(inputsOf("Application", "air-app-dev")).toMatchObject({ name: "My Odd App", destination: "backstage" });
  expect(inputsOf("Database", "air-db-main-dev")).toMatchObject({ name: "db", destination: "coolify" });
  expect(inputsOf("Environment", "air-development")).toMatchObject({ description: "Where we try" });
});

test("how a variable is treated is passed on", () => {
  expect(inputsOf("ApplicationVariables", "air-app-dev-variables").variables).toEqual({
    DOLLAR: { value: "a$b", isLiteral: false, comment: "why" },
  });
});

test("texts that stand in no file stay secret", () => {
  const text = (kind: string, name: string) => revealed((inputsOf(kind, name).source as { text: unknown }).text);
  expect(text("Application", "air-app-dev")).toBe("value of dockerfile");
  expect(text("Service", "air-chat-dev")).toBe("value of compose");
  expect(revealed(inputsOf("Storage", "air-app-dev-conf-storage").content)).toBe("value of conf");
});

test("a database has variables and storages before it is started", () => {
  expect(inputsOf("DatabaseVariables", "air-db-main-dev-variables").variables).toEqual({ TZ: { value: "UTC" } });
  expect(inputsOf("Storage", "air-db-main-dev-archive-storage")).toMatchObject({ mountPath: "/archive" });
});

test("shared variables of the project and of an environment", () => {
  expect(inputsOf("SharedVariables", "air-shared-variables")).toMatchObject({
    scope: { type: "project" },
    variables: { REGION: { value: "eu" } },
  });
  const { scope, variables } = inputsOf("SharedVariables", "air-development-shared-variables");
  expect(scope).toMatchObject({ type: "environment", environment: "development" });
  expect(variables).toMatchObject({ TOKEN: { isLiteral: true } });
});
