import { expect, test } from "@jest/globals";
import { destination } from "../../../../providers/coolify/kinds/destination.ts";
import { networkOf, networkParts } from "../../../../providers/coolify/kinds/destinationNetwork.ts";
import { declared } from "./declared.ts";

const { kind, inputs, wire, read } = declared(destination, { stamp: "air/net", server: "main", name: "apps", network: "apps" });

test("16.5: the network carries the stamp and cannot be changed", () => {
  expect(wire().network).toBe("apps.pf-core.air_.net");
  expect(read(wire())).toEqual(inputs());
  expect(kind.replaceOn).toEqual(["server", "network", "stamp"]);
});

test.each(["a/b", "a_b/c", "a/b_c", "a_/_b", "a_./b", "a__/__b", "A.b-c_d/e._f"])(
  "a stamp such as %s comes back as it is, in legal signs",
  (stamp) => {
    expect(networkOf("apps", stamp)).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/);
    expect(networkParts(networkOf("apps", stamp))).toEqual({ network: "apps", stamp });
  },
);

test("the longest stamp has room", () =>
  expect(networkOf("n".repeat(60), `${"_".repeat(44)}/${"_".repeat(45)}`).length).toBeLessThanOrEqual(255));

test("T21: what was made by hand carries no stamp, and is never taken for ours", () => {
  expect(networkParts("coolify")).toEqual({ network: "coolify", stamp: undefined });
  expect(kind.adopt?.same?.({ network: "apps" }, inputs())).toBe(false);
  expect(kind.adopt?.same?.({ network: "apps.pf-core.air_.net" }, inputs())).toBe(true);
});
