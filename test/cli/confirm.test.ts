import { describe, expect, test } from "@jest/globals";
import type { Call } from "../../cli/call.ts";
import { confirmPlans } from "../../cli/confirm.ts";
import type { Plan } from "../../verbs/plan.ts";
import { plainColors } from "./plainColors.ts";

const step = { urn: "u", name: "air-app-prod", kind: "Application", operation: "update" as const, state: "planned" as const, changed: [] };
const harmless: Plan = { stack: "air", changes: [step], grave: [] };
const production: Plan = { ...harmless, grave: [{ step, reason: "production" }] };
const deletion: Plan = { stack: "baiv", changes: [{ ...step, operation: "delete" }], grave: [{ step, reason: "deletion" }] };

interface Person {
  options?: Record<string, unknown>;
  environment?: Record<string, string>;
  offline?: boolean;
  /** What is typed when a name is asked for; absent: nobody is there. */
  types?: string[];
  says?: boolean;
}

/** @returns what was asked, or the exit code */
async function confirm(plans: Plan[], { options = {}, environment = {}, offline = false, types, says }: Person) {
  const asked: string[] = [];
  const terminal = {
    colors: plainColors,
    interactive: types !== undefined || says !== undefined,
    say: () => {},
    ask: async (question: string) => {
      asked.push(question);
      return says ?? false;
    },
    type: async (question: string) => {
      asked.push(question);
      return types?.shift() ?? "";
    },
  };
  try {
    await confirmPlans({ terminal, options, context: { environment, offline } } as unknown as Call, plans);
    return asked;
  } catch (error) {
    return (error as { exit: number }).exit;
  }
}

const CI = { CI: "true" };

describe("what changes nothing grave", () => {
  test("is asked about", async () => expect(await confirm([harmless], { says: true })).toEqual(['Make these changes to "air"?']));
  test("a no is 8", async () => expect(await confirm([harmless], { says: false })).toBe(8));
  test("nobody there is 11", async () => expect(await confirm([harmless], {})).toBe(11));
  test("--yes", async () => expect(await confirm([harmless], { options: { yes: true } })).toEqual([]));
  test("no changes, no question", async () => expect(await confirm([{ ...harmless, changes: [] }], {})).toEqual([]));
});

describe("production and deletions", () => {
  test.each([
    ["--yes alone, nobody there", { options: { yes: true } }, 11],
    ["--confirm outside CI", { options: { yes: true, confirm: "air" } }, 11],
    ["--confirm without --yes in CI", { options: { confirm: "air" }, environment: CI }, 11],
    ["another name in CI", { options: { yes: true, confirm: "airs,baiv" }, environment: CI }, 11],
    ["the name in CI", { options: { yes: true, confirm: "baiv,air" }, environment: CI }, []],
    ["the sandbox that we started", { options: { yes: true }, offline: true }, []],
    ["the sandbox without --yes", { offline: true }, 11],
    ["another name typed", { types: ["aire"] }, 8],
    ["nothing typed", { types: [""], options: { yes: true } }, 8],
    ["the name typed", { types: ["air"] }, ['Production is changed. Type "air" to go on:']],
  ] as [string, Person, unknown][])("%s", async (_, person, expected) => expect(await confirm([production], person)).toEqual(expected));

  test("of several stacks each has its name typed, and no yes is asked on top", async () => {
    const asked = await confirm([harmless, production, deletion], { types: ["air", "baiv"] });
    expect(asked).toEqual(['Production is changed. Type "air" to go on:', 'Something is deleted. Type "baiv" to go on:']);
    expect(await confirm([production, deletion], { types: ["air", "air"] })).toBe(8);
  });
});
