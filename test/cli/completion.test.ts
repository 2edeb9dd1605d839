import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { commands } from "../../cli/commands/index.ts";
import { REFERENCE } from "../config/fleetFolder.ts";
import { pf } from "./pf.ts";

const scriptFor = async (shell: string) => (await pf({ PF_CONFIG: REFERENCE }, "completion", shell)).stdout;

/** What bash offers behind these words, as it would in a terminal. */
async function offered(...words: string[]): Promise<string[]> {
  const script = await scriptFor("bash");
  const line = `COMP_WORDS=(${["pf", ...words].map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _pf; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", `${script}\n${line}`], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}

test("bash offers commands, their commands, stacks and options", async () => {
  expect(await offered("")).toEqual(commands.map(({ name }) => name));
  expect(await offered("dr")).toEqual(["drift"]);
  expect(await offered("config", "ex")).toEqual(["explain", "export"]);
  expect(await offered("up", "a")).toContain("air");
  expect(await offered("config", "export", "air", "--for")).toEqual(["--format"]);
  expect(await offered("new", "")).toEqual(["instance", "product", "white-label"]);
  expect(await offered("drift", "--keep", "--y")).toEqual(["--yes"]);
});

test.each(["zsh", "fish"])("%s: every command stands in it; the shell itself reads it where there is one", async (shell) => {
  const script = await scriptFor(shell);
  for (const { name } of commands) expect(script).toContain(name);
  const { error, status, stderr } = spawnSync(shell, ["-n", "-c", script], { encoding: "utf8" });
  if (!error) expect([status, stderr]).toEqual([0, ""]);
});

test("an unknown shell is told the known ones", async () => {
  expect(await pf({ PF_CONFIG: REFERENCE }, "completion", "cmd")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("bash, zsh, fish"),
  });
});
