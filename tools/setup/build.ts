import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { execute, lastLines } from "./execute.ts";
import { step } from "./say.ts";

/** Name of the program in Pulumi's Go modules. */
const PROGRAM = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** As Pulumi builds its own releases. */
const TAGS = "osusergo,grpcnotrace";

/**
 * Builds the Pulumi CLI from the Go modules that `module` pins (go.mod, go.sum) into `folder/pulumi`.
 * Takes 3 to 4 minutes on two processors the first time, seconds when Go still has it.
 * @returns undefined when it is there, else a sentence that says why not.
 */
export async function buildPulumi({
  go,
  module,
  version,
  folder,
}: {
  go: string;
  module: string;
  version: string;
  folder: string;
}): Promise<string | undefined> {
  const building = step(`building Pulumi ${version} from source (some 4 minutes the first time)`);
  const target = join(folder, `pulumi.${process.pid}`);
  mkdirSync(dirname(target), { recursive: true });
  try {
    const total = await countPackages(go, module, building.detail);
    const compiled = new Set<string>();
    const { code, stderr } = await execute(
      go,
      ["build", "-v", "-trimpath", "-tags", TAGS, "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`, "-o", target, PROGRAM],
      {
        cwd: module,
        onStderr: (line) => {
          compiled.add(line);
          building.detail(`${compiled.size} of at most ${total} packages compiled`);
        },
      },
    );
    if (code !== 0) return `Pulumi could not be built with Go:\n${lastLines(stderr)}`;
    renameSync(target, join(folder, "pulumi"));
    building.done();
    return undefined;
  } finally {
    building.stop();
    rmSync(target, { force: true });
  }
}

/** Number of packages in the build. Asking for them also fetches the modules, which takes half a minute the first time. */
async function countPackages(go: string, module: string, detail: (text: string) => void): Promise<number> {
  let fetched = 0;
  const { stdout } = await execute(go, ["list", "-deps", "-tags", TAGS, PROGRAM], {
    cwd: module,
    onStderr: (line) => {
      if (line.startsWith("go: downloading")) detail(`${++fetched} modules fetched`);
    },
  });
  return stdout.trim().split("\n").length;
}
