import { describe, expect, test } from "@jest/globals";
import { air, application } from "./instances.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

describe("releases", () => {
  test("pin a commit or a tag, and make the application one to deploy", () => {
    const pinned = air({ "releases/air.yaml": `staging: ${COMMIT}\nep-production: 1.10\n` });
    expect(application(pinned, "air-app-staging")).toMatchObject({ deploy: true, source: { branch: "staging", commit: COMMIT } });
    expect(application(pinned, "air-app-prod")).toMatchObject({ deploy: false });
    expect(application(pinned, "air-app-prod").source).not.toHaveProperty("commit");
    expect(application(pinned, "ep-app-prod").source).toMatchObject({ tag: "1.10" });
  });

  test("may be none any more", () => {
    expect(air({ "releases/air.yaml": "# nothing is pinned\n" })).toEqual(air({}));
  });

  test("a commit of digits only stays as it is written", () => {
    const digits = "1".repeat(40);
    const pinned = air({ "releases/air.yaml": `production: ${digits}\n` });
    expect(application(pinned, "air-app-prod").source).toMatchObject({ commit: digits });
  });
});
