import { describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Instance } from "../../components/instance.ts";
import { inputOf } from "../../components/values.ts";
import { rowsOf } from "../../components/variableRows.ts";
import { application, instance, product } from "./described.ts";
import { recorded } from "./recorded.ts";

const secrets = (name: string) => pulumi.secret(`value of ${name}`);
const none = { secrets, credentials: new Map(), databases: new Map() };

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "went well";
};

describe("what cannot be, in words", () => {
  test("a database that is not there", () => {
    expect(messageOf(() => inputOf({ database: "air-db-x", part: "internalUrl" }, none))).toBe(
      'There is no database "air-db-x" that this value could use; there: none. A tier sees its own and those above it.',
    );
  });
});

describe("a generated secret", () => {
  test("takes its length and version from wherever they are said", async () => {
    const applications = [application({ variables: { KEY: { generated: "key" } } })];
    const products = [
      product({ applications: [application({ name: "ep", variables: { KEY: { generated: "key", length: 64, version: 2 } } })] }),
    ];
    const described = instance({ applications, products });
    const program = await recorded(() => new Instance("air", { instance: described, server: "main", secrets }));
    expect(program.one("Credential", "air-key-credential").inputs).toMatchObject({ name: "key", length: 64, version: 2 });
  });
});

describe("what previews get", () => {
  test("the application's values, its own, and what it alone has", () => {
    expect(rowsOf({ A: "1", B: "2" }, { B: "3", C: "4" })).toEqual({
      A: { value: "1", preview: { value: "1" } },
      B: { value: "2", preview: { value: "3" } },
      C: { value: "4", previewOnly: true },
    });
  });

  test("where there are none, nothing is said of them", () => {
    expect(rowsOf({ A: "1" })).toEqual({ A: { value: "1" } });
  });
});

test("an instance that opts out by name shares the server's network", async () => {
  const described = instance({ ownNetwork: false });
  const program = await recorded(() => new Instance("air", { instance: described, server: "main", secrets }));
  expect(program.names("Destination")).toEqual([]);
  expect(program.one("Application", "air-app-dev").inputs).toMatchObject({ destination: "coolify" });
});
