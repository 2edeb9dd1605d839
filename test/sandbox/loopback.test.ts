import { describe, expect, test } from "@jest/globals";
import { requireLoopback, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

describe("the sandbox listens on loopback only", () => {
  test.each(["0.0.0.0", "::", "192.0.2.1", "10.0.0.1", "example.com", "127.evil.example", ""])("%j is refused", async (host) => {
    expect(() => requireLoopback(host)).toThrow("loopback only");
    await expect(startCoolify({ host })).rejects.toThrow("loopback only");
  });

  test.each(["127.0.0.1", "127.0.0.2", "localhost", "::1"])("%s is taken", (host) => {
    expect(() => requireLoopback(host)).not.toThrow();
  });

  test("a port that is taken is named, and the other one is free again", async () => {
    const coolify = await startCoolify();
    const taken = Number(new URL(coolify.url).port);
    const free = await startCoolify();
    const port = Number(new URL(free.url).port);
    await free.close();
    await expect(startCoolify({ port, proxyPort: taken })).rejects.toThrow(`Port ${taken} is in use by another program.`);
    await (await startCoolify({ port })).close();
    await coolify.close();
  });

  test("the whole of 127.0.0.0/8 answers", async () => {
    const coolify = await startCoolify({ host: "127.0.0.2" });
    expect(coolify.url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
    expect((await ask(coolify, "GET", "/version")).body).toBe("4.3.11");
    await coolify.close();
  });
});
