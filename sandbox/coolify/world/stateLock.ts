import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { StateError } from "./stateError.ts";

/** How long a sandbox that is just ending may still hold its file. */
const PATIENCE = 1000;
const PAUSE = 50;

/**
 * Keeps two sandboxes from writing one state file: `FILE.lock` says which process holds it.
 * The lock of a process that was killed counts for nothing.
 */
export class StateLock {
  readonly #path: string;
  readonly #state: string;

  constructor(state: string) {
    this.#state = state;
    this.#path = `${state}.lock`;
  }

  /** @throws StateError when another sandbox goes on holding it */
  async take(): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!this.#create()) {
      const holder = read(this.#path);
      if (!lives(holder)) rmSync(this.#path, { force: true });
      else if (Date.now() > end || holder === nameOf(process.pid)) {
        const [pid] = holder.split(" ");
        throw new StateError(`${this.#state} is in use by another sandbox (process ${pid}). End that one, or give another --state.`);
      } else await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  release(): void {
    rmSync(this.#path, { force: true });
  }

  #create(): boolean {
    try {
      writeFileSync(this.#path, nameOf(process.pid), { flag: "wx", mode: 0o600 });
      return true;
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw StateError.ofWriting(this.#state, fault);
    }
  }
}

/** Number and start of a process, since numbers are given again. */
const nameOf = (pid: number): string => `${pid} ${startOf(pid)}`;

function lives(name: string): boolean {
  const pid = Number(name.split(" ")[0]);
  if (!Number.isInteger(pid) || pid <= 0 || nameOf(pid) !== name) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process was started, in ticks; empty where the system does not tell. */
function startOf(pid: number): string {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
