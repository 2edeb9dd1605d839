import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { plainFleet } from "./plainFleet.ts";
import { sharedNetworks } from "./sharedNetworks.ts";
import { createStage, type Stage } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 240_000;

let stage: Stage;
let fleet: ReturnType<typeof plainFleet>;

beforeAll(async () => {
  stage = await createStage();
  fleet = plainFleet(stage);
});

afterAll(() => stage.close());

const instanceFile = (code: string) => path.join(stage.config, "instances", `${code}.instance.yaml`);

const small = (code: string, more = "") => `extends: ../pf-core.config.yaml
code: ${code}
name: ${code.toUpperCase()}
brand: { primary: "#00aa77", secondary: "#223344", logo: /brand/${code}.svg }
source:
  repository: https://github.com/pf-core/air-app
${more}`;

describe("networks are apart per project, as Coolify itself has it", () => {
  test(
    "instances and a white-label, with all that runs in them",
    async () => {
      for (const stack of ["air", "baiv", "w4m", "acmecorp-wwg"]) expect((await fleet.up(stack)).failure).toBe("");
      expect((await stage.get<object[]>("/databases")).length).toBeGreaterThan(0);
      expect((await stage.get<object[]>("/services")).length).toBeGreaterThan(0);
      expect(await sharedNetworks(stage)).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "two that opt out by name share the server's, and the check finds it",
    async () => {
      for (const code of ["yota", "zeta"]) {
        writeFileSync(instanceFile(code), small(code, "network: shared\n"));
        expect((await fleet.up(code)).failure).toBe("");
      }
      expect(await sharedNetworks(stage)).toEqual([{ network: "coolify", projects: ["YOTA", "ZETA"] }]);
    },
    PATIENCE,
  );

  test(
    "one that somebody made by hand in another's network is found too",
    async () => {
      const [stranger] = await stage.get<{ uuid: string; name: string }[]>("/projects");
      const networks = await stage.get<{ uuid: string; network: string; server_uuid: string }[]>("/destinations");
      const theirs = networks.find(({ network }) => network.startsWith("acmecorp-wwg."));
      const made = await fetch(`${stage.coolify.url}/api/v1/applications/dockerimage`, {
        method: "POST",
        headers: { authorization: `Bearer ${stage.coolify.token}`, accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({
          project_uuid: stranger?.uuid,
          server_uuid: theirs?.server_uuid,
          destination_uuid: theirs?.uuid,
          environment_name: "production",
          docker_registry_image_name: "ghcr.io/pf-core/ep-app",
          docker_registry_image_tag: "1.0.0",
          ports_exposes: "3000",
        }),
      });
      expect(made.status).toBe(201);
      expect(await sharedNetworks(stage)).toContainEqual({
        network: theirs?.network,
        projects: ["AcmeCorp-WWG", stranger?.name].sort(),
      });
    },
    PATIENCE,
  );
});
