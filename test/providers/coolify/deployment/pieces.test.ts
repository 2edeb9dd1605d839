import { afterEach, describe, expect, test } from "@jest/globals";
import { whyUnhealthy } from "../../../../providers/coolify/deployment/health.ts";
import { logTail } from "../../../../providers/coolify/deployment/log.ts";
import { deploymentOf, isActive } from "../../../../providers/coolify/deployment/rows.ts";
import { paceOf } from "../../../../providers/coolify/pace.ts";
import { Report } from "../../../../providers/coolify/report.ts";
import { type Home, temporaryHome } from "../../support/home.ts";
import { type LittleServer, littleServer, type Reply } from "../../support/server.ts";

describe("the end of a log", () => {
  const entry = (output: string, hidden = false) => ({ command: null, output, type: "stdout", hidden, batch: 1 });

  test("is what people may see, its last twenty lines", () => {
    const logs = JSON.stringify([
      entry("hidden", true),
      ...Array.from({ length: 30 }, (_, index) => entry(`line ${index}`)),
      entry("two\nlines\n"),
    ]);
    const tail = logTail({ logs });
    expect(tail).toHaveLength(20);
    expect(tail.slice(-3)).toEqual(["line 29", "two", "lines"]);
    expect(tail.join()).not.toContain("hidden");
  });

  test.each([[{}], [{ logs: null }], [{ logs: "{" }], [{ logs: '{"a":1}' }]])("is empty where there is none: %j", (row) =>
    expect(logTail(row)).toEqual([]),
  );
});

describe("a row", () => {
  test("names its application by its address", () =>
    expect(
      deploymentOf({
        deployment_uuid: "d",
        status: "in_progress",
        deployment_url: "/project/p/environment/e/application/a1/deployment/d",
        created_at: "2026-08-22T15:22:50.000000Z",
        is_api: true,
      }),
    ).toMatchObject({ uuid: "d", application: "a1", commit: "HEAD", isApi: true, createdAt: Date.UTC(2026, 7, 22, 15, 22, 50) }));

  test.each([
    ["queued", true],
    ["in_progress", true],
    ["finished", false],
    ["failed", false],
    ["cancelled-by-user", false],
  ])("%s is active: %s", (status, active) => expect(isActive(status)).toBe(active));
});

describe("a health check", () => {
  let server: LittleServer;
  let home: Home;
  afterEach(async () => {
    await server.close();
    home.remove();
  });

  const clean = (text: string) => text.replaceAll("canary-value", "[secret]");
  async function ask(...replies: Reply[]): Promise<string | undefined> {
    server = await littleServer(...replies);
    home = temporaryHome();
    const report = new Report(home.environment.PF_RUN);
    return whyUnhealthy({ url: "https://dev.air.pfcore.io/api/health", resolve: server.url, pace: paceOf("0.005"), report, clean });
  }

  test("goes to the given address under the domain's own name", async () => {
    expect(await ask({ status: 204 })).toBeUndefined();
    expect(server.seen).toEqual(["GET /api/health"]);
    expect(server.headers.host).toBe("dev.air.pfcore.io");
    expect(home.lines("requests")).toMatchObject([{ purpose: "health", status: 204, path: "https://dev.air.pfcore.io/api/health" }]);
  });

  test("is patient with an application that is still starting", async () => {
    expect(await ask({ status: 503 }, { status: 502 }, { hangUp: true }, { status: 200 })).toBeUndefined();
    expect(server.seen).toHaveLength(4);
  });

  test("ends with the reason", async () => {
    expect(await ask({ status: 500, body: { error: "no database" } })).toBe('it answers 500: {"error":"no database"}');
    expect(server.seen.length).toBeGreaterThan(1);
  });

  test("shows words, not mark-up", async () => {
    const text = `<html><style>p{}</style><h1>Bad   gateway</h1>${"<p>x</p>".repeat(300)}`;
    const reason = (await ask({ status: 502, text })) ?? "";
    expect(reason).toMatch(/^it answers 502: Bad gateway x x/);
    expect(reason.length).toBeLessThan(250);
  });

  test("shows no value of a variable, not even half of one at the end", async () =>
    expect(await ask({ status: 500, text: `${"x".repeat(190)} canary-value` })).toBe(`it answers 500: ${"x".repeat(190)} [secret]`));

  test("a redirect is no health", async () =>
    expect(await ask({ status: 302, text: "", headers: { location: "/login" } })).toBe("it answers 302"));
});
