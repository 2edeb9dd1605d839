import type { Plain } from "../../../config/located.ts";
import { yamlField } from "../../drift/yamlField.ts";
import type { FoundWorkload } from "../found.ts";
import type { Secrets } from "../secrets.ts";

/** A block of YAML. */
export type Block = { [key: string]: Plain };

/** What the block of one workload is made with. */
export interface Making {
  workload: FoundWorkload;
  /** Its name in the stack. */
  name: string;
  secrets: Secrets;
  /** A text as a file of its own, by the path that the YAML names. */
  file(folder: string, ending: string, text: string): Plain;
}

/** Braces that Coolify or the application shall see. */
export const escaped = (text: string): string => text.replaceAll("{{", "\\{{");

/** What is another at Coolify than the stack and its project say. */
export function placeBlock({ name, workload: { name: shown, inputs } }: Making): Block {
  const { destination, tags } = inputs as { destination?: string; tags?: string[] };
  return {
    ...(shown !== name && { coolify_name: escaped(shown) }),
    ...(destination !== undefined && destination !== SHARED_NETWORK && { destination }),
    ...(tags && tags.length > 0 && { tags }),
  };
}

/** The network that Coolify makes with every server (contract 14). */
const SHARED_NETWORK = "coolify";

/** Fields in the words of the YAML; those it has no words for are left out. */
export function fieldBlock(kind: string, fields: Readonly<Record<string, unknown>>): Block {
  const block: Block = {};
  for (const [path, value] of Object.entries(fields)) {
    const field = value === undefined || value === null ? undefined : yamlField(kind, path, value);
    if (field) setAt(block, field.path, field.value);
  }
  return block;
}

function setAt(block: Block, [key = "", ...rest]: readonly string[], value: Plain): void {
  if (rest.length === 0) block[key] = value;
  else {
    const inner = (block[key] ?? {}) as Block;
    block[key] = inner;
    setAt(inner, rest, value);
  }
}

/** Groups that hold something. */
export const filled = (groups: Block): Block =>
  Object.fromEntries(Object.entries(groups).filter(([, value]) => typeof value !== "object" || Object.keys(value ?? {}).length > 0));

/** A block for each, by its key. */
export const blocksOf = <Item>(items: readonly Item[], keys: readonly string[], block: (item: Item, key: string) => Block): Block =>
  Object.fromEntries(items.map((item, index) => [keys[index] ?? "", block(item, keys[index] ?? "")]));
