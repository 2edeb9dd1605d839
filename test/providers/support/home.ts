import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder for one test: `PF_HOME`, and a run in it. */
export interface Home {
  folder: string;
  environment: { PF_HOME: string; PF_RUN: string; PF_PACE: string; PF_LOOPBACK_ONLY: string };
  /** Lines of a report. */
  lines(name: "requests" | "progress" | "failures"): Record<string, unknown>[];
  remove(): void;
}

export function temporaryHome(pace = "0.01"): Home {
  const folder = mkdtempSync(path.join(tmpdir(), "pf-providers-"));
  const run = path.join(folder, "run");
  return {
    folder,
    environment: { PF_HOME: folder, PF_RUN: run, PF_PACE: pace, PF_LOOPBACK_ONLY: "1" },
    lines: (name) => {
      const file = path.join(run, `${name}.jsonl`);
      const text = existsSync(file) ? readFileSync(file, "utf8") : "";
      return text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
