import { PassThrough } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { createTerminal } from "../../cli/terminal/terminal.ts";

/** A person at a terminal: what is written to it is typed. */
function person() {
  const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 60, rows: 20 });
  screen.resume();
  const input = keys as unknown as NodeJS.ReadStream;
  const output = screen as unknown as NodeJS.WriteStream;
  return { keys, terminal: createTerminal({ environment: {}, json: false }, output, output, input) };
}

describe("a question", () => {
  test.each([
    ["Enter", "\r", false],
    ["y", "y", true],
    ["n", "n", false],
    ["Ctrl-C", "\u0003", false],
    ["Ctrl-D", "\u0004", false],
  ])("answered with %s", async (_, typed, answer) => {
    const { keys, terminal } = person();
    const asked = terminal.ask("Really?");
    keys.write(typed);
    expect(await asked).toBe(answer);
  });

  test("is a no when the terminal goes away", async () => {
    const { keys, terminal } = person();
    const asked = terminal.ask("Really?");
    keys.end();
    expect(await asked).toBe(false);
  });
});

describe("who is asked, and in which colours", () => {
  const out = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.WriteStream;
  const keyboard = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.ReadStream;
  const of = (environment: Record<string, string>, json = false, input = keyboard) => {
    const { interactive, redraw, colors } = createTerminal({ environment, json }, out, out, input);
    return { interactive, redraw, colour: colors.isColorSupported };
  };

  test("a person at a terminal", () => expect(of({})).toEqual({ interactive: true, redraw: true, colour: true }));
  test("NO_COLOR", () => expect(of({ NO_COLOR: "1" })).toEqual({ interactive: true, redraw: false, colour: false }));
  test("CI", () => expect(of({ CI: "true" })).toEqual({ interactive: false, redraw: false, colour: false }));
  test("--json", () => expect(of({}, true)).toEqual({ interactive: false, redraw: false, colour: false }));
  test("nobody types", () => expect(of({}, false, new PassThrough() as unknown as NodeJS.ReadStream).interactive).toBe(false));
});
