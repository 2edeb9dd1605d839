import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { everything } from "../chaos/stack/everything.ts";
import { planned, wishes } from "../chaos/stack/wishes.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * Two processes at the same moment. Pulumi's lock keeps two runs of one stack apart wherever they share a state; these tests are about
 * runs that do not share one (two machines with a state each, a state that was lost) and about two stacks in one team.
 */
let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const stackOf = () => new MiniStack(() => inProcess(stage.environment()));
const look = () => everything({ url: stage.coolify.url, token: stage.coolify.token });

/** The same stack under another name: other marks, names and addresses. */
const renamed = (name: string): Planned[][] =>
  planned(
    JSON.parse(
      JSON.stringify(wishes())
        .replaceAll("chaos/", `${name}/`)
        .replaceAll("chaos.example.com", `${name}.example.com`)
        .replaceAll('"AIR"', `"AIR ${name}"`),
    ),
  );

test("two stacks in one team: each has its own of everything, tags they share", async () => {
  const [one, other] = [stackOf(), stackOf()];
  await Promise.all([one.up(...renamed("one")), other.up(...renamed("other"))]);
  const ids = [one, other].flatMap(({ state }) =>
    [...state.entries()].filter(([name]) => !/ariables|Deployment/.test(name)).map(([, { id }]) => id),
  );
  expect(new Set(ids).size).toBe(ids.length);
  const both = await look();
  expect(both.filter((line) => line.startsWith("/projects {"))).toHaveLength(2);
  expect(both.filter((line) => line.startsWith("/tags "))).toHaveLength(2);
  stage.requests();
  expect(
    [...(await one.up(...renamed("one"))), ...(await other.up(...renamed("other")))].filter((line) => !line.startsWith("same")),
  ).toEqual([]);
  expect(stage.requests()).toEqual([]);
  await one.destroy();
  expect((await look()).filter((line) => line.startsWith("/projects {"))).toEqual([expect.stringContaining("AIR other")]);
  await other.destroy();
  expect((await look()).filter((line) => line.startsWith("/projects {"))).toEqual([]);
});

test("one stack after the other without its state: the second finds what the first made", async () => {
  await stackOf().up(...planned(wishes()));
  const before = await look();
  await stackOf().up(...planned(wishes()));
  expect(await look()).toEqual(before);
});

/**
 * Looking and making are two requests, and Coolify takes the same name and description twice: who makes a project between the two cannot
 * be excluded from here. What can be is that it goes unnoticed, or that one of the two is taken by chance.
 */
test("one stack twice at the same moment without a common state: of twins the next run names both and takes none", async () => {
  // Every answer takes a while, so that both have looked before either has made something.
  stage.coolify.faults.add({ action: "delay", milliseconds: 100 });
  await Promise.all([stackOf().up(...planned(wishes()).slice(0, 1)), stackOf().up(...planned(wishes()).slice(0, 1))]);
  stage.coolify.faults.clear();
  expect((await look()).filter((line) => line.startsWith("/projects {"))).toHaveLength(2);
  stage.requests();
  await expect(stackOf().up(...planned(wishes()).slice(0, 1))).rejects.toThrow(
    /Coolify has 2 objects for one (Project|S3Storage) \(chaos\/(air|bucket)\): \S+ and \S+\. Delete the one that is not used/,
  );
  expect(stage.requests().filter((line) => !line.startsWith("GET"))).toEqual([]);
});
