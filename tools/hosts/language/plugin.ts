import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { execPath } from "node:process";
import type { handleServerStreamingCall } from "@grpc/grpc-js";
import language, { type RunPluginRequest, type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { children } from "./children.ts";

/** How each kind of plugin is started: the SDK's command, and where the plugin's folder stands among its arguments. */
const COMMANDS: Record<string, { module: string; order: (folder: string, rest: string[]) => string[] }> = {
  analyzer: { module: "@pulumi/pulumi/cmd/run-policy-pack", order: (folder, rest) => [...rest, folder] },
  resource: { module: "@pulumi/pulumi/cmd/run-plugin", order: (folder, rest) => [folder, ...rest] },
};

/** Runs a plugin that is itself a Node program, such as a policy pack, and passes its output and exit code on. */
export const runPlugin: handleServerStreamingCall<RunPluginRequest, RunPluginResponse> = (call) => {
  const request = call.request;
  const command = COMMANDS[request.getKind() || "resource"];
  if (command === undefined) {
    call.destroy(new Error(`Plugins of kind "${request.getKind()}" cannot be run by this language host.`));
    return;
  }
  const folder = request.getInfo()?.getProgramDirectory() || request.getProgram();
  const module = createRequire(`${folder}/`).resolve(command.module);
  const child = spawn(execPath, [module, ...command.order(folder, request.getArgsList())], {
    cwd: folder, // a policy pack reads the package.json of its working directory
    env: { ...process.env, ...Object.fromEntries(request.getEnvList().map(assignment)) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.stdout.on("data", (chunk: Buffer) => call.write(new language.RunPluginResponse().setStdout(chunk)));
  child.stderr.on("data", (chunk: Buffer) => call.write(new language.RunPluginResponse().setStderr(chunk)));
  child.once("error", (error) => call.destroy(error));
  child.once("close", (code) => {
    call.write(new language.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.once("cancelled", () => child.kill());
};

function assignment(line: string): [string, string] {
  const at = line.indexOf("=");
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
}
