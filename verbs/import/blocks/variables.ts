import type { Plain } from "../../../config/located.ts";
import { isPlainSecret } from "../../../config/variables.ts";
import type { FoundVariable, FoundWorkload } from "../found.ts";
import { type Block, escaped, type Making } from "./block.ts";

/** What has variables, and what it is called in the stack. */
type Owner = Pick<Making, "name" | "secrets"> & { workload: Pick<FoundWorkload, "variables"> };

export function variablesBlock(making: Owner): Block {
  return mapped(making, (key, variable) => written(making, key, variable.value, variable.flags));
}

/** Own values in deployments of pull requests. */
export function previewVariablesBlock(making: Owner): Block {
  return mapped(making, (key, { preview, flags }) =>
    preview === undefined ? undefined : written(making, key, preview, flags, "preview_"),
  );
}

function mapped({ workload: { variables } }: Owner, block: (key: string, variable: FoundVariable) => Plain | undefined): Block {
  const entries = Object.entries(variables).flatMap(([key, variable]): [string, Plain][] => {
    const value = block(key, variable);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function written({ name, secrets }: Owner, key: string, value: string, flags: FoundVariable["flags"], prefix = ""): Plain {
  if (value !== "" && (isPlainSecret(key, value) || isKey(value)))
    return { ...secrets.reference(value, `${prefix}${key}`, `${prefix}${name}_${key}`), ...flags };
  return Object.keys(flags).length > 0 ? { value: escaped(value), ...flags } : escaped(value);
}

const isKey = (value: string) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value);
