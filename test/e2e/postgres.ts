import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A PostgreSQL of a test's own. */
export interface Postgres {
  /** `postgres://…`, as PULUMI_BACKEND_URL takes it. */
  url: string;
  /** Runs a query and returns its rows as text. */
  query(sql: string): string;
  stop(): void;
}

const DEBIAN = "/usr/lib/postgresql";
const PASSWORD = "local-test-only";

/** Debian's programs, brought along by apt where they are missing and that is allowed. */
function programs(): string | undefined {
  const find = () =>
    existsSync(DEBIAN)
      ? readdirSync(DEBIAN)
          .map((version) => path.join(DEBIAN, version, "bin"))
          .find((folder) => existsSync(path.join(folder, "initdb")))
      : undefined;
  if (!find() && process.getuid?.() === 0)
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "postgresql-15"], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: 180_000,
    });
  return find();
}

/** @returns why there is none, where neither Debian's is installed nor may be */
export function startPostgres(): Postgres | string {
  const bin = programs();
  if (!bin) return "no PostgreSQL is installed, and apt-get cannot bring it";
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-postgres-"));
  writeFileSync(path.join(folder, "password"), PASSWORD);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) spawnSync("chown", ["-R", "postgres", folder]);
  // It refuses to run as root.
  const as = (program: string, args: string[]) => {
    const [command, words] = isRoot
      ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path.join(bin, program), ...args]]
      : [path.join(bin, program), args];
    return spawnSync(command, words, { encoding: "utf8", cwd: folder, env: { PATH: process.env.PATH, PGPASSWORD: PASSWORD } });
  };
  const data = path.join(folder, "data");
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const made = as("initdb", ["-D", data, "-U", "pulumi", "-A", "scram-sha-256", `--pwfile=${path.join(folder, "password")}`]);
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`;
  const started = as("pg_ctl", ["-D", data, "-l", path.join(folder, "log"), "-o", options, "-w", "start"]);
  if (started.status !== 0) throw new Error(`It did not start: ${started.stdout}${started.stderr}`);
  const psql = (sql: string, database: string) =>
    as("psql", ["-h", "127.0.0.1", "-p", String(port), "-U", "pulumi", "-At", "-c", sql, database]).stdout.trim();
  psql("create database state", "postgres");
  return {
    url: `postgres://pulumi:${PASSWORD}@127.0.0.1:${port}/state?sslmode=disable`,
    query: (sql) => psql(sql, "state"),
    stop: () => {
      as("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
