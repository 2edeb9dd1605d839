import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createStage, type Stage } from "./stage.ts";

const PATIENCE = 120_000;

/** Texts that must never be seen again anywhere. */
const CANARY_TOKEN = "7|canaryTokenThatNobodyMayEverRead";
const CANARY_VALUE = "canary-value-that-nobody-may-ever-read";

let stage: Stage;

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });

/** A web server that is no Coolify. */
async function htmlServer(): Promise<{ url: string; server: Server }> {
  const server = createServer((_, answer) =>
    answer.writeHead(200, { "content-type": "text/html" }).end("<html><body>Welcome</body></html>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

describe("one clear sentence, the right exit code, nothing written", () => {
  const refused = async (args: string[], environment: Record<string, string | undefined> = {}) => {
    stage.requests();
    const ended = await stage.pf(args, environment);
    expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
    // What a person reads is a sentence or two, never a stack trace.
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    return ended;
  };

  test(
    "a wrong token",
    async () => {
      const { code, stderr } = await refused(["up", "air", "--yes"], { COOLIFY_TOKEN: CANARY_TOKEN });
      expect(code).toBe(3);
      expect(stderr).toMatch(/401/);
      expect(stderr).toMatch(/token/i);
    },
    PATIENCE,
  );

  test(
    "nobody at that address",
    async () => {
      const { code, stderr } = await refused(["up", "air", "--yes"], { COOLIFY_BASE_URL: "http://127.0.0.1:9" });
      expect(code).toBe(4);
      expect(stderr).toContain("No answer from Coolify");
    },
    PATIENCE,
  );

  test(
    "an HTML page instead of Coolify",
    async () => {
      const { url, server } = await htmlServer();
      const { code, stderr } = await refused(["up", "air", "--yes"], { COOLIFY_BASE_URL: url });
      server.close();
      expect(code).toBe(4);
      expect(stderr).toContain("does not answer like Coolify's API");
    },
    PATIENCE,
  );

  test(
    "no Coolify configured: it says so and offers the sandbox",
    async () => {
      const { code, stderr } = await refused(["up", "air", "--yes"], { COOLIFY_BASE_URL: undefined, COOLIFY_TOKEN: undefined });
      expect(code).toBe(2);
      expect(stderr).toContain("COOLIFY_BASE_URL");
      expect(stderr).toContain("./pf sandbox up air");
    },
    PATIENCE,
  );

  test("an unknown stack names the known ones", async () => {
    const { code, stderr } = await refused(["up", "aire", "--yes"]);
    expect(code).toBe(6);
    expect(stderr).toContain("air, baiv, w4m");
    expect(stderr).toContain('Did you mean "air"?');
  });

  test("nobody to confirm", async () => {
    const { code, stderr } = await refused(["destroy", "air"]);
    expect(code).toBe(11);
    expect(stderr).toContain("--yes");
  });

  test("an unknown option", async () => {
    const { code } = await refused(["up", "air", "--yess"]);
    expect(code).toBe(2);
  });

  test("wrong YAML: every fault with file, line and column, all at once", async () => {
    const file = path.join(stage.config, "instances", "air.instance.yaml");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, `${before}\nbrannd: {}\nenvironments:\n  developmnt: {}\n`);
    const { code, stderr } = await refused(["up", "air", "--yes"]);
    writeFileSync(file, before);
    expect(code).toBe(2);
    expect(stderr).toMatch(/air\.instance\.yaml:\d+:\d+ brannd: .*did you mean "brand"/);
    expect(stderr).toMatch(/air\.instance\.yaml:\d+:\d+ environments\.developmnt: .*"development"/);
  });

  test(
    "a token of another team",
    async () => {
      expect((await stage.pf(["up", "air", "--yes"])).code).toBe(0);
      const { code, stderr } = await refused(["up", "air", "--yes"], { COOLIFY_TOKEN: stage.coolify.tokens.otherTeam });
      expect(code).toBe(3);
      expect(stderr).toContain("Use a token of that team");
    },
    PATIENCE,
  );
});

test(
  "no secret in state, files, output or logs",
  async () => {
    stage.edit("instances/air.instance.yaml", /$/, "\nvariables:\n  PAYMENT_LOGIN: { secret: payment_login }\n");
    const ended = await stage.pf(["up", "air", "--yes"], { PF_SECRET_PAYMENT_LOGIN: CANARY_VALUE });
    expect({ code: ended.code, stderr: ended.stderr }).toMatchObject({ code: 0 });
    // It did arrive where it belongs.
    const [application] = await stage.get<{ uuid: string }[]>("/applications");
    const variables = await stage.get<{ key: string; value: string; is_preview: boolean }[]>(`/applications/${application?.uuid}/envs`);
    expect(variables.find(({ key }) => key === "PAYMENT_LOGIN")?.value).toBe(CANARY_VALUE);
    const secret = stage.coolify.token.split("|")[1] ?? "";
    const texts = [ended.stdout, ended.stderr, ...filesBelow(stage.home).map((file) => readFileSync(file, "utf8"))];
    expect(texts.length).toBeGreaterThan(5);
    for (const canary of [CANARY_VALUE, CANARY_TOKEN, secret]) expect(texts.filter((text) => text.includes(canary))).toEqual([]);
  },
  PATIENCE,
);

test(
  "an application that answers 500 makes the run fail, with the reason",
  async () => {
    stage.coolify.control("site", { host: "dev.air.pfcore.io", status: 500 });
    stage.edit("instances/air.instance.yaml", "PAYMENT_LOGIN", "BILLING_LOGIN");
    const { code, stderr } = await stage.pf(["up", "air", "--yes"], { PF_SECRET_PAYMENT_LOGIN: CANARY_VALUE });
    expect(code).toBe(4);
    expect(stderr).toContain("https://dev.air.pfcore.io/api/health");
    expect(stderr).toContain("500");
  },
  PATIENCE,
);
