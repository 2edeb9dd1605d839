import { describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { credentialsOf } from "../../components/credentials.ts";
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

  test("one generated secret in two lengths", () => {
    const of = (length: number) => application({ variables: { KEY: { generated: "key", length } } });
    const tiers = [instance({ applications: [of(32)] }), product({ applications: [of(64)] })];
    expect(messageOf(() => credentialsOf({} as pulumi.Resource, "air", tiers))).toContain("is wanted with 32 and with 64 signs");
  });

  test("a variable for previews alone", () => {
    expect(messageOf(() => rowsOf("air-app-dev", { A: "1" }, { B: "2" }))).toContain("air-app-dev has B for previews alone");
  });
});

test("an instance that opts out by name shares the server's network", async () => {
  const described = instance({ ownNetwork: false });
  const program = await recorded(() => new Instance("air", { instance: described, server: "main", secrets }));
  expect(program.names("Destination")).toEqual([]);
  expect(program.one("Application", "air-app-dev").inputs).toMatchObject({ destination: "coolify" });
});
