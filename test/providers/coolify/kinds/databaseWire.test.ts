import { describe, expect, test } from "@jest/globals";
import { check } from "../../../../providers/coolify/engine/check.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { database } from "../../../../providers/coolify/kinds/database.ts";
import { databaseBackup } from "../../../../providers/coolify/kinds/databaseBackup.ts";
import { backupRows, isBackup } from "../../../../providers/coolify/kinds/databaseBackupWire.ts";
import { ENGINE_FIELDS, engineNames, engineShown, specOf } from "../../../../providers/coolify/kinds/databaseEngines.ts";
import { Engine } from "../../../../providers/coolify/kinds/databaseFields.ts";
import { type DatabaseSettings, databaseFromWire, databaseToWire, portBeside } from "../../../../providers/coolify/kinds/databaseWire.ts";
import { secretKeys } from "../../../../providers/coolify/secretFields.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";
import { engines } from "../../../../sandbox/coolify/databases/engines.ts";

const kind = database as unknown as Kind;
const least = { stamp: "air/ledger", project: "p", environment: "production", server: "main", name: "ledger" };
const checked = (more: Properties) => check(kind, { ...least, engine: { type: "postgresql" }, ...more });
const settings = (more: Properties = {}) => checked(more).inputs as unknown as DatabaseSettings;

describe.each(engineNames)("12.1: %s", (name) => {
  const { fields, standard = {} } = specOf(name);

  test("has the fields that Coolify takes, with Coolify's defaults", () => {
    expect(Object.values(fields).sort()).toEqual(Object.keys(engines[name].fields).sort());
    const columns: Properties = engines[name].columns;
    for (const [field, value] of Object.entries(standard)) expect(columns[fields[field as never] as string]).toBe(value);
  });

  test("takes them and no others", () => {
    const takes = ENGINE_FIELDS.filter((field) => Engine.safeParse({ type: name, [field]: "scram" }).success);
    expect(takes).toEqual(ENGINE_FIELDS.filter((field) => field in fields));
  });

  test("is known by its type in answers (12.2)", () => {
    expect(engineShown(name === "keydb" ? undefined : `standalone-${name}`)).toBe(name);
  });
});

describe("what Coolify does not check, and answers with 500 (12.1)", () => {
  test.each<[string, Properties, string]>([
    ["a port that is too low", { isPublic: true, publicPort: 80 }, "publicPort must be at least 1024"],
    ["a port that is too high", { isPublic: true, publicPort: 70_000 }, "publicPort must be at most 65535"],
    ["public without a port", { isPublic: true }, "publicPort is needed with isPublic"],
    ["a long name", { name: "a".repeat(256) }, "name must have at most 255 characters"],
    ["an empty image", { image: " " }, "image must not be empty"],
    ["an empty password", { engine: { type: "redis", password: "" } }, "engine.password must not be empty"],
    ["a password with $", { engine: { type: "redis", password: "a$b" } }, "engine.password may only contain"],
    ["a user with a dash", { engine: { type: "mysql", user: "a-b" } }, "engine.user must be 1 to 63 letters"],
    ["an empty configuration (16.5)", { engine: { type: "mysql", configuration: "" } }, "engine.configuration must not be empty"],
    ["a swappiness out of range", { limits: { memorySwappiness: 101 } }, "limits.memorySwappiness"],
  ])("%s is refused here", (_, more, sentence) => {
    expect(
      checked(more)
        .failures.map(({ property, reason }) => `${property} ${reason}`)
        .join(),
    ).toContain(sentence);
  });
});

describe("T6: configuration", () => {
  const conf = "max_connections = 5\n# ä\n";

  test("travels as base64 and comes back as it is, last line break and all", () => {
    const inputs = settings({ engine: { type: "postgresql", configuration: conf } });
    const wire = databaseToWire(inputs);
    expect(Buffer.from(String(wire.postgres_conf), "base64").toString()).toBe(conf);
    const shown = { ...wire, postgres_conf: conf, database_type: "standalone-postgresql" };
    expect(databaseFromWire(shown, inputs).engine).toEqual({ type: "postgresql", configuration: conf });
  });
});

describe("what is left out", () => {
  const shown = {
    database_type: "standalone-mysql",
    mysql_user: "mysql",
    mysql_database: "default",
    mysql_password: "x",
    image: "mysql:8",
  };
  const inputs = settings({ engine: { type: "mysql" } });

  test("is Coolify's own, and no difference", () => {
    expect(databaseToWire(inputs)).toMatchObject({ mysql_user: "mysql", mysql_database: "default" });
    expect(databaseToWire(inputs)).not.toHaveProperty("mysql_password");
    expect(databaseToWire(inputs)).not.toHaveProperty("image");
    expect(databaseToWire(inputs)).not.toHaveProperty("health_check_enabled");
    expect(databaseFromWire(shown, inputs).engine).toEqual({ type: "mysql" });
  });

  test("shows where people changed it", () => {
    expect(databaseFromWire({ ...shown, mysql_user: "eve" }, inputs).engine).toEqual({ type: "mysql", user: "eve" });
  });

  test("1.7: a hidden password stays as state has it", () => {
    const { mysql_password, ...hidden } = shown;
    const known = settings({ engine: { type: "mysql", password: "abc" } });
    expect(databaseFromWire(hidden, known).engine).toEqual({ type: "mysql", password: "abc" });
  });
});

test.each([
  ["redis://default:a%2Fb%40c@u:6379/0", "a/b@c"],
  ["redis://a%3Ab@u:6379/0", "a:b"],
])("5.2: the password of a redis is read from its address %s", (internal_db_url, password) => {
  const inputs = settings({ engine: { type: "redis", password: "old" } });
  expect(databaseFromWire({ database_type: "standalone-redis", internal_db_url }, inputs).engine).toEqual({ type: "redis", password });
});

test("passwords and addresses are encrypted in state", () => {
  expect(secretKeys(database.input)).toEqual(["engine"]);
  expect(secretKeys(database.output)).toEqual(["internalUrl", "externalUrl"]);
});

test("12.2: Coolify looks for a free port only where both keys are sent", () => {
  const after = settings({ isPublic: true, publicPort: 2000 });
  const both = { is_public: true, public_port: 2000 };
  expect(portBeside(after, settings({ isPublic: true, publicPort: 2001 }))).toEqual(both);
  expect(portBeside(after, settings({ publicPort: 2000 }))).toEqual(both);
  expect(portBeside(after, after)).toEqual({});
  expect(portBeside(settings(), after)).toEqual({});
});

describe("backups", () => {
  const backup = databaseBackup as unknown as Kind;
  const inputs = (more: Properties = {}) => check(backup, { database: "pg", frequency: "daily", ...more }).inputs as never;

  test("12.3: save_s3 is always said: left out it is true without a storage", () => {
    expect(backup.toWire(inputs())).toMatchObject({ save_s3: false, s3_storage_uuid: null });
    expect(backup.toWire(inputs({ s3Storage: "s3" }))).toMatchObject({ save_s3: true, s3_storage_uuid: "s3" });
    expect(backup.createKeys).toContain("save_s3");
  });

  test("T21: the S3 storage is the one of state as long as copies go somewhere", () => {
    expect(backup.fromWire({ save_s3: true, s3_storage_id: 7 }, inputs({ s3Storage: "s3" }))).not.toHaveProperty("s3Storage");
    expect(backup.fromWire({ save_s3: true, s3_storage_id: 7 }, inputs())).toMatchObject({ s3Storage: "number 7" });
    const off = backup.fromWire({ save_s3: false, s3_storage_id: null }, inputs({ s3Storage: "s3" }));
    expect(Object.entries(off)).toContainEqual(["s3Storage", undefined]);
  });

  test("12.2: a schedule belongs to the database of its engine, not to every one of its number", () => {
    const configs = [
      { uuid: "a", database_type: "App\\Models\\StandalonePostgresql" },
      { uuid: "b", database_type: "App\\Models\\StandaloneMysql" },
    ];
    const answer = ["postgresql", "mysql", "redis"].map((name) => ({
      uuid: name,
      database_type: `standalone-${name}`,
      backup_configs: configs,
    }));
    expect(backupRows([...answer, { uuid: "keydb", backup_configs: configs }])).toEqual([
      expect.objectContaining({ uuid: "a", database: "postgresql" }),
      expect.objectContaining({ uuid: "b", database: "mysql" }),
    ]);
  });

  test("12.3: is known by what it does", () => {
    const row = { database: "pg", frequency: "daily", dump_all: false, databases_to_backup: "a, b", standard: ["a"] };
    // Where nothing is named, Coolify names the database of the first start.
    expect(isBackup(row, inputs())).toBe(false);
    expect(isBackup({ ...row, databases_to_backup: "a" }, inputs())).toBe(true);
    expect(isBackup({ ...row, databases_to_backup: null, standard: [] }, inputs())).toBe(true);
    expect(isBackup(row, inputs({ databases: ["a", "b"] }))).toBe(true);
    expect(isBackup(row, inputs({ databases: ["a"] }))).toBe(false);
    expect(isBackup(row, inputs({ dumpAll: true }))).toBe(false);
    expect(isBackup(row, inputs({ frequency: "hourly" }))).toBe(false);
    expect(isBackup(row, inputs({ database: "mysql" }))).toBe(false);
  });

  test.each([
    [["a", "b"], "a,b"],
    [["a:x,y", "b"], "a:x,y|b"],
  ])("12.3: %j travels as %s", (databases, text) => {
    const given = inputs({ databases });
    expect(backup.toWire(given)).toMatchObject({ databases_to_backup: text });
    expect(backup.fromWire({ databases_to_backup: text }, given)).toMatchObject({ databases });
  });
});
