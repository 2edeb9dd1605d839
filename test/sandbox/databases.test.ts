import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

const MAIN = "s0sandbox0server0000main";
let coolify: Coolify;
let place: Record<string, string>;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
  const project = await ask(coolify, "POST", "/projects", { name: "shop" });
  place = { project_uuid: project.body.uuid, environment_name: "production", server_uuid: MAIN };
});
afterAll(() => coolify.close());

const make = (engine: string, more: Record<string, unknown> = {}) => ask(coolify, "POST", `/databases/${engine}`, { ...place, ...more });
const made = async (engine: string, more: Record<string, unknown> = {}): Promise<string> => (await make(engine, more)).body.uuid;
const read = async (uuid: string) => (await ask(coolify, "GET", `/databases/${uuid}`)).body;

describe("what a database of an engine begins with (contract 6, 12.1)", () => {
  test.each([
    [
      "postgresql",
      { image: "postgres:18", postgres_password: "p" },
      ["postgres-data- /var/lib/postgresql"],
      "postgres://postgres:p@B:5432/postgres",
    ],
    ["mysql", { mysql_password: "a:b/c" }, ["mysql-data- /var/lib/mysql"], "mysql://mysql:a%3Ab%2Fc@B:3306/default"],
    ["mariadb", { mariadb_password: "(p)" }, ["mariadb-data- /var/lib/mysql"], "mysql://mariadb:%28p%29@B:3306/default"],
    [
      "mongodb",
      { mongo_initdb_root_password: "p" },
      ["mongodb-configdb- /data/configdb", "mongodb-db- /data/db"],
      "mongodb://root:p@B:27017/?directConnection=true",
    ],
    ["redis", { redis_password: "p" }, ["redis-data- /data"], "redis://default:p@B:6379/0"],
    ["redis", { redis_password: "p", image: "redis:alpine" }, ["redis-data- /data"], "redis://p@B:6379/0"],
    ["keydb", { keydb_password: "p" }, ["keydb-data- /data"], "redis://:p@B:6379/0"],
    ["dragonfly", { dragonfly_password: "p" }, ["dragonfly-data- /data"], "redis://:p@B:6379/0"],
    ["clickhouse", { clickhouse_admin_password: "p" }, ["clickhouse-data- /var/lib/clickhouse"], "clickhouse://default:p@B:9000/default"],
  ])("%s", async (engine, fields, volumes, url) => {
    const uuid = await made(engine, fields);
    const { persistent_storages } = (await ask(coolify, "GET", `/databases/${uuid}/storages`)).body;
    expect(
      persistent_storages.map((row: { name: string; mount_path: string }) => `${row.name} ${row.mount_path}`.replace(uuid, "")),
    ).toEqual(volumes);
    expect((await read(uuid)).internal_db_url.replace(uuid, "B")).toBe(url);
  });
});

describe("what the database refuses is a 500 that leaves nothing", () => {
  test.each([
    [{ public_port_timeout: "soon" }],
    [{ limits_cpu_shares: 1.5 }],
    [{ limits_cpus: ["1"] }],
    [{ image: "i".repeat(256) }],
    [{ postgres_password: null }],
  ])("%j", async (fields) => {
    const before = (await ask(coolify, "GET", "/databases")).body.length;
    expect((await make("postgresql", fields)).status).toBe(500);
    expect((await ask(coolify, "GET", "/databases")).body).toHaveLength(before);
  });
});

describe("order of checks on create", () => {
  test.each([
    [{ foo: 1, environment_name: null }, 422, ["foo"]],
    [{ environment_name: "nope", server_uuid: "nope" }, 422, undefined],
    [{ server_uuid: "nope", public_port: 80 }, 404, undefined],
    [{ tags: ["x"], public_port: 80 }, 422, { tags: ["Each tag name must be at least 2 characters after sanitization."] }],
    [{ public_port: 80, mysql_user: "x" }, 422, { public_port: "The public port should be between 1024 and 65535." }],
    [{ mysql_user: "x", postgres_conf: "no base64" }, 422, { mysql_user: ["This field is not allowed."] }],
    [{ postgres_conf: null }, 422, { postgres_conf: ["The postgres conf field must be a string."] }],
  ])("%j", async (fields, status, errors) => {
    const answer = await make("postgresql", fields);
    expect([answer.status, answer.body.errors]).toEqual([status, errors]);
  });
});

describe("public ports", () => {
  test("a port is taken while its database is public, but not for databases of the same number", async () => {
    const own = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
    try {
      const project = await ask(own, "POST", "/projects", { name: "ports" });
      const there = { ...place, project_uuid: project.body.uuid };
      const first = async (engine: string, more = {}) => (await ask(own, "POST", `/databases/${engine}`, { ...there, ...more })).body.uuid;
      const publish = async (uuid: string) =>
        (await ask(own, "PATCH", `/databases/${uuid}`, { is_public: true, public_port: 21000 })).status;
      const clickhouse = await first("clickhouse", { is_public: true, public_port: 21000 });
      expect(await publish(await first("dragonfly"))).toBe(200);
      expect(await publish(await first("dragonfly"))).toBe(400);
      await ask(own, "DELETE", `/databases/${clickhouse}`);
      expect((await ask(own, "POST", "/databases/keydb", { ...there, is_public: true, public_port: 21000 })).status).toBe(400);
    } finally {
      await own.close();
    }
  });

  test("public without a port is turned off on create and kept on PATCH", async () => {
    const uuid = await made("mysql", { is_public: true });
    expect((await read(uuid)).is_public).toBe(false);
    await ask(coolify, "PATCH", `/databases/${uuid}`, { is_public: true });
    expect(await read(uuid)).toMatchObject({ is_public: true, external_db_url: null });
  });
});

describe("PATCH", () => {
  test("the same again leaves updated_at", async () => {
    const uuid = await made("mysql", { name: "same", limits_memory: "1g" });
    const { updated_at } = await read(uuid);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await ask(coolify, "PATCH", `/databases/${uuid}`, { name: "same", limits_memory: "1g" });
    expect((await read(uuid)).updated_at).toBe(updated_at);
  });

  test("a faulty configuration hides an unknown field", async () => {
    const uuid = await made("redis");
    const answer = await ask(coolify, "PATCH", `/databases/${uuid}`, { foo: 1, redis_conf: "no base64" });
    expect(answer.body.errors).toEqual({ redis_conf: "The redis_conf should be base64 encoded." });
  });
});

describe("backups (contract 12.3)", () => {
  test.each(["redis", "keydb", "dragonfly"])("%s has none", async (engine) => {
    const answer = await ask(coolify, "POST", `/databases/${await made(engine)}/backups`, { frequency: "daily" });
    expect([answer.status, answer.body]).toEqual([422, { message: "Scheduled backups are not supported for this database type." }]);
  });

  test.each([
    ["postgresql", { databases_to_backup: "a,b;c" }, "Invalid database name: contains forbidden character ';' (command separator)."],
    [
      "mongodb",
      { databases_to_backup: "a:c1,c`2|b" },
      "Invalid collection name: contains forbidden character '`' (backtick (command substitution)).",
    ],
  ])("%s takes no dangerous names", async (engine, fields, text) => {
    const answer = await ask(coolify, "POST", `/databases/${await made(engine)}/backups`, { frequency: "daily", ...fields });
    expect(answer.body.errors.databases_to_backup).toEqual([`${text} Shell metacharacters are not allowed for security reasons.`]);
  });

  test("a storage of another team is said to be invalid for this one", async () => {
    const fields = { name: "other", endpoint: "https://s3.example.org", bucket: "bucket", region: "r", key: "k", secret: "s" };
    const other = await ask(coolify, "POST", "/s3-storages", fields, { token: coolify.tokens.otherTeam ?? "" });
    const backup = { frequency: "daily", save_s3: true, s3_storage_uuid: other.body.uuid };
    const answer = await ask(coolify, "POST", `/databases/${await made("mysql")}/backups`, backup);
    expect(answer.body.errors).toEqual({ s3_storage_uuid: ["The selected S3 storage is invalid for this team."] });
  });

  test("a backup of a running database leaves an execution, which can be deleted", async () => {
    const uuid = await made("mysql");
    coolify.control("database-status", { uuid, status: "running:healthy" });
    coolify.control("container", { database: uuid });
    const { body } = await ask(coolify, "POST", `/databases/${uuid}/backups`, { frequency: "daily", save_s3: false, backup_now: true });
    coolify.control("settle");
    const executions = `/databases/${uuid}/backups/${body.uuid}/executions`;
    const [execution] = (await ask(coolify, "GET", executions)).body.executions;
    expect(execution).toMatchObject({ status: "success", created_at: expect.stringMatching(/\+00:00$/) });
    expect((await ask(coolify, "DELETE", `${executions}/${execution.uuid}`)).body).toEqual({ message: "Backup execution deleted." });
    expect((await ask(coolify, "DELETE", `${executions}/${execution.uuid}`)).body).toEqual({ message: "Backup execution not found." });
  });

  test("they go with their database", async () => {
    const uuid = await made("clickhouse");
    await ask(coolify, "POST", `/databases/${uuid}/backups`, { frequency: "daily", save_s3: false });
    await ask(coolify, "DELETE", `/databases/${uuid}`);
    coolify.control("settle");
    const left = (await ask(coolify, "GET", "/databases")).body.flatMap(
      (row: { backup_configs: { database_type: string }[] }) => row.backup_configs,
    );
    expect(left.filter((row: { database_type: string }) => row.database_type.includes("Clickhouse"))).toEqual([]);
  });
});

test("a clone of a mongodb keeps names of volumes that Coolify does not know behind the new uuid", async () => {
  const uuid = await made("mongodb");
  const clone = (await ask(coolify, "POST", `/databases/${uuid}/clone`, { destination_uuid: "d0sandbox0destination000" })).body.uuid;
  const { persistent_storages } = (await ask(coolify, "GET", `/databases/${clone}/storages`)).body;
  const names = persistent_storages.map((row: { name: string }) => row.name);
  expect(names).toEqual([`${clone}-mongodb-configdb-${uuid}`, `${clone}-mongodb-db-${uuid}`]);
});
