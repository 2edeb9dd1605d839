import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isExecutable } from "./findExecutable.ts";
import { readStamp } from "./stamp.ts";

/** PATH as tools/run makes it: our Node and our Pulumi where they are used, then the packages' programs, then what the person has. */
export function searchPath(root: string, path: string): string {
  const tools = join(root, ".tools");
  const pulumi = join(tools, "pulumi", "bin");
  const rest = path
    .split(delimiter)
    .filter((entry) => entry !== "" && !entry.startsWith(`${tools}/`) && entry !== join(root, "node_modules", ".bin"));
  const ours = [
    ...nodeFolders(tools).filter((folder) => isExecutable(join(folder, "node"))),
    ...(readStamp(root)?.origin !== "PATH" && isExecutable(join(pulumi, "pulumi")) ? [pulumi] : []),
    join(root, "node_modules", ".bin"),
  ];
  return [...ours, ...rest].join(delimiter);
}

function nodeFolders(tools: string): string[] {
  try {
    return readdirSync(join(tools, "node_modules"))
      .filter((name) => name.startsWith("node-"))
      .map((name) => join(tools, "node_modules", name, "bin"));
  } catch {
    return []; // the person's own Node is new enough
  }
}
