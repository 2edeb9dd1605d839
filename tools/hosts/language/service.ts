import { execPath } from "node:process";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { unary } from "../unary.ts";
import { children } from "./children.ts";
import { directDependencies, installedVersion, resourcePackages } from "./packages.ts";
import { runPlugin } from "./plugin.ts";
import { runProgram } from "./program.ts";

/**
 * The methods of `pulumirpc.LanguageRuntime` that the engine calls for a program that is already installed (facts observed with 3.259:
 * previews, updates, refreshes, destroys, policy packs, the Automation API). Code generation and the like answer UNIMPLEMENTED.
 *
 * @param engine address of the engine, for the program's log.
 */
export function languageRuntime(engine: string): UntypedServiceImplementation {
  return {
    handshake: unary(() => new language.LanguageHandshakeResponse()),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(installedVersion(process.cwd(), "@pulumi/pulumi") ?? "0.0.0")),
    getRequiredPackages: unary((request: language.GetRequiredPackagesRequest) => {
      const packages = resourcePackages(request.getInfo()?.getProgramDirectory() || process.cwd());
      return new language.GetRequiredPackagesResponse().setPackagesList(packages.map(dependency));
    }),
    run: unary((request: language.RunRequest) => runProgram(engine, request)),
    runPlugin,
    about: unary(() => new language.AboutResponse().setExecutable(execPath).setVersion(process.version)),
    getProgramDependencies: unary((request: language.GetProgramDependenciesRequest) => {
      const directory = request.getInfo()?.getProgramDirectory() || request.getPwd() || process.cwd();
      const list = directDependencies(directory).map(({ name, version }) =>
        new language.DependencyInfo().setName(name).setVersion(version),
      );
      return new language.GetProgramDependenciesResponse().setDependenciesList(list);
    }),
    cancel: unary(() => {
      children.kill();
      return new empty.Empty();
    }),
  };
}

function dependency({ name, version, server }: { name: string; version: string; server: string }): plugin.PackageDependency {
  return new plugin.PackageDependency().setName(name).setVersion(version).setKind("resource").setServer(server);
}
