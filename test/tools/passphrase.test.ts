import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { LostPassphraseError, passphraseFile } from "../../tools/passphrase.ts";
import { temporaryFolder } from "./folders.ts";

const mode = (path: string) => statSync(path).mode & 0o777;

describe("passphraseFile", () => {
  test("makes 32 random bytes that only the owner can read, and leaves nothing else behind", () => {
    const home = temporaryFolder();
    const file = passphraseFile(home);
    expect(Buffer.from(readFileSync(file, "utf8").trim(), "base64url")).toHaveLength(32);
    expect(mode(file)).toBe(0o600);
    expect(readdirSync(home)).toEqual(["passphrase"]);
  });

  test("keeps the one that is there, and closes it to others", () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "passphrase"), "chosen by hand\n");
    chmodSync(join(home, "passphrase"), 0o644);
    expect(readFileSync(passphraseFile(home), "utf8")).toBe("chosen by hand\n");
    expect(mode(join(home, "passphrase"))).toBe(0o600);
  });

  test("differs from home to home", () => {
    expect(readFileSync(passphraseFile(temporaryFolder()))).not.toEqual(readFileSync(passphraseFile(temporaryFolder())));
  });

  test("is not replaced by a new one while there is state that only the lost one can read", () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "backend", ".pulumi", "stacks", "pf-core"), { recursive: true });
    writeFileSync(join(home, "backend", ".pulumi", "stacks", "pf-core", "air.json"), "{}");
    expect(() => passphraseFile(home)).toThrow(LostPassphraseError);
    expect(readdirSync(home)).toEqual(["backend"]);
  });
});
