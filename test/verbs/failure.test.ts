import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { LostPassphraseError } from "../../tools/passphrase.ts";
import { EXIT, toFailure } from "../../verbs/failure.ts";

const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

describe("what a person is told", () => {
  test("a folder that cannot be made, with its place and the way out", () => {
    const { exit, message, hint } = toFailure(thrown(() => mkdirSync(path.join(__filename, "home"))));
    expect({ exit, message }).toEqual({ exit: 1, message: `${__filename}/home cannot be written: a part of the path is no folder.` });
    expect(hint).toContain("PF_HOME");
  });

  test("a full disk, which names no path", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
    expect(toFailure(full).message).toBe("A file cannot be written: the disk is full.");
  });

  test("a file of ours that is not there stays unforeseen", () => {
    expect(toFailure(thrown(() => readFileSync("/no/such/file"))).message).toMatch(/^ENOENT/);
  });

  test("a lost passphrase is a matter of settings", () => {
    expect(toFailure(new LostPassphraseError("gone")).exit).toBe(EXIT.usage);
  });
});
