import { status } from "@grpc/grpc-js";
import { expect, test } from "@jest/globals";
import { failureOf } from "../../../tools/hosts/dynamic/failure.ts";
import { type RpcFailure, unary } from "../../../tools/hosts/unary.ts";

/** What the engine hears of a call, or that it hears nothing. */
const answerOf = (method: ReturnType<typeof unary>): Promise<unknown> =>
  Promise.race([
    new Promise((done) => method({ request: {} } as never, (error, answer) => done(error ?? answer))),
    new Promise((done) => setTimeout(() => done("nothing"), 200)),
  ]);

test("a failure whose details cannot be carried is told in words all the same", async () => {
  const failed = Object.assign(new Error("the bucket cannot be used"), { id: "u1", properties: { call: () => undefined } });
  const method = unary(
    () => Promise.reject(failed),
    (error): RpcFailure => failureOf(error, { __provider: "text" }),
  );
  expect(await answerOf(method)).toEqual({ code: status.UNKNOWN, message: "the bucket cannot be used" });
});
