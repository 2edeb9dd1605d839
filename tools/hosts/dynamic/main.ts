// The host of our dynamic providers: the process that `pulumi` asks to create, read, change and delete. It stands in for the SDK's, which
// cannot preview (so it calls everything changed that hangs on a changed resource) and lives on when `pulumi` is killed.
// Protocol: the port is the first line on stdout, the last argument is the engine's address.
import providerService from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { watchEngine } from "../engineWatch.ts";
import { serve } from "../serve.ts";
import { Loaded } from "./loaded.ts";
import { resourceProvider } from "./service.ts";

function fail(reason: string): never {
  console.error(`The host of the dynamic providers cannot start: ${reason}`);
  process.exit(1);
}

// At once and without any farewell: a request that is sent now would change something that no state knows of.
watchEngine(process.argv.at(-1), () => process.exit(1));

// A promise that nobody awaited must not cut off the operations beside it.
for (const event of ["uncaughtException", "unhandledRejection"] as const)
  process.on(event, (error: unknown) => console.error(error instanceof Error ? (error.stack ?? error.message) : String(error)));

serve(providerService.ResourceProviderService, resourceProvider(new Loaded()), fail);
