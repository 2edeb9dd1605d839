import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

let stage: Stage;
let stack: MiniStack;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const project: Planned = { name: "project", kind: "Project", inputs: () => ({ stamp: "air/traps", name: "Traps" }) };
const place = (outputs: (name: string) => Properties) => ({
  project: outputs("project").uuid,
  owner: outputs("project").owner,
  environment: "production",
  server: "main",
  deleteData: true,
});
const planned = (kind: string, stamp: string, more: Properties): Planned => ({
  name: stamp,
  kind,
  inputs: (outputs) => ({ ...place(outputs), stamp: `air/${stamp}`, name: stamp, ...more }),
});

const open = () => {
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
};
const up = async (...more: Planned[]) => {
  stage.requests();
  const done = await stack.up([project], more);
  return { done, sent: stage.requests() };
};
const writes = (sent: readonly string[]) => sent.filter((line) => !line.startsWith("GET"));

async function byHand(path: string, method = "GET", body?: Properties): Promise<Properties> {
  const { url, tokens } = stage.coolify;
  const headers = { authorization: `Bearer ${tokens.admin}`, accept: "application/json", "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return (await answer.json()) as Properties;
}
const idOf = (name: string) => String(stack.outputs(name).uuid);

describe("a service", () => {
  beforeAll(open);
  afterAll(() => stack.destroy());

  const text = (...containers: string[]) => `services:\n${containers.map((name) => `  ${name}:\n    image: nginx:1.27\n`).join("")}`;
  const shop = (more: Properties) => planned("Service", "shop", more);
  const domainsNow = async () => {
    const { applications } = await byHand(`/services/${idOf("shop")}`);
    return Object.fromEntries((applications as Properties[]).map(({ name, fqdn }) => [name, fqdn]));
  };

  test("13.3: a renamed container takes its domain along in one request", async () => {
    await up(shop({ source: { type: "compose", text: text("old") }, urls: { old: ["https://shop.example.com:80"] } }));
    const { done, sent } = await up(
      shop({ source: { type: "compose", text: text("fresh") }, urls: { fresh: ["https://shop.example.com:80"] } }),
    );
    expect(done).toContain("update shop");
    expect(writes(sent)).toEqual([`PATCH /services/${idOf("shop")}`]);
    expect(await domainsNow()).toEqual({ old: null, fresh: "https://shop.example.com:80" });
    expect(await stack.refresh()).toEqual([]);
  });

  test("13.3: a domain that is named no more is taken away", async () => {
    const { sent } = await up(shop({ source: { type: "compose", text: text("fresh") } }));
    expect(writes(sent)).toEqual([`PATCH /services/${idOf("shop")}`]);
    expect(await domainsNow()).toEqual({ old: null, fresh: null });
  });

  test("T5: a change of words and quotes alone is none", async () => {
    const { sent } = await up(shop({ source: { type: "compose", text: `# new\nservices: { fresh: { image: "nginx:1.27" } }\n` } }));
    expect(writes(sent)).toEqual([]);
  });

  test("13.3: the content of a file follows the text, though Coolify reads it once", async () => {
    const withFile = (content: string) =>
      shop({
        source: {
          type: "compose",
          text: `${text("fresh")}    volumes:\n      - { type: bind, source: ./a.conf, target: /etc/a.conf, content: "${content}" }\n`,
        },
      });
    const contents = async () => {
      const { file_storages } = await byHand(`/services/${idOf("shop")}/storages`);
      return (file_storages as Properties[]).map(({ content }) => content);
    };
    await up(withFile("one"));
    expect(await contents()).toEqual(["one"]);
    expect(await stack.refresh()).toEqual([]);
    await up(withFile("two"));
    expect(await contents()).toEqual(["two"]);
    expect((await up(withFile("two"))).sent).toEqual([]);
  });

  test("13.1: a service that a failed create left behind is found and made whole", async () => {
    const raw = Buffer.from("services:\n  web:\n    image: nginx\n    environment:\n      A: $$b\n").toString("base64");
    const body = { project_uuid: idOf("project"), environment_name: "production", server_uuid: "s0sandbox0server0000main" };
    await byHand("/services", "POST", { ...body, name: "half", description: "pf-core@air/half", docker_compose_raw: raw });
    const half = planned("Service", "half", { source: { type: "compose", text: text("web") } });
    const keep = shop({ source: { type: "compose", text: text("fresh") } });
    const { sent } = await up(keep, half);
    expect(writes(sent).filter((line) => line.includes("POST"))).toEqual([]);
    expect(await byHand(`/services/${idOf("half")}`)).toMatchObject({ docker_compose: expect.stringContaining("nginx:1.27") });
    expect(await stack.refresh()).toEqual([]);
  });

  test("13.3: a container of a service that is made in the same run is found", async () => {
    const lone = planned("Service", "lone", { source: { type: "compose", text: text("web") } });
    const part: Planned = {
      name: "part",
      kind: "ServiceApplication",
      inputs: (outputs) => ({ service: outputs("lone").uuid, container: "web", urls: ["https://lone.example.com:80"] }),
    };
    await stack.up([project], [lone], [part]);
    expect(await byHand(`/services/${idOf("lone")}/applications/${idOf("part")}`)).toMatchObject({ fqdn: "https://lone.example.com:80" });
    await stack.up([project], [lone]);
    expect((await byHand(`/services/${idOf("lone")}`)).applications).toEqual([
      expect.objectContaining({ fqdn: "https://lone.example.com:80" }),
    ]);
  });
});

describe("a database", () => {
  beforeAll(open);
  afterAll(() => stack.destroy());
  const database = (type: string, more: Properties = {}, besides: Properties = {}) =>
    planned("Database", type, { engine: { type, ...more }, ...besides });

  test("5.2: the password of a redis changes where it lives, and a change by hand is seen", async () => {
    await up(database("redis", { password: "first" }));
    expect(stack.outputs("redis").internalUrl).toContain(":first@");
    await up(database("redis", { password: "second" }));
    expect(stack.outputs("redis").internalUrl).toContain(":second@");
    expect(await stack.refresh()).toEqual([]);
    await byHand(`/databases/${idOf("redis")}/envs`, "PATCH", { key: "REDIS_PASSWORD", value: "third" });
    expect(await stack.refresh()).toEqual(["redis"]);
  });

  test("12.1: dragonfly answers its uuid alone, its address is read", async () => {
    await up(database("dragonfly"));
    expect(stack.outputs("dragonfly")).toMatchObject({ internalUrl: expect.stringMatching(/^redis:\/\/:.+@/), externalUrl: "" });
    expect(await stack.refresh()).toEqual([]);
  });

  test("12.2: a port that another database has is refused on a change of the port alone too", async () => {
    const taken = { isPublic: true, publicPort: 25_001 };
    const spare = (publicPort: number) => planned("Database", "spare", { engine: { type: "postgresql" }, isPublic: true, publicPort });
    await up(database("postgresql", {}, taken), spare(25_002));
    await expect(up(database("postgresql", {}, taken), spare(25_001))).rejects.toThrow("already used by another database");
  });

  test("12.2: schedules of two engines with one number stay apart, refresh and all", async () => {
    const [one, two] = [database("mysql"), database("mariadb")];
    const schedule = (name: string): Planned => ({
      name: `${name} backup`,
      kind: "DatabaseBackup",
      inputs: (outputs) => ({ database: outputs(name).uuid, owner: outputs("project").owner, frequency: "daily", deleteData: true }),
    });
    await stack.up([project], [one, two], [schedule("mysql"), schedule("mariadb")]);
    expect(idOf("mysql backup")).not.toBe(idOf("mariadb backup"));
    expect(await stack.refresh()).toEqual([]);
    stack.state.delete("mariadb backup");
    const id = idOf("mysql backup");
    await stack.up([project], [one, two], [schedule("mysql"), schedule("mariadb")]);
    expect(idOf("mysql backup")).toBe(id);
    expect(((await byHand(`/databases/${idOf("mariadb")}/backups`)) as unknown as unknown[]).length).toBe(2);
  });

  test("12.3: a schedule for an engine without backups is refused in Coolify's words", async () => {
    const schedule: Planned = {
      name: "backup",
      kind: "DatabaseBackup",
      inputs: (outputs) => ({ database: outputs("keydb").uuid, owner: outputs("project").owner, frequency: "daily", deleteData: true }),
    };
    await expect(stack.up([project], [database("keydb")], [schedule])).rejects.toThrow("Scheduled backups are not supported");
  });
});
