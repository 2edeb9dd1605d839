import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A holder works for a millisecond; one that is older has died or hangs. */
const STALE = 3000;
/** After this long the work is done without the lock: it protects a count, and a count must not stop anybody. */
const PATIENCE = 5000;

type Taken = "held" | "busy" | "impossible";

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Without room on the disk it stays empty, and its age tells whether it is abandoned. */
function sign(handle: number): void {
  try {
    writeSync(handle, String(process.pid));
  } catch {
    // It is held all the same.
  } finally {
    closeSync(handle);
  }
}

function take(file: string): Taken {
  try {
    const handle = openSync(file, "wx", 0o600);
    sign(handle);
    return "held";
  } catch (error) {
    // A folder that may not be written to will not be writable in five seconds either.
    return codeOf(error) === "EEXIST" ? "busy" : "impossible";
  }
}

/** Whether a process of this number runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !hasEnded(pid);
  } catch (error) {
    // A process of somebody else may not be signalled, but it lives.
    return codeOf(error) === "EPERM";
  }
}

/** It keeps its number until its parent has looked at how it ended: for ever in a container whose first process never looks. Linux only. */
function hasEnded(pid: number): boolean {
  try {
    // The state stands behind the name, which may hold anything.
    return /\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false; // another system
  }
}

/**
 * Whether the holder is gone. A file without a number was just being written, or its writer was killed: then its age decides, and
 * one from the future is of a clock that was set back. What cannot be read is no lock of ours.
 */
function isAbandoned(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return (pid > 0 && !isAlive(pid)) || Math.abs(Date.now() - statSync(file).mtimeMs) > STALE;
  } catch (error) {
    return codeOf(error) !== "ENOENT";
  }
}

/** Renamed before it is removed, so that of two who see the same dead lock only one takes it away. */
function breakLock(file: string): void {
  const aside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true, recursive: true });
  } catch {
    // Another process was quicker.
  }
}

function release(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder is gone or may be written to no more: to the others it will look abandoned.
  }
}

/** Does the (short, synchronous) work while no other process of this machine does it. A lock whose holder died is broken. */
export async function underLock<Result>(file: string, work: () => Result, patience = PATIENCE): Promise<Result> {
  const until = Date.now() + patience;
  let taken = take(file);
  while (taken === "busy" && Date.now() < until) {
    if (isAbandoned(file)) breakLock(file);
    else await sleep(1 + Math.random() * 4);
    taken = take(file);
  }
  try {
    return work();
  } finally {
    if (taken === "held") release(file);
  }
}
