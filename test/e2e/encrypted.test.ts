import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openStage, type Stage } from "../lifecycle/stage.ts";
import { type PlainStack, plainStack } from "./plainPulumi.ts";
import type { Wished } from "./programs/wished.ts";

const PATIENCE = 120_000;

/** What a schema calls secret is ciphertext in state, although the program passes it in clear. */
let stage: Stage;
let stack: PlainStack;

beforeAll(async () => {
  stage = await openStage();
  stack = plainStack(stage.environment());
}, PATIENCE);
afterAll(async () => {
  stack.close();
  await stage.close();
});

const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
/** The line between the borders, which nothing else can hold by chance. */
const canary = key.split("\n")[1] ?? "";
const wishes: Wished[] = [{ kind: "PrivateKey", name: "key", args: { stamp: "test/key", name: "test", privateKey: key } }];

async function seen(output: string): Promise<string> {
  const state = JSON.stringify(await stack.state());
  expect(state).toContain("PrivateKey::key");
  return `${state}\n${stack.events()}\n${output}`;
}

test(
  "after a preview, a creation, a refresh and a change",
  async () => {
    expect(canary.length).toBeGreaterThan(40);
    const told = [await stack.preview(wishes), await stack.up(wishes), await stack.refresh()];
    const [{ args, ...rest }] = wishes as [Wished];
    const renamed = [{ ...rest, args: { ...args, name: "other" } }];
    told.push(await stack.preview(renamed), await stack.up(renamed));
    expect(told.map(({ code, output }) => (code === 0 ? "" : output)).join("")).toBe("");
    expect(await seen(told.map(({ output }) => output).join("\n"))).not.toContain(canary);
  },
  PATIENCE,
);

test(
  "after a change that failed",
  async () => {
    expect((await stack.destroy()).code).toBe(0);
    await stack.up(wishes);
    stage.coolify.faults.add({ action: "error", method: "PATCH", path: "/api/v1/security/keys/*", status: 500 });
    const [{ args, ...rest }] = wishes as [Wished];
    const failed = await stack.up([{ ...rest, args: { ...args, description: "changed" } }]);
    stage.coolify.faults.clear();
    expect(failed.code).not.toBe(0);
    expect(await seen(failed.output)).not.toContain(canary);
    expect((await stack.destroy()).code).toBe(0);
  },
  PATIENCE,
);
