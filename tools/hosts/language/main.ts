// The Node language host: the process that `pulumi` asks to run our program. It stands in for Pulumi's own, which cannot be had
// as a Go module, and ends with its engine, which Pulumi's own does not when the engine is killed.
// Protocol: the port is the first line on stdout, the last argument is the engine's address.
import { Server, ServerCredentials } from "@grpc/grpc-js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { watchEngine } from "../engineWatch.ts";
import { children } from "./children.ts";
import { languageRuntime } from "./service.ts";

/** State and programs travel in one message each; gRPC's own limit of 4 MB is too small, this is the SDK's. Unit: bytes. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

const engine = process.argv.slice(2).at(-1) ?? "";

function end(code: number): never {
  children.kill();
  process.exit(code);
}

watchEngine(engine, () => end(1));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end(0));

const server = new Server({ "grpc.max_receive_message_length": MESSAGE_LIMIT, "grpc.max_send_message_length": MESSAGE_LIMIT });
server.addService(languageService.LanguageRuntimeService, languageRuntime(engine));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(`The Node language host cannot listen on 127.0.0.1: ${error.message}`);
    end(1);
  }
  process.stdout.write(`${port}\n`);
});
