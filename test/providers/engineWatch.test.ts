import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { exitWithEngine } from "../../providers/engineWatch.ts";

async function engine(): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

test("a process stays with its engine and leaves with it", async () => {
  const { address, close } = await engine();
  const codes: number[] = [];
  exitWithEngine(["node", "/x/cmd/dynamic-provider/index.js", address], (code) => codes.push(code));
  await pause(700);
  expect(codes).toEqual([]);
  await close();
  await pause(700);
  expect(codes[0]).toBe(1);
});

test.each([
  ["another program", ["node", "/x/jest", "127.0.0.1:9"]],
  ["no address", ["node", "/x/cmd/dynamic-provider/index.js"]],
])("%s is left alone", async (_, argv) => {
  const codes: number[] = [];
  exitWithEngine(argv, (code) => codes.push(code));
  await pause(600);
  expect(codes).toEqual([]);
});
