import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expectOneOfEach } from "./air.ts";
import { createStage, type Stage } from "./stage.ts";

const PATIENCE = 180_000;

/** Every POST that an `up` sends: the first answer of each is lost after the object was made. */
const POSTS = [
  "/api/v1/projects",
  "/api/v1/projects/*/environments",
  "/api/v1/applications/public",
  "/api/v1/applications/dockerimage",
  "/api/v1/deploy",
];

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

test(
  "the answer of every POST is lost once: the objects are found again, exactly one of each is there in the end",
  async () => {
    for (const route of POSTS) stage.coolify.faults.add({ action: "drop-answer", method: "POST", path: route, nth: 1 });
    const { code, stderr } = await stage.pf(["up", "air", "--yes"]);
    const fired = stage.coolify.faults.list().map(({ path, fired }) => [path, fired]);
    const posts = stage.requests().filter(({ method }) => method === "POST");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(fired).toEqual(POSTS.map((route) => [route, 1]));

    // 1 project, 3 environments (production comes with the project), 1 network, 4 applications, 1 start: nothing was sent twice.
    expect(posts.length).toBe(1 + 3 + 1 + 4 + 1);
    await expectOneOfEach(stage);
    const applications = await stage.get<{ name: string; uuid: string }[]>("/applications");
    for (const { name, uuid } of applications) {
      const { count } = await stage.get<{ count: number }>(`/deployments/applications/${uuid}`);
      expect([name, count]).toEqual([name, name === "air-app-dev" || name === "ep-app-prod" ? 1 : 0]);
    }
  },
  PATIENCE,
);

test(
  "and state knows all of it: the next run changes nothing",
  async () => {
    stage.requests();
    const { code, stdout } = await stage.pf(["up", "air", "--yes", "--json"]);
    expect({ code, changes: JSON.parse(stdout).changes }).toEqual({ code: 0, changes: [] });
    expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
  },
  PATIENCE,
);
