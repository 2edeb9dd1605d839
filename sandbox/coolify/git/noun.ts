import type { Noun } from "../noun.ts";
import { controlFile, repositoryFiles } from "./files.ts";
import { controlPush } from "./push.ts";
import { branches } from "./tables.ts";

/** Git repositories outside Coolify. */
export const gitNoun: Noun = {
  name: "git",
  tables: [branches, repositoryFiles],
  seed(world, document) {
    for (const { url, branches: heads, history = {}, files = {} } of document.remotes ?? []) {
      for (const [path, content] of Object.entries(files)) controlFile(world, { repository: url, path, content });
      for (const [branch, head] of Object.entries(heads)) {
        world.of(branches).insert({ repository: url, branch, head, history: history[branch] ?? [] });
      }
    }
  },
  controls: {
    "repository-file": controlFile,
    push: controlPush,
  },
};
