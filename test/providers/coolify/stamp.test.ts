import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { splitStamp, withStamp } from "../../../providers/coolify/stamp.ts";

describe("a stamp in a description", () => {
  test.each([
    ["Instance AIR", "air/air", "Instance AIR pf-core@air/air"],
    ["", "air/air-app-dev", "pf-core@air/air-app-dev"],
  ])("%j with %s", (description, stamp, text) => {
    expect(withStamp(description, stamp)).toBe(text);
    expect(splitStamp(text)).toEqual({ description, stamp });
  });

  test.each([
    ["made by hand", { description: "made by hand", stamp: undefined }],
    [null, { description: "", stamp: undefined }],
    ["pf-core@air/air moved to the front", { description: "moved to the front", stamp: "air/air" }],
    ["Shop pf-core@air/shop, see the wiki", { description: "Shop pf-core@air/shop, see the wiki", stamp: undefined }],
    ["like pf-core@air/shop pf-core@air/air", { description: "like pf-core@air/shop", stamp: "air/air" }],
    ["twice pf-core@air/air pf-core@air/air", { description: "twice pf-core@air/air", stamp: "air/air" }],
    ["ends with xpf-core@air/air", { description: "ends with xpf-core@air/air", stamp: undefined }],
    ["  spaced   pf-core@air/air  ", { description: "spaced", stamp: "air/air" }],
  ])("%j is read without guessing", (text, expected) => expect(splitStamp(text)).toEqual(expected));

  const words = fc.stringMatching(/^[A-Za-z0-9 .,!?()+=*&-]{0,150}$/).map((text) => text.trim());
  const stamps = fc.stringMatching(/^[a-z0-9.-]{1,30}\/[a-z0-9.-]{1,40}$/);

  test("what was put together comes apart again, and fits", () => {
    fc.assert(
      fc.property(words, stamps, (description, stamp) => {
        const text = withStamp(description, stamp);
        expect(text.length).toBeLessThanOrEqual(255);
        expect(splitStamp(text)).toEqual({ description, stamp });
      }),
    );
  });
});
