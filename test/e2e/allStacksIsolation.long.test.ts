import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { onlyClients } from "./clients.ts";
import { createStage, type Stage } from "./stage.ts";

const PATIENCE = 300_000;

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
  onlyClients(stage, ["acme", "beta"]);
});
afterAll(() => stage.close());

const writes = () => stage.requests().filter(({ method }) => method !== "GET");

test(
  "something put into a tenant's network by hand: up and doctor say so, and it is Coolify that they ask",
  async () => {
    for (const stack of ["acme-ep", "beta-ep"]) expect((await stage.pf(["up", stack, "--yes"])).code).toBe(0);
    const post = async (route: string, body: Record<string, unknown>) => {
      const answer = await fetch(`${stage.coolify.url}/api/v1${route}`, {
        method: "POST",
        headers: { authorization: `Bearer ${stage.coolify.token}`, "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(body),
      });
      expect([route, answer.status]).toEqual([route, 201]);
      return (await answer.json()) as { uuid: string };
    };
    const networks = await stage.get<{ uuid: string; name: string; network: string; server_uuid: string }[]>("/destinations");
    const network = networks.find((destination) => `${destination.name} ${destination.network}`.includes("acme"));
    const { uuid: project } = await post("/projects", { name: "By hand" });
    const image = { docker_registry_image_name: "ghcr.io/pf-core/ep-app", docker_registry_image_tag: "1.0.0", ports_exposes: "3000" };
    const place = {
      project_uuid: project,
      environment_name: "production",
      server_uuid: network?.server_uuid,
      destination_uuid: network?.uuid,
    };
    await post("/applications/dockerimage", { ...place, ...image, name: "intruder" });
    const { code, stderr } = await stage.pf(["up", "acme-ep", "--yes"]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/One network is shared by .*acme-ep.*intruder/);
    expect(writes().filter(({ path: route }) => !/projects$|dockerimage$/.test(route))).toEqual([]);
    const doctor = await stage.pf(["doctor", "--json"]);
    const checks: { name: string; state: string; detail: string }[] = JSON.parse(doctor.stdout).checks;
    expect(checks.find(({ name }) => name === "Isolation")).toMatchObject({
      state: "missing",
      detail: expect.stringContaining("intruder"),
    });
    // Another client is not concerned.
    expect((await stage.pf(["up", "beta-ep", "--yes"])).code).toBe(0);
  },
  PATIENCE,
);
