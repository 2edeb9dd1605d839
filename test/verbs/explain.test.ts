import { describe, expect, test } from "@jest/globals";
import { PulumiError } from "../../verbs/pulumi/error.ts";
import { explained } from "../../verbs/pulumi/explain.ts";

const refusal = (stderr: string) => explained(Promise.reject(new PulumiError("stack", 1, "", stderr)));

describe("what Pulumi refuses beside a run", () => {
  test.each([
    ["error: failed to load checkpoint: place 1: unexpected end of JSON input", 1, "Pulumi's state cannot be read: the file was cut off."],
    ["error: write /x/air.json: no space left on device", 1, "The disk is full, so Pulumi could not keep what it made."],
    ["error: incorrect passphrase", 2, "The state is encrypted with another passphrase."],
    ["error: something new", 1, "pulumi stack ended with code 1: error: something new"],
  ])("%s", async (stderr, exit, message) => {
    await expect(refusal(stderr)).rejects.toMatchObject({ name: "Failure", exit, message });
  });

  test("what is no refusal of Pulumi's passes as it is", async () => {
    await expect(explained(Promise.reject(new TypeError("ours")))).rejects.toThrow(TypeError);
  });
});
