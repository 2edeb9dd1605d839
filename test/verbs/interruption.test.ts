import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createContext } from "../../verbs/context.ts";
import { untilStopped } from "../../verbs/failure.ts";
import { bringUp } from "../../verbs/up.ts";

const root = path.join(__dirname, "..", "..");
const observer = { step: () => {}, deployment: () => {}, note: () => {} };

test("a stop before Pulumi runs is not forgotten: Coolify is silent, and nothing is started", async () => {
  const stop = new AbortController();
  const silent = createServer(() => stop.abort());
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const home = mkdtempSync(path.join(os.tmpdir(), "pf-stop-"));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const context = createContext(root, { COOLIFY_BASE_URL: url, COOLIFY_TOKEN: "1|test", PF_HOME: home, PF_PACE: "0.01" });
  try {
    await expect(
      bringUp(context, "air", { observer, signal: stop.signal, confirm: async () => {}, trustsCreation: true }),
    ).rejects.toMatchObject({ exit: 130 });
  } finally {
    silent.closeAllConnections();
    silent.close();
    rmSync(home, { recursive: true, force: true });
  }
});

test("a stop that came earlier counts as well", async () => {
  await expect(untilStopped(Promise.resolve(1), AbortSignal.abort())).rejects.toMatchObject({ exit: 130 });
  await expect(untilStopped(Promise.resolve(1), undefined)).resolves.toBe(1);
});
