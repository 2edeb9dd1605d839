import { fork, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { SharedLimiter } from "../../../providers/coolify/limiter.ts";
import { underLock } from "../../../providers/coolify/lock.ts";
import { type Home, temporaryHome } from "../support/home.ts";

const KEY = "0123456789abcdef0123456789abcdef";
let home: Home;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

const fileOf = () => path.join(home.folder, `${KEY.slice(0, 16)}.json`);
const keep = (state: object | string) =>
  writeFileSync(fileOf(), typeof state === "string" ? state : JSON.stringify({ least: 200, underWay: {}, ...state }));
const kept = () => JSON.parse(readFileSync(fileOf(), "utf8")) as { remaining: number };
const limiter = (window?: number) => new SharedLimiter(home.folder, KEY, window);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = Date.now();
  await work();
  return Date.now() - began;
}

test("two processes share one budget", async () => {
  await limiter().admit();
  await limiter().admit();
  expect(kept().remaining).toBe(198);
});

test("really separate processes lose no count", async () => {
  const script = path.join(__dirname, "../support/admitTwenty.ts");
  const run = () =>
    new Promise<void>((done, fail) =>
      fork(script, [home.folder, KEY], { stdio: "inherit" }).once("exit", (code) =>
        code === 0 ? done() : fail(new Error(`ended with ${code}`)),
      ),
    );
  await Promise.all([run(), run(), run()]);
  expect(kept().remaining).toBe(140);
});

test("an empty budget waits for the next window, never longer", async () => {
  keep({ since: Date.now(), limit: 5, remaining: 0, blockedUntil: 0 });
  const waited = await timed(() => limiter(0.3).admit());
  expect(waited).toBeGreaterThanOrEqual(300);
  expect(waited).toBeLessThan(2000);
});

describe("polls give way", () => {
  /** In which order they were let in. */
  async function orderOf(remaining: number, arrivals: readonly string[]): Promise<string[]> {
    keep({ since: Date.now(), limit: 20, remaining, blockedUntil: 0 });
    const [shared, order]: [SharedLimiter, string[]] = [limiter(0.3), []];
    await Promise.all(arrivals.map((name) => shared.admit({ isPoll: name.startsWith("poll") }).then(() => order.push(name))));
    return order;
  }

  test("to calls that came later, when room is short", async () =>
    expect(await orderOf(0, ["poll 1", "poll 2", "write 1", "write 2"])).toEqual(["write 1", "write 2", "poll 1", "poll 2"]));

  test("and leave the last of a window to them", async () => {
    keep({ since: Date.now(), limit: 20, remaining: 3, blockedUntil: 0 });
    const [shared, began]: [SharedLimiter, number] = [limiter(0.5), Date.now()];
    const polls = Promise.all([1, 2].map(() => shared.admit({ isPoll: true })));
    await sleep(50);
    await Promise.all([1, 2].map(() => shared.admit()));
    expect(Date.now() - began).toBeLessThan(400);
    await polls;
    expect(Date.now() - began).toBeGreaterThanOrEqual(500);
  });

  test("but are not forgotten where the limit is tiny", async () => {
    keep({ since: Date.now(), limit: 1, remaining: 1, blockedUntil: 0 });
    expect(await timed(() => limiter(60).admit({ isPoll: true }))).toBeLessThan(1000);
  });
});

describe("who stops waiting", () => {
  test("is told at once, takes no room, and holds nobody up", async () => {
    keep({ since: Date.now(), limit: 5, remaining: 0, blockedUntil: 0 });
    const [shared, stop] = [limiter(0.5), new AbortController()];
    const first = shared.admit({ signal: stop.signal });
    const second = shared.admit();
    setTimeout(() => stop.abort(), 20);
    expect(await timed(() => expect(first).rejects.toThrow("The run was stopped."))).toBeLessThan(300);
    await second;
    expect(kept().remaining).toBe(4);
  });

  test("gives back what was kept for it", async () => {
    const [shared, stop] = [limiter(), new AbortController()];
    const work = shared.admit({ signal: stop.signal });
    stop.abort();
    await expect(work).rejects.toThrow("The run was stopped.");
    await shared.admit();
    expect(kept().remaining).toBe(199);
  });

  test("never begins when it was stopped before", async () => {
    await expect(limiter().admit({ signal: AbortSignal.abort() })).rejects.toThrow("The run was stopped.");
    expect(readdirSync(home.folder)).toEqual([]);
  });
});

test("the server's word holds for all", async () => {
  const first = limiter(1);
  await first.answered(await first.admit(), { limit: 200, remaining: 0, retryAfterSeconds: 0.3 });
  expect(await timed(() => limiter(1).admit())).toBeGreaterThanOrEqual(280);
});

test.each(["", "{", "null", '{"since":"x"}', '{"since":1,"limit":0,"remaining":0,"blockedUntil":0}', "\0\0"])(
  "a file with %j is a new window",
  async (text) => {
    keep(text);
    await limiter().admit();
    expect(kept().remaining).toBe(199);
  },
);

test("a full disk: nobody waits for a lock that could not be signed, and none is left behind", async () => {
  const script = path.join(__dirname, "../support/admitTwenty.ts");
  // No file may grow by a byte from here on; without the trap the shell's limit would end the process.
  const full = 'trap \'\' XFSZ; ulimit -f 0; exec "$0" "$@"';
  const code = await new Promise((done) =>
    spawn("sh", ["-c", full, process.execPath, script, home.folder, KEY], { stdio: "ignore", timeout: 20_000 }).once("exit", done),
  );
  expect([code, readdirSync(home.folder)]).toEqual([0, []]);
}, 30_000);

test("a lock whose owner died is broken", async () => {
  writeFileSync(`${fileOf()}.lock`, "999999999");
  expect(await timed(() => limiter().admit())).toBeLessThan(1000);
  expect(readdirSync(home.folder).filter((name) => name.includes("lock"))).toEqual([]);
});

test("a lock from before the clock was set back is broken, though its owner's number is alive", async () => {
  writeFileSync(`${fileOf()}.lock`, String(process.pid));
  utimesSync(`${fileOf()}.lock`, new Date(), new Date(Date.now() + 86_400_000));
  expect(await timed(() => limiter().admit())).toBeLessThan(1000);
});

test("a folder in place of the lock is taken away", async () => {
  mkdirSync(`${fileOf()}.lock`);
  writeFileSync(`${fileOf()}.lock/inside`, "");
  expect(await timed(() => limiter().admit())).toBeLessThan(1000);
  expect(kept().remaining).toBe(199);
});

test("a lock that a living process holds is waited for, but stops nobody", async () => {
  writeFileSync(`${fileOf()}.lock`, String(process.pid));
  expect(await timed(async () => expect(await underLock(`${fileOf()}.lock`, () => "done", 200)).toBe("done"))).toBeGreaterThanOrEqual(200);
  expect(readdirSync(home.folder).filter((name) => name.endsWith(".lock"))).toHaveLength(1);
});

test("where no lock can be made nobody waits for one", async () =>
  expect(await timed(() => underLock(path.join(home.folder, "nowhere", "lock"), () => "done"))).toBeLessThan(1000));

test("a home that cannot be made stops nobody", async () => {
  writeFileSync(fileOf(), "a file, no folder");
  expect(await timed(() => new SharedLimiter(path.join(fileOf(), "limits"), KEY).admit())).toBeLessThan(1000);
});

test("a state that cannot be written leaves nothing behind", async () => {
  mkdirSync(fileOf());
  await limiter().admit();
  expect(readdirSync(home.folder).filter((name) => name.startsWith(KEY.slice(0, 16)))).toEqual([path.basename(fileOf())]);
});

test("what a process had under way that is gone counts no more", async () => {
  keep({ since: Date.now() - 61_000, limit: 50, remaining: 0, blockedUntil: 0, underWay: { 999999999: 30, [process.ppid]: 4 } });
  await limiter(60).admit();
  expect(kept().remaining).toBe(45);
});

test("many at once stay within the budget", async () => {
  keep({ since: Date.now(), limit: 50, remaining: 50, blockedUntil: 0 });
  const shared = limiter(60);
  await Promise.all(Array.from({ length: 50 }, () => shared.admit()));
  expect(kept().remaining).toBe(0);
});
