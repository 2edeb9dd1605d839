import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createContext } from "../../verbs/context.ts";
import { readStatus } from "../../verbs/status.ts";
import { withFleet } from "../config/fleetFolder.ts";

const root = path.join(__dirname, "..", "..");
const TOKEN = "1|aTokenForTests";
const NAMES = ["air-app-dev", "air-app-staging", "air-app-prod", "ep-app-prod"];

/** Applications of AIR as Coolify lists them; `states` names those that are not `running:healthy`. */
const listed = (states: Record<string, string> = {}) =>
  NAMES.map((name) => ({
    uuid: `u${name}`,
    description: `pf-core@air/${name}`,
    status: states[name] ?? "running:healthy",
    destination: { server: { uuid: "s1" } },
  }));

let home: string;
let server: Server;
let url: string;
let requests: string[];
let answers: Record<string, unknown>;

beforeEach(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), "pf-status-"));
  requests = [];
  answers = {
    "/applications": listed(),
    "/services": [],
    "/databases": [],
    "/deployments": [],
    "/servers": [{ uuid: "s1", name: "main", is_reachable: true }],
  };
  server = createServer((request, response) => {
    const route = (request.url ?? "").replace("/api/v1", "");
    requests.push(`${request.method} ${route}`);
    const allowed = request.headers.authorization === `Bearer ${TOKEN}`;
    response.writeHead(allowed ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(allowed ? answers[route] : { message: "Unauthenticated." }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true, force: true });
});

const status = (environment: Record<string, string> = {}) =>
  readStatus(createContext(root, { COOLIFY_BASE_URL: url, COOLIFY_TOKEN: TOKEN, PF_HOME: home, PF_PACE: "0.01", ...environment }), "air");

describe("status", () => {
  test("three requests, every application of the YAML, the servers with their applications, 0", async () => {
    const report = await status();
    expect(requests.sort()).toEqual(["GET /applications", "GET /deployments", "GET /servers"]);
    expect(report.servers).toEqual([{ name: "main", reachable: true, applications: 4 }]);
    expect(report.exit).toBe(0);
  });

  test("a white-label's database and a service are found among their own lists", async () => {
    const files = {
      "instances/air.instance.yaml": (text: string) =>
        `${text}\ndatabases:\n  main: { engine: postgresql }\nservices:\n  chat: { type: glitchtip }\n`,
    };
    const row = (name: string) => ({ uuid: `u${name}`, description: `pf-core@air/${name}`, status: "running:healthy" });
    answers["/services"] = [row("air-chat-dev")];
    answers["/databases"] = [row("air-db-main-dev")];
    const report = await withFleet(files, (config) => status({ PF_CONFIG: config }));
    expect(report.instances[0]?.services.map(({ name, state }) => [name, state])[0]).toEqual(["air-chat-dev", "running"]);
    expect(report.instances[0]?.databases.map(({ name, state }) => [name, state])[0]).toEqual(["air-db-main-dev", "running"]);
    expect(requests.length).toBe(5);
  });

  test.each([
    ["an application that is not healthy", { "air-app-dev": "running:unhealthy" }, "unhealthy", 13],
    ["one that should run and does not", { "air-app-dev": "exited" }, "stopped", 13],
    ["one that is starting", { "air-app-dev": "starting:unknown" }, "deploying", 12],
  ])("%s", async (_, states, state, exit) => {
    answers["/applications"] = listed(states as Record<string, string>);
    const report = await status();
    expect(report.instances[0]?.applications[0]?.state).toBe(state);
    expect(report.exit).toBe(exit);
  });

  test("a deployment under way is 12", async () => {
    answers["/deployments"] = [{ status: "in_progress", deployment_url: "/project/p/environment/e/application/uair-app-dev/deployment/d" }];
    expect((await status()).exit).toBe(12);
  });

  test("what is in the YAML and not at Coolify is missing, 13", async () => {
    answers["/applications"] = [];
    const report = await status();
    expect(report.instances[0]?.applications.map(({ state }) => state)).toEqual(["missing", "missing", "missing"]);
    expect(report.exit).toBe(13);
  });

  test("what has the name and no mark is missing too; how it gets one is said, as an import does not write it", async () => {
    const rows = listed();
    answers["/applications"] = rows.map((row) => ({
      ...row,
      name: row.uuid.slice(1),
      description: row.uuid === "uair-app-dev" ? "" : row.description,
    }));
    const [dev, staging] = (await status()).instances[0]?.applications ?? [];
    expect([dev?.state, dev?.note]).toEqual(["missing", "there without our mark; imported: run `pf refresh air`, then `pf up air`"]);
    expect([staging?.state, staging?.note]).toEqual(["running", undefined]);
  });

  test("a wrong token is 3", async () => {
    const report = await status({ COOLIFY_TOKEN: "2|another" });
    expect(report.exit).toBe(3);
    expect(report.errors).toEqual([{ server: "main", message: expect.stringContaining("401") }]);
  });

  test("nobody there is 4", async () => {
    expect((await status({ COOLIFY_BASE_URL: "http://127.0.0.1:9" })).exit).toBe(4);
  });

  test("a Coolify without an address does not hide the others", async () => {
    const second = {
      "servers.yaml": "main: {}\nother: {}\n",
      "instances/baiv.instance.yaml": (text: string) => `${text}\nserver: other\n`,
    };
    const report = await withFleet(second, (config) =>
      // Read at once: the folder goes when this function returns.
      readStatus(
        createContext(root, { COOLIFY_BASE_URL_MAIN: url, COOLIFY_TOKEN_MAIN: TOKEN, PF_HOME: home, PF_CONFIG: config }),
        undefined,
      ),
    );
    expect(report.instances.map(({ code }) => code)).toEqual(["air", "w4m"]);
    expect(report.errors).toEqual([{ server: "other", message: expect.stringContaining("COOLIFY_BASE_URL_OTHER") }]);
  });
});
