import { expect, test } from "@jest/globals";
import { createLive } from "../../cli/terminal/live.ts";
import type { Terminal } from "../../cli/terminal/terminal.ts";
import { plainColors } from "./plainColors.ts";

function listen() {
  const said: string[] = [];
  const terminal = { say: (text: string) => said.push(text), redraw: false, colors: plainColors } as unknown as Terminal;
  return { said, live: createLive(terminal) };
}

const deployment = { kind: "deployment", application: "ep-app-prod", url: "https://ep.air.pfcore.io" } as const;

test("a deployment is told once a status, its failure in one line: the log comes with the error that ends the run", () => {
  const { said, live } = listen();
  const failed = { ...deployment, status: "failed", reason: 'It ended as "failed".\n  | Pulling\n  | Error: access denied' };
  for (const progress of [{ ...deployment, status: "queued" }, { ...deployment, status: "queued" }, failed]) live.deployment(progress);
  expect(said).toEqual([
    "    ◐ ep-app-prod queued  https://ep.air.pfcore.io",
    '    ◐ ep-app-prod failed  https://ep.air.pfcore.io  It ended as "failed".',
  ]);
});

test("a commit is shown short; an image has none", () => {
  const { said, live } = listen();
  live.deployment({ ...deployment, status: "checking", commit: "1c5".padEnd(40, "0") });
  live.deployment({ ...deployment, status: "healthy", commit: "HEAD" });
  expect(said).toEqual([
    "    ◐ ep-app-prod checking  1c50000  https://ep.air.pfcore.io",
    "    ◐ ep-app-prod healthy  https://ep.air.pfcore.io",
  ]);
});
