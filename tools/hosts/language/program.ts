import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { execPath } from "node:process";
import language, { type RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { children } from "./children.ts";
import { nodeArguments } from "./options.ts";

/** The SDK ends with this code when it has already told the person what is wrong (`cmd/run/index.js`). */
const ALREADY_REPORTED = 32;

/**
 * Runs the program once, as Pulumi's own host does: the SDK's `cmd/run` in a Node of its own, with the configuration in the environment.
 * Its output goes to this process's stdout and stderr, which the engine shows.
 */
export async function runProgram(engine: string, request: RunRequest): Promise<RunResponse> {
  const info = request.getInfo();
  const directory = request.getPwd() || info?.getProgramDirectory() || process.cwd();
  const options = info?.getOptions()?.toJavaScript() ?? {};
  const run = createRequire(`${directory}/`).resolve("@pulumi/pulumi/cmd/run");
  const program = info?.getEntryPoint() || request.getProgram() || ".";
  const child = spawn(execPath, [...nodeArguments(options), run, ...flags(engine, request), program, ...request.getArgsList()], {
    cwd: directory,
    env: { ...process.env, ...configuration(request), ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  children.add(child);
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return outcome(code, signal);
}

function flags(engine: string, request: RunRequest): string[] {
  const values: Record<string, string> = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  const named = Object.entries(values).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value]));
  return request.getDryrun() ? [...named, "--dry-run"] : named;
}

function configuration(request: RunRequest): Record<string, string> {
  const values = Object.fromEntries(request.getConfigMap().toObject(false));
  return { PULUMI_CONFIG: JSON.stringify(values), PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()) };
}

function outcome(code: number | null, signal: NodeJS.Signals | null): RunResponse {
  const response = new language.RunResponse();
  if (code === 0) return response;
  if (code === ALREADY_REPORTED) return response.setBail(true);
  return response.setError(code === null ? `Program was ended by ${signal}` : `Program exited with non-zero exit code: ${code}`);
}
