import { expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { coolifyResource } from "../../../providers/coolify/resource.ts";
import { secretKeys } from "../../../providers/coolify/secretFields.ts";

const Password = z.string().min(1).meta({ secret: true });

const shape = {
  type: "Probe",
  input: z.strictObject({
    plain: z.string(),
    optional: Password.optional(),
    described: Password.describe("what opens it"),
    defaulted: Password.default("x"),
    turned: Password.transform((text) => text.trim()),
    nested: z.strictObject({ deep: z.strictObject({ password: Password.optional() }).prefault({}) }).optional(),
    list: z.array(z.strictObject({ password: Password })),
    record: z.record(z.string(), Password),
    choice: z.union([z.number(), Password]),
    told: z.discriminatedUnion("by", [z.strictObject({ by: z.literal("key"), key: Password }), z.strictObject({ by: z.literal("none") })]),
  }),
  output: z.object({ uuid: z.string(), connection: z.string().optional().meta({ secret: true }) }),
};

test("a field is secret wherever the word stands on it, under wrappers and deep inside", () => {
  expect(secretKeys(shape.input)).toEqual(Object.keys(shape.input.shape).filter((key) => key !== "plain"));
  expect(secretKeys(shape.output)).toEqual(["connection"]);
});

test("the class marks secret inputs that the program passes in clear, and leaves the others alone", async () => {
  await pulumi.runtime.setMocks(
    { newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) },
    "project",
    "stack",
    false,
  );
  const Probe = coolifyResource(shape);
  const probe = new Probe("probe", {
    plain: "a",
    described: "canary",
    turned: "t",
    list: [],
    record: { A: "canary" },
    choice: 1,
    told: { by: "none" },
  });
  const isSecret = async (key: keyof typeof shape.input.shape) => pulumi.isSecret(probe[key] as pulumi.Output<unknown>);
  expect(await Promise.all([isSecret("described"), isSecret("record"), isSecret("plain"), isSecret("optional")])).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
