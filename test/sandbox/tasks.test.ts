import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { isFrequency } from "../../sandbox/coolify/validation/cron.ts";
import { ask } from "./asking.ts";
import { webApplication } from "./webApplication.ts";

let coolify: Coolify;
let application: string;
const tasks = (): string => `/applications/${application}/scheduled-tasks`;

beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
  application = await webApplication(coolify);
});

afterAll(() => coolify.close());

describe("frequencies", () => {
  const right = ["@annually", "0 0 * JAN-MAR mon", "5-10/2 * * * *", "0 0 L * 5#2", "0 0 15W * ?", " 05 4 * * 7 "];
  const wrong = ["", "* * * * 8", "* 24 * * *", "* * 0 * *", "* * * 13 *", "*/x * * * *", "1-2-3 * * * *", "1, * * * *", "0 0 * * * 2026"];
  test.each(right)("%j is one", (text) => expect(isFrequency(text)).toBe(true));
  test.each(wrong)("%j is none", (text) => expect(isFrequency(text)).toBe(false));
});

test("a timeout that the column cannot hold is a server error and leaves nothing", async () => {
  const wanted = { name: "n", command: "c", frequency: "daily", timeout: 2 ** 31 };
  expect((await ask(coolify, "POST", tasks(), wanted)).status).toBe(500);
  expect((await ask(coolify, "GET", tasks())).body).toEqual([]);
});

test("with several containers a task runs in the one it names", async () => {
  coolify.control("container", { application, running: ["web-1", "worker-1"] });
  const { body: task } = await ask(coolify, "POST", tasks(), { name: "<b>n</b>", command: "echo 'a b'", frequency: "daily" });
  expect(task.name).toBe("n");
  const run = async (): Promise<unknown> => {
    await ask(coolify, "POST", `${tasks()}/${task.uuid}/execute`);
    coolify.control("settle");
    return (await ask(coolify, "GET", `${tasks()}/${task.uuid}/executions`)).body[0];
  };
  expect(await run()).toMatchObject({ status: "failed", message: expect.stringContaining("No valid container was found") });
  await ask(coolify, "PATCH", `${tasks()}/${task.uuid}`, { container: "worker" });
  expect(await run()).toMatchObject({ status: "success", message: "a b", error_details: null });
  await ask(coolify, "POST", `${tasks()}/${task.uuid}/execute`);
  await ask(coolify, "DELETE", `${tasks()}/${task.uuid}`);
  coolify.control("settle");
  expect((await ask(coolify, "GET", tasks())).body).toEqual([]);
});
