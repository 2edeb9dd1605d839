import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { afterEach, describe, expect, test } from "@jest/globals";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import {
  AboutRequest,
  type AboutResponse,
  GetProgramDependenciesRequest,
  type GetProgramDependenciesResponse,
  ProgramInfo,
  RunRequest,
  type RunResponse,
} from "@pulumi/pulumi/proto/language_pb.js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { parseAddress } from "../../tools/hosts/engineWatch.ts";

const ROOT = join(__dirname, "..", "..");
const started: { kill(): void }[] = [];

afterEach(() => {
  for (const one of started.splice(0)) one.kill();
});

/** Something that listens as an engine does, and goes away as a killed one. */
async function engine(): Promise<{ address: string; die(): Promise<void> }> {
  const server: Server = createServer((socket) => socket.on("error", () => socket.destroy()));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const die = () => new Promise<void>((closed) => server.close(() => closed()));
  started.push({ kill: () => server.close() });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, die };
}

interface Host {
  port: number;
  child: ChildProcess;
  ended: Promise<number>;
}

/** Starts a host as Pulumi does: by its name, the engine's address last, the port on the first line. */
async function host(name: string, address: string): Promise<Host> {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, PULUMI_NODEJS_PROJECT: "test" };
  const child = spawn(join(ROOT, "tools/hosts/bin", name), [address], { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  started.push({ kill: () => child.kill("SIGKILL") });
  const ended = new Promise<number>((resolve) => child.once("exit", () => resolve(performance.now())));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once("data", (line: Buffer) => resolve(Number(String(line).trim())));
    child.once("exit", () => reject(new Error(`${name} ended before it told its port`)));
  });
  return { port, child, ended };
}

/** A gRPC call as a promise. */
function ask<Answer>(call: (done: (error: Error | null, answer: Answer) => void) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => call((error, answer) => (error ? reject(error) : resolve(answer))));
}

async function language(address: string) {
  const running = await host("pulumi-language-nodejs", address);
  const client = new LanguageRuntimeClient(`127.0.0.1:${running.port}`, credentials.createInsecure());
  started.push({ kill: () => client.close() });
  return { ...running, client };
}

describe.each(["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"])("%s", (name) => {
  test("stays while its engine lives and ends within a second after it", async () => {
    const { address, die } = await engine();
    const { child, ended } = await host(name, address);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(child.exitCode).toBeNull();
    const died = performance.now();
    await die();
    const took = (await ended) - died;
    console.log(`${name} ended ${Math.round(took)} ms after its engine`);
    expect(took).toBeLessThan(5_000); // a guard against hanging, not a measurement
  });

  test("ends at SIGTERM", async () => {
    const { address } = await engine();
    const { child, ended } = await host(name, address);
    child.kill("SIGTERM");
    await ended;
  });
});

test("the dynamic provider host tells the version of the SDK", async () => {
  const { address } = await engine();
  const { port } = await host("pulumi-resource-pulumi-nodejs", address);
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  started.push({ kill: () => client.close() });
  const info = await ask<PluginInfo>((done) => client.getPluginInfo(new Empty(), done));
  expect(info.getVersion()).toBe(sdkVersion());
});

describe("the language host", () => {
  test("tells its version, its Node and the packages of the program", async () => {
    const { address } = await engine();
    const { client } = await language(address);
    expect((await ask<PluginInfo>((done) => client.getPluginInfo(new Empty(), done))).getVersion()).toBe(sdkVersion());
    expect((await ask<AboutResponse>((done) => client.about(new AboutRequest(), done))).getVersion()).toBe(process.version);
    const request = new GetProgramDependenciesRequest().setInfo(new ProgramInfo().setProgramDirectory(ROOT));
    const list = (await ask<GetProgramDependenciesResponse>((done) => client.getProgramDependencies(request, done))).getDependenciesList();
    expect(list.map((one) => [one.getName(), one.getVersion()])).toContainEqual(["@pulumi/pulumi", sdkVersion()]);
  });

  test("runs a program with its stack, configuration and secrets named", async () => {
    const { address } = await engine();
    const { client } = await language(address);
    const folder = program(
      `require("node:fs").writeFileSync("seen.json", JSON.stringify({ args: process.argv.slice(2), env: process.env }))`,
    );
    const request = runRequest(folder).setDryrun(true).setConfigsecretkeysList(["pf-core:token"]);
    request.getConfigMap().set("pf-core:token", "canary");
    expect(outcome(await ask<RunResponse>((done) => client.run(request, done)))).toEqual({ error: "", bail: false });
    const seen = JSON.parse(readFileSync(join(folder, "seen.json"), "utf8")) as { args: string[]; env: Record<string, string> };
    const flags = ["--monitor", "127.0.0.1:1", "--engine", address, "--organization", "organization", "--project", "pf-core"];
    expect(seen.args).toEqual([...flags, "--stack", "air", "--pwd", folder, "--parallel", "64", "--dry-run", "."]);
    expect(seen.env).toMatchObject({ PULUMI_CONFIG: `{"pf-core:token":"canary"}`, PULUMI_CONFIG_SECRET_KEYS: `["pf-core:token"]` });
    expect(seen.args.join()).not.toContain("canary");
  });

  test.each([
    ["process.exitCode = 32", { error: "", bail: true }],
    ["process.exitCode = 3", { error: "Program exited with non-zero exit code: 3", bail: false }],
  ])("answers how a program ended: %s", async (code, expected) => {
    const { address } = await engine();
    const { client } = await language(address);
    expect(outcome(await ask<RunResponse>((done) => client.run(runRequest(program(code)), done)))).toEqual(expected);
  });

  test("says so when the program's folder has no SDK", async () => {
    const { address } = await engine();
    const { client } = await language(address);
    await expect(ask<RunResponse>((done) => client.run(runRequest(temporaryFolder()), done))).rejects.toThrow(
      "Cannot find module '@pulumi/pulumi/cmd/run'",
    );
  });

  test("takes its program with it when the engine dies", async () => {
    const { address, die } = await engine();
    const { client, ended } = await language(address);
    const folder = program(`require("node:fs").writeFileSync("pid", String(process.pid)); setTimeout(() => {}, 8_000)`);
    const run = ask<RunResponse>((done) => client.run(runRequest(folder), done)).catch(() => "cut off");
    const pid = await waitFor(() => Number(readFileSync(join(folder, "pid"), "utf8")) || undefined);
    await die();
    await ended;
    expect(await run).toBe("cut off");
    await waitFor(() => (isAlive(pid) ? undefined : true));
  });
});

test("parseAddress takes host and port only", () => {
  expect(parseAddress("127.0.0.1:4711")).toEqual({ host: "127.0.0.1", port: 4711 });
  expect(parseAddress("[::1]:80")).toEqual({ host: "::1", port: 80 });
  expect(["", "4711", "host:", "host:0", "host:99999", undefined].map(parseAddress)).toEqual(Array(6).fill(undefined));
});

function sdkVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, "node_modules/@pulumi/pulumi/package.json"), "utf8")) as { version: string }).version;
}

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pf-host-")));
  started.push({ kill: () => rmSync(folder, { recursive: true, force: true }) });
  return folder;
}

/** A program's folder in which the SDK's runner is replaced by `code`. */
function program(code: string): string {
  const folder = temporaryFolder();
  const sdk = join(folder, "node_modules/@pulumi/pulumi");
  mkdirSync(join(sdk, "cmd/run"), { recursive: true });
  writeFileSync(join(sdk, "package.json"), `{"version":"0.0.0"}`);
  writeFileSync(join(sdk, "cmd/run/index.js"), code);
  return folder;
}

function runRequest(folder: string): RunRequest {
  const request = new RunRequest().setProject("pf-core").setStack("air").setOrganization("organization").setPwd(folder).setParallel(64);
  return request.setMonitorAddress("127.0.0.1:1").setInfo(new ProgramInfo().setProgramDirectory(folder).setEntryPoint("."));
}

function outcome(response: RunResponse) {
  return { error: response.getError(), bail: response.getBail() };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Looks until there is something; gives up after four seconds. */
async function waitFor<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = attempt(look);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("waited four seconds in vain");
}

function attempt<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch {
    return undefined; // not there yet
  }
}
