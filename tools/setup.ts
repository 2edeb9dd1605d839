// Brings what tools/run found missing: the packages, then the Pulumi CLI. Started by tools/run only, which holds the lock and has chosen
// a Node that runs TypeScript. It needs no package, because it runs before there are any.
// Argument: how the person's own Pulumi looked to tools/run, kept so that the next run can tell whether it is still the same one.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setUpNodeModules } from "./setup/nodeModules.ts";
import { setUpPulumi } from "./setup/pulumi.ts";
import { SetupError, say } from "./setup/say.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

try {
  await setUpNodeModules(root);
  const { origin, wanted } = await setUpPulumi(root);
  writeFileSync(join(root, ".tools", "ready"), `${wanted}\n${process.argv[2] ?? "none"}\n${origin}\n`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
