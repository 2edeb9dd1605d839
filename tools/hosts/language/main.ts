// The Node language host: the process that `pulumi` asks to run our program. It stands in for Pulumi's own, which cannot be had
// as a Go module, and ends with its engine, which Pulumi's own does not when the engine is killed.
// Protocol: the port is the first line on stdout, the last argument is the engine's address.
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { watchEngine } from "../engineWatch.ts";
import { serve } from "../serve.ts";
import { children } from "./children.ts";
import { languageRuntime } from "./service.ts";

const engine = process.argv.slice(2).at(-1) ?? "";

function end(code: number): never {
  children.kill();
  process.exit(code);
}

watchEngine(engine, () => end(1));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end(0));

serve(languageService.LanguageRuntimeService, languageRuntime(engine), (reason) => {
  console.error(`The Node language host cannot start: ${reason}`);
  end(1);
});
