import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Properties, without } from "../../providers/coolify/values.ts";
import { bodyOf, Lab, messageOf } from "./lab.ts";
import { creationsOf, listed } from "./lifecycle.ts";
import { record, type Sent, writesOf } from "./recorder.ts";

/** What Coolify does between a request and its effect, or only in part (contract 16.4). */
let lab: Lab;
const open = (type: string) => async () => {
  record();
  lab = await Lab.open(type);
};
afterAll(() => lab?.close());

/** All is as wished, and the next run has nothing to do. */
async function expectSettled(inputs: Properties): Promise<void> {
  expect((await lab.refresh()).differs).toBe(false);
  expect(await lab.up(inputs)).toEqual({ done: "same", sent: [] });
}

describe("an application", () => {
  let creation: Sent | undefined;
  beforeAll(open("Application"));
  afterAll(() => lab.close());

  test("G2, G9: its domains are free only when the deletion was done: the next one waits for it", async () => {
    const made = await lab.up();
    [creation] = creationsOf(lab, made.sent, lab.outputs);
    lab.stage.coolify.settings({ jobDelay: 150 });
    const { done, sent } = await lab.up(lab.inputs({ server: "second" }));
    lab.stage.coolify.settings({ jobDelay: 20 });
    expect({ done, refused: sent.filter(({ status }) => status >= 400) }).toEqual({ done: "replace", refused: [] });
    expect(creationsOf(lab, sent, lab.outputs)).toHaveLength(1);
    await lab.up();
  });

  test("G7: of a change that failed half-way all is written again", async () => {
    const wish = lab.inputs({ name: "renamed", autoDeploy: false });
    lab.stage.coolify.faults.add({ action: "error", status: 500, method: "PATCH", path: "/api/v1/applications/*" });
    expect(await messageOf(lab.up(wish))).toMatch(/500/);
    lab.stage.coolify.faults.clear();
    // As Coolify leaves it: its settings are written, its own row is not.
    await lab.byHand("PATCH", `/applications/${lab.id}`, { is_auto_deploy_enabled: false });
    const { sent } = await lab.up(wish);
    expect(writesOf(sent).map(bodyOf)).toEqual([{ name: "renamed", is_auto_deploy_enabled: false }]);
    await expectSettled(wish);
  });

  test("G8: half a creation behind a 500 is found by its stamp and made whole", async () => {
    await lab.up();
    await lab.stack.destroy();
    const { path, body = {} } = creation as Sent;
    const before = await listed(lab, lab.inputs());
    lab.stage.coolify.faults.add({ action: "error", status: 500, method: "POST", path: `/api/v1${path}`, nth: 1 });
    const running = lab.up();
    while (lab.stage.coolify.faults.list()[0]?.fired === 0) await new Promise((done) => setTimeout(done, 1));
    await lab.byHand("POST", path, { ...without(body, ["domains", "tags", "noindex_domains"]), autogenerate_domain: false });
    expect((await running).done).toBe("create");
    lab.stage.coolify.faults.clear();
    expect((await listed(lab)).filter((id) => !before.includes(id))).toEqual([lab.id]);
    await expectSettled(lab.inputs());
  });
});

describe("a service", () => {
  const url = "https://taken.example.com:80";
  const wish = (more: Properties = {}) => lab.inputs({ urls: { web: [url] }, ...more });
  let holder = "";
  beforeAll(async () => {
    await open("Service")();
    const { json } = await lab.byHand("POST", "/applications/dockerimage", {
      project_uuid: lab.parents.outputs("Project 2").uuid,
      environment_name: "production",
      server_uuid: "s0sandbox0server0000main",
      docker_registry_image_name: "nginx",
      ports_exposes: "80",
      domains: url,
    });
    holder = (json as { uuid: string }).uuid;
  });

  test("G10: what was saved before a refused domain is no obstacle", async () => {
    await lab.up();
    expect(await messageOf(lab.up(wish({ name: "renamed" })))).toMatch(/answered 409/);
    const free = lab.inputs({ name: "renamed" });
    expect((await lab.up(free)).done).toBe("update");
    await expectSettled(free);
    await lab.stack.destroy();
  });

  test("G13: a creation that a domain refuses leaves nothing, and is made once when the domain is free", async () => {
    expect(await messageOf(lab.up(wish()))).toMatch(/answered 409/);
    expect(lab.exists).toBe(false);
    await new Promise((done) => setTimeout(done, 200));
    expect(await listed(lab, lab.inputs())).toEqual([]);
    await lab.byHand("DELETE", `/applications/${holder}`);
    await new Promise((done) => setTimeout(done, 200));
    expect((await lab.up(wish())).done).toBe("create");
    expect(await listed(lab)).toEqual([lab.id]);
    await expectSettled(wish());
  });
});
