import { expect, test } from "@jest/globals";
import { cloudToken } from "../../../../providers/coolify/kinds/cloudToken.ts";
import { declared } from "./declared.ts";

const { kind, inputs, wire, read } = declared(cloudToken, { stamp: "pf/hetzner", name: "hetzner", provider: "hetzner", token: "shh" });

test("16.5: provider and token cannot be changed", () => expect(kind.replaceOn).toEqual(["provider", "token"]));

test("its name carries the stamp, and a hidden token stays as state has it (1.7)", () => {
  expect(wire().name).toBe("hetzner pf-core@pf/hetzner");
  const { token, ...shown } = wire();
  expect([read(wire()), read(shown), token]).toEqual([inputs(), inputs(), "shh"]);
});
