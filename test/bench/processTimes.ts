import { readdirSync, readFileSync } from "node:fs";

/** Pause between two looks, in milliseconds. */
const INTERVAL = 15;

/** A process has this many looks to become what it is to be: between fork and exec it looks like its parent. */
const LOOKS = 4;

/** Ticks a second in `/proc/<pid>/stat`: 100 on every Linux. */
const TICKS = 100;

/** A process of ours, or several of the same sort: how long they were there, and how long they computed, in seconds. */
export interface ProcessTime {
  name: string;
  count: number;
  wall: number;
  processor: number;
}

interface Seen {
  name: string | undefined;
  looks: number;
  first: number;
  last: number;
  ticks: number;
}

/** What a process is called, by what stands in its command line. The first that fits. */
const NAMES: [RegExp, string][] = [
  [/pulumi-language-nodejs/, "language host"],
  [/pulumi-resource-pulumi-nodejs/, "provider host"],
  [/cmd\/run/, "program"],
  [/cli\/main\.ts/, "pf"],
  [/(?:^|\/)pulumi stack (\w+)/, "pulumi stack"],
  [/(?:^|\/)pulumi (\w+)/, "pulumi"],
];

/**
 * Watches the processes that run with this home of the program, until the function that is given back is called. Linux only; elsewhere
 * nothing is seen. What ends within a few milliseconds is missed, the rest is right to some 15 ms.
 */
export function watchProcesses(home: string): () => ProcessTime[] {
  const seen = new Map<string, Seen>();
  const look = () => {
    for (const pid of pids()) note(seen, pid, home);
  };
  const timer = setInterval(look, INTERVAL);
  return () => {
    clearInterval(timer);
    return summed([...seen.values()]);
  };
}

const pids = (): string[] => {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  } catch {
    return [];
  }
};

function note(seen: Map<string, Seen>, pid: string, home: string): void {
  const now = performance.now();
  const known = seen.get(pid) ?? { name: undefined, looks: 0, first: now, last: now, ticks: 0 };
  seen.set(pid, known);
  if (known.looks++ >= LOOKS && known.name === undefined) return;
  try {
    if (known.looks <= LOOKS) known.name = nameOf(pid, home);
    if (known.name === undefined) return;
    const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
    const fields = rest.split(" ");
    known.ticks = Number(fields[11]) + Number(fields[12]);
    known.last = now;
  } catch {
    // It ended while it was looked at, or belongs to somebody else.
  }
}

function nameOf(pid: string, home: string): string | undefined {
  if (!readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`PF_HOME=${home}`)) return undefined;
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  for (const [pattern, name] of NAMES) {
    const found = pattern.exec(command);
    if (found) return found[1] === undefined ? name : `${name} ${found[1]}`;
  }
  return command.slice(0, 40);
}

function summed(all: Seen[]): ProcessTime[] {
  const ours = all.filter(({ name }) => name !== undefined).sort((one, other) => one.first - other.first);
  return [...Map.groupBy(ours, ({ name }) => name as string)].map(([name, group]) => ({
    ...{ name, count: group.length },
    wall: group.reduce((sum, { first, last }) => sum + last - first, 0) / 1000,
    processor: group.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS,
  }));
}
