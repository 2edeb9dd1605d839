import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

let coolify: Coolify;
let project: string;

beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
  project = (await ask(coolify, "POST", "/projects", { name: "shop" })).body.uuid;
});

afterAll(() => coolify.close());

const made = (more: object) =>
  ask(coolify, "POST", "/applications/dockerimage", {
    project_uuid: project,
    environment_name: "production",
    server_uuid: "s0sandbox0server0000main",
    docker_registry_image_name: "nginx",
    autogenerate_domain: false,
    ...more,
  });

describe("tags", () => {
  test("are kept once for a team, lower-case and without HTML", async () => {
    const { uuid } = (await made({ tags: ["Prod", "<b>prod</b>"] })).body;
    const attached = await ask(coolify, "POST", `/applications/${uuid}/tags`, { tag_names: ["PROD", "web app"] });
    expect(attached.body.map((tag: { name: string }) => tag.name)).toEqual(["prod", "web app"]);
    expect((await ask(coolify, "POST", "/tags", { name: "Prod" })).status).toBe(409);
  });

  test("go with the last resource they are taken from", async () => {
    const { uuid } = (await made({ tags: ["alone"] })).body;
    const [tag] = (await ask(coolify, "GET", `/applications/${uuid}/tags`)).body;
    expect((await ask(coolify, "DELETE", `/applications/${uuid}/tags/${tag.uuid}`)).body).toEqual({ message: "Tag removed." });
    const left = (await ask(coolify, "GET", "/tags")).body.map(({ name }: { name: string }) => name);
    expect(left).not.toContain("alone");
  });

  const refused: [object, string][] = [
    [{ tag_name: "a", tag_names: ["b"] }, "Provide either tag_name or tag_names, not both."],
    [{ tag_name: "<b>a</b>" }, "Each tag name must be at least 2 characters after sanitization."],
    [{ tag_names: [] }, ""],
    [{ name: "web" }, ""],
  ];
  test.each(refused)("%j is refused", async (body, text) => {
    const { uuid } = (await made({})).body;
    const answer = await ask(coolify, "POST", `/applications/${uuid}/tags`, body);
    expect(answer.status).toBe(422);
    if (text) expect(answer.body.errors).toEqual({ tag_name: [text] });
  });
});
