import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";

/** State and programs travel in one message each; gRPC's own limit of 4 MB is too small, this is the SDK's. Unit: bytes. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

/** Serves on a free port of this machine and tells it as Pulumi wants it: as the first line on stdout. */
export function serve(service: ServiceDefinition, methods: UntypedServiceImplementation, fail: (reason: string) => void): void {
  const server = new Server({ "grpc.max_receive_message_length": MESSAGE_LIMIT, "grpc.max_send_message_length": MESSAGE_LIMIT });
  server.addService(service, methods);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) fail(`it cannot listen on 127.0.0.1: ${error.message}`);
    else process.stdout.write(`${port}\n`);
  });
}
