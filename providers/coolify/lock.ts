import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A holder works for a millisecond; one that is older has died or hangs. */
const STALE = 3000;
/** After this long the work is done without the lock: it protects a count, and a count must not stop anybody. */
const PATIENCE = 5000;

function take(file: string): boolean {
  try {
    const handle = openSync(file, "wx", 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else may not be signalled, but it lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the holder is gone. A file without a number was just being written, or its writer was killed: then its age decides. */
function isAbandoned(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return (pid > 0 && !isAlive(pid)) || Date.now() - statSync(file).mtimeMs > STALE;
  } catch {
    return false;
  }
}

/** Renamed before it is removed, so that of two who see the same dead lock only one takes it away. */
function breakLock(file: string): void {
  const aside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch {
    // Another process was quicker.
  }
}

/** Does the (short, synchronous) work while no other process of this machine does it. A lock whose holder died is broken. */
export async function underLock<Result>(file: string, work: () => Result, patience = PATIENCE): Promise<Result> {
  const until = Date.now() + patience;
  let held = take(file);
  while (!held && Date.now() < until) {
    if (isAbandoned(file)) breakLock(file);
    else await sleep(1 + Math.random() * 4);
    held = take(file);
  }
  try {
    return work();
  } finally {
    if (held) rmSync(file, { force: true });
  }
}
