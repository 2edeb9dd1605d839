import { expect, test } from "@jest/globals";
import { pause, unlessStopped, within } from "../../../providers/coolify/deadline.ts";
import { exitCodeOf } from "../../../providers/coolify/errors.ts";

const never = () => new Promise<never>(() => undefined);

test("work in time gives its result", async () => expect(await within(5000, "It", async () => 7)).toBe(7));

test("work that takes too long is stopped with a sentence and its own exit code", async () => {
  const error = await within(20, "Creating air", (signal) => pause(60_000, signal)).catch((reason: Error) => reason);
  expect(error).toMatchObject({ message: "Creating air took longer than 0 seconds and was stopped. Run the same command again." });
  expect(exitCodeOf(error)).toBe(9);
});

test("an outer signal stops it too", async () => {
  const outer = new AbortController();
  const work = within(60_000, "It", (signal) => unlessStopped(never(), signal), outer.signal);
  outer.abort();
  await expect(work).rejects.toThrow("The run was stopped.");
});

test("a fault of the work stays what it is", async () =>
  expect(within(5000, "It", () => Promise.reject(new TypeError("x")))).rejects.toThrow(TypeError));

test("a signal that was given before stops at once", async () => {
  await expect(pause(60_000, AbortSignal.abort())).rejects.toThrow("The run was stopped.");
  await expect(unlessStopped(never(), AbortSignal.abort())).rejects.toThrow("The run was stopped.");
});
