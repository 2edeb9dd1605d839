import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Context } from "./context.ts";
import { EXIT, Failure } from "./failure.ts";

const Left = z.array(z.string());

/** What the last `up --all` of this machine has not done yet: a file that `--resume` goes on from. */
export class Rollout {
  readonly #file: string;
  #left: string[] = [];

  constructor({ home }: Context) {
    this.#file = path.join(home, "rollout.json");
  }

  /** @throws Failure `usage` when there is nothing to go on with */
  left(): string[] {
    const left = this.#read();
    if (left.length > 0) return left;
    throw new Failure(EXIT.usage, "There is no run to go on with: the last one has done everything.", "Leave out --resume.");
  }

  begin(stacks: string[]): void {
    this.#write(stacks);
  }

  done(stack: string): void {
    this.#write(this.#left.filter((other) => other !== stack));
  }

  #read(): string[] {
    try {
      return Left.parse(JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      return []; // none yet, or cut off: then the usual comparison finds what is left
    }
  }

  #write(left: string[]): void {
    this.#left = left;
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.new`, JSON.stringify(left), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
