import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isAlive } from "../../providers/coolify/lock.ts";

const Lock = z.object({ pid: z.number(), username: z.string().optional(), hostname: z.string(), timestamp: z.string().optional() });

export type Lock = z.infer<typeof Lock>;

/**
 * The locks of a stack in a file backend (`.pulumi/locks/organization/<project>/<stack>/*.json`; facts of Pulumi, 16.5).
 * Other backends lock where this machine cannot look: no locks are returned, and Pulumi itself refuses.
 */
export function locksOf(backendUrl: string, project: string, stack: string): Lock[] {
  if (!backendUrl.startsWith("file://")) return [];
  const folder = path.join(fileURLToPath(backendUrl), ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const parsed = parseLock(path.join(folder, name));
    return parsed ? [parsed] : [];
  });
}

/** A lock whose process does not live any more on this very machine: it was killed, and nobody will ever take the lock away. */
export function isStale(lock: Lock): boolean {
  return lock.hostname === os.hostname() && (!isAlive(lock.pid) || isAnother(lock.pid));
}

/** Numbers are given again, soon so in a container: a process that is no Pulumi holds no lock. Only Linux tells. */
function isAnother(pid: number): boolean {
  try {
    return !path.basename(readlinkSync(`/proc/${pid}/exe`)).includes("pulumi");
  } catch {
    return false; // another system, or somebody else's process
  }
}

function parseLock(file: string): Lock | undefined {
  try {
    return Lock.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Half-written by the process that was killed: its owner cannot be told, so Pulumi decides.
    return undefined;
  }
}
