import type { Fault } from "./fault.ts";
import { type ConfigFile, type ConfigFiles, chainOf, type FileKind, textAt } from "./files.ts";
import type { StackFiles } from "./instance.ts";
import { placeOf } from "./located.ts";
import { type WhiteLabelFiles, whiteLabelCode } from "./whiteLabel.ts";

/** Which files belong together. Files whose chain does not end in pf-core belong to no stack. */

/** Groups instances with their products. */
export function instanceStacks(files: ConfigFiles, faults: Fault[]): StackFiles[] {
  const products = ofKind(files, "product").flatMap((file) => {
    const chain = linked(file, files, faults);
    return chain === undefined ? [] : [{ file, instance: chain.at(-2) }];
  });
  const codes = new Map<string, ConfigFile>();
  return ofKind(files, "instance").flatMap((file): StackFiles[] => {
    const chain = linked(file, files, faults);
    const code = textAt(file.located, "code");
    const twin = code === undefined ? undefined : codes.get(code);
    if (twin !== undefined) {
      const reason = `${twin.file} has this code already; every instance needs its own`;
      faults.push({ ...placeOf(file.located, ["code"]), path: "code", value: code, reason });
    } else if (code !== undefined) codes.set(code, file);
    const [core, ...instances] = chain ?? [];
    if (core === undefined || twin !== undefined) return [];
    const own = products.filter((product) => product.instance === file).map((product) => product.file);
    return [{ core, instances, products: own, release: files.files.get(`releases/${code}.yaml`) }];
  });
}

/** White-labels with the files that they build on. */
export function whiteLabelStacks(files: ConfigFiles, faults: Fault[]): WhiteLabelFiles[] {
  return ofKind(files, "whiteLabel").flatMap((whiteLabel): WhiteLabelFiles[] => {
    const [core, ...rest] = linked(whiteLabel, files, faults) ?? [];
    const product = rest.at(-2);
    if (core === undefined || product === undefined) return [];
    const release = files.files.get(`releases/${whiteLabelCode(whiteLabel, product)}.yaml`);
    return [{ core, instances: rest.slice(0, -2), product, whiteLabel, release }];
  });
}

/** Releases of stacks that nobody describes. */
export function strayReleases(files: ConfigFiles, codes: readonly string[]): Fault[] {
  if (files.unreadable.size > 0) return [];
  return ofKind(files, "release")
    .filter((file) => !codes.includes(file.stem))
    .map((file) => ({ ...file.located.at, path: "", reason: `releases of a stack that is not described; known: ${codes.join(", ")}` }));
}

function linked(file: ConfigFile, files: ConfigFiles, faults: Fault[]): ConfigFile[] | undefined {
  const { chain, faults: found } = chainOf(file, files);
  faults.push(...found);
  return chain;
}

function ofKind({ files }: ConfigFiles, kind: FileKind): ConfigFile[] {
  return [...files.values()].filter((file) => file.kind === kind);
}
