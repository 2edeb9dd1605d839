import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/** A process of the machine under test. */
export interface Process {
  pid: number;
  /** Name of the program and its arguments. */
  command: string;
}

/** Processes that run with this home of the program, whoever started them: Pulumi and its helpers inherit it. Linux only. */
export function processesOf(home: string): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const environment = readFileSync(`/proc/${name}/environ`, "utf8").split("\0");
      if (!environment.includes(`PF_HOME=${home}`)) return [];
      return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ") }];
    } catch {
      // It ended while it was looked at, or belongs to somebody else.
      return [];
    }
  });
}

/** The Pulumi among them: the program itself, not its hosts. */
export function pulumiOf(home: string): Process | undefined {
  return processesOf(home).find(({ pid }) => path.basename(executableOf(pid)) === "pulumi");
}

function executableOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return "";
  }
}
