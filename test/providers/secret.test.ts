import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { Secret } from "../../providers/secret.ts";

const secret = new Secret("COOLIFY_TOKEN", "7|canary");

test.each([
  ["text", `${secret}`],
  ["JSON", JSON.stringify({ secret })],
  ["inspection", inspect({ secret }, { showHidden: true, depth: 9 })],
  ["keys", Object.values(secret).join()],
])("a secret written as %s gives its name only", (_, text) => {
  expect(text).toContain("COOLIFY_TOKEN");
  expect(text).not.toContain("canary");
});

test("a secret is revealed where it is asked for", () => expect(secret.reveal()).toBe("7|canary"));
