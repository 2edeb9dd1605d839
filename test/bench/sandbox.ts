/**
 * How quick the offline Coolify is, as ratios to a bare `node:http` server on this machine in the same run.
 * Started by `npm run bench`; prints figures and never fails because of them.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { Pool } from "undici";

const CONNECTIONS = 50;
const SECONDS = 3;
const APPLICATIONS = 1000;
const VARIABLES = 20;

const root = path.join(import.meta.dirname, "..", "..");
const BARE = `require("node:http").createServer((_, answer) => { answer.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Length": 6 }); answer.end("4.3.11"); }).listen(0, "127.0.0.1", function () { console.log(JSON.stringify({ url: "http://127.0.0.1:" + this.address().port })); });`;

interface Started {
  readonly url: string;
  readonly token: string;
  readonly child: ChildProcess;
}

async function start(args: string[]): Promise<Started> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  return { ...(JSON.parse(line) as { url: string; token: string }), child };
}

/** Answers a second over all connections. */
async function throughput(url: string, target: string, headers: Record<string, string>): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const end = performance.now() + SECONDS * 1000;
  let count = 0;
  const one = async () => {
    while (performance.now() < end) {
      const answer = await pool.request({ path: target, method: "GET", headers });
      await answer.body.dump();
      count++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  await pool.close();
  return count / SECONDS;
}

async function ask(sandbox: Started, method: string, target: string, body?: unknown) {
  const answer = await fetch(`${sandbox.url}/api/v1${target}`, {
    method,
    headers: { accept: "application/json", authorization: `Bearer ${sandbox.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

async function fill(sandbox: Started): Promise<void> {
  const project = JSON.parse(await ask(sandbox, "POST", "/projects", { name: "bench" })).uuid;
  const server = JSON.parse(await ask(sandbox, "GET", "/servers"))[0].uuid;
  const data = Array.from({ length: VARIABLES }, (_, index) => ({ key: `KEY_${index}`, value: `value ${index}` }));
  for (let index = 0; index < APPLICATIONS; index++) {
    const application = {
      project_uuid: project,
      server_uuid: server,
      environment_name: "production",
      docker_registry_image_name: "ghcr.io/pf-core/ep-app",
      docker_registry_image_tag: "1.0.0",
      ports_exposes: "3000",
      name: `app ${index}`,
    };
    const { uuid } = JSON.parse(await ask(sandbox, "POST", "/applications/dockerimage", application));
    await ask(sandbox, "PATCH", `/applications/${uuid}/envs/bulk`, { data });
  }
}

async function quickest(times: number, run: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < times; index++) {
    const started = performance.now();
    await run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Resident memory in MB; 0 where the system does not tell. */
function memoryOf(child: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const bare = await start(["-e", BARE]);
const sandbox = await start([path.join(root, "sandbox", "coolify", "main.ts"), "--settings", "rateLimit=0"]);
try {
  const headers = { authorization: `Bearer ${sandbox.token}`, accept: "application/json" };
  const floor = await throughput(bare.url, "/", {});
  const small = await throughput(sandbox.url, "/api/v1/version", headers);
  process.stdout.write(
    `small GET, ${CONNECTIONS} connections: ${(small / floor).toFixed(2)} of a bare server's throughput (guide: 0.33)\n`,
  );
  const filling = performance.now();
  await fill(sandbox);
  const made = Math.round(performance.now() - filling);
  const list = await quickest(5, () => ask(sandbox, "GET", "/applications"));
  process.stdout.write(`${APPLICATIONS} applications with ${VARIABLES} variables each: made in ${made} ms\n`);
  process.stdout.write(
    `GET /applications: ${Math.round(list)} ms (guide: 300), ${(list / (1000 / floor)).toFixed(0)} times a bare answer\n`,
  );
  process.stdout.write(`memory: ${Math.round(memoryOf(sandbox.child))} MB (guide: 300)\n`);
} finally {
  bare.child.kill();
  sandbox.child.kill();
}
