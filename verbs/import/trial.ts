import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EditError, withValue } from "../../config/edit.ts";
import { ConfigError } from "../../config/fault.ts";
import { loadFleet } from "../../config/load.ts";
import type { Plain } from "../../config/located.ts";
import type { DraftedInstance } from "./draft.ts";

/** All files of a draft by their path, the instance's own last: with it the instance is there. */
export const filesOf = ({ file, text, others }: DraftedInstance): [string, string][] => [...others, [file, text]];

/** A copy of the configuration in which a draft is tried. */
export class Trial {
  readonly config: string;
  #written: string[] = [];

  constructor(config: string) {
    this.config = config;
  }

  /** Puts the draft in the place of the last one. @returns what is wrong with it */
  load(draft: DraftedInstance): string | undefined {
    for (const file of this.#written) rmSync(path.join(this.config, file), { force: true });
    const files = filesOf(draft);
    this.#written = files.map(([file]) => file);
    for (const [file, text] of files) {
      mkdirSync(path.dirname(path.join(this.config, file)), { recursive: true });
      writeFileSync(path.join(this.config, file), text);
    }
    try {
      loadFleet(this.config);
      return undefined;
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(({ path: where, reason }) => `${where}: ${reason}`).join("; ");
      throw error;
    }
  }

  /** The draft with these values in its own file, but for those that the YAML refuses. */
  edited(draft: DraftedInstance, edits: readonly { path: readonly string[]; value: Plain }[]): DraftedInstance {
    const all = edits.reduce((one, edit) => changed(one, edit) ?? one, draft);
    if (this.load(all) === undefined) return all;
    // Some of them depend on others: what is refused now is tried again behind the rest.
    let [result, left] = [draft, edits];
    for (let before = left.length + 1; left.length > 0 && left.length < before; ) {
      before = left.length;
      left = left.filter((edit) => {
        const next = changed(result, edit);
        if (!next || this.load(next) !== undefined) return true;
        result = next;
        return false;
      });
    }
    this.load(result);
    return result;
  }
}

function changed(draft: DraftedInstance, { path: where, value }: { path: readonly string[]; value: Plain }): DraftedInstance | undefined {
  try {
    return { ...draft, text: withValue(draft.text, where, value) };
  } catch (error) {
    if (error instanceof EditError) return undefined;
    throw error;
  }
}
