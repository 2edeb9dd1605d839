// The host of our dynamic providers: the one of the SDK, in the same process as a watch on the engine.
// It stands in for the shell script of the same name in @pulumi/pulumi, which leaves the host running when `pulumi` is killed.
import { createRequire } from "node:module";
import { watchEngine } from "./engineWatch.ts";

// At once and without any farewell: a request that is sent now would change something that no state knows of.
watchEngine(process.argv.at(-1), () => process.exit(1));

// The SDK of the program, looked up from its folder as the SDK's own script does. The module serves as soon as it is loaded
// and reads the engine's address from process.argv.
createRequire(`${process.cwd()}/`)("@pulumi/pulumi/cmd/dynamic-provider");
