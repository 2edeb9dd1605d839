import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/** The programs that run for the engine right now. They end with it. */
export const children = {
  add(child: ChildProcess): void {
    running.add(child);
    child.once("close", () => running.delete(child));
  },
  kill(): void {
    for (const child of running) child.kill("SIGKILL");
  },
};
