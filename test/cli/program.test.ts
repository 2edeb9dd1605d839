import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { main } from "../../cli/program.ts";
import { createContext } from "../../verbs/context.ts";

const root = path.join(__dirname, "..", "..");
let home: string;

beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "pf-program-"));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a command line that ends before any process is started. */
const pf = (...args: string[]) => pfWith({}, ...args);

async function pfWith(environment: Record<string, string>, ...args: string[]) {
  const text = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((chunk) => {
      text[stream] += String(chunk);
      return true;
    }),
  );
  try {
    const code = await main(args, createContext(root, { PF_HOME: home, NO_COLOR: "1", ...environment }));
    return { code, ...text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe("command lines that are wrong end with 2", () => {
  test("no command: the help, on stderr", async () => {
    const { code, stdout, stderr } = await pf();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: pf");
  });

  test("an unknown command is told what it may have meant", async () => {
    const { code, stderr } = await pf("upp");
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean up?");
  });

  test.each([
    [["upp", "--json"], "unknown command 'upp' (Did you mean up?)"],
    [["up", "--yess", "--json"], "unknown option '--yess' (Did you mean --yes?)"],
    [["up", "air", "baiv", "--json"], "too many arguments for 'up'"],
  ])("%j: exactly one document on stdout", async (args, message) => {
    const { code, stdout } = await pf(...args);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({ exit: 2, message: expect.stringContaining(message) });
  });
});

test("help is a result: stdout, and 0", async () => {
  const { code, stdout, stderr } = await pf("up", "--help");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("Usage: pf up");
});

test("no Coolify configured: said before a plan is made or a question asked", async () => {
  const { code, stdout } = await pf("up", "air", "--json");
  expect(code).toBe(2);
  expect(JSON.parse(stdout).error.message).toContain("No Coolify is configured");
});

test("a home that cannot be written is told in a sentence, without a stack trace", async () => {
  const { code, stderr } = await pfWith({ PF_HOME: __filename }, "env");
  expect(code).toBe(1);
  expect(stderr).toMatch(/cannot be written.*\n {2}→ PF_HOME names the folder/);
  expect(stderr).not.toMatch(/\n\s+at /);
});
