import type { Noun } from "../noun.ts";

/**
 * Reading compose texts: no routes and no rows of its own. Services and compose applications use it:
 * `checkedCompose` (is the text allowed), `containersOf` (what is in it), `rowsOf`, `magicNames`, `magicValue` (variables),
 * `mountsOf` (volumes), `dumpYaml` (the text as it is stored).
 */
export const composeNoun: Noun = { name: "compose" };
