import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mentions, pictureOf, uuidsOf } from "./neighbours.ts";
import { plainFleet } from "./plainFleet.ts";
import { createStage, type Stage, writesOf } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 180_000;

/** What one white-label costs when it is made, polls and health checks apart. */
const BUDGET = 10;

const CLIENTS = ["Beta", "Gamma", "Delta"] as const;
const codeOf = (client: string) => `${client.toLowerCase()}-endv`;
const fileOf = (client: string) => path.join("white-labels", `${codeOf(client)}.white-label.yaml`);

const textOf = (client: string) => `extends: ../products/w4m-endv.product.yaml
client: ${client}
domain: wellness.${client.toLowerCase()}.example
admin_domain: admin.wellness.${client.toLowerCase()}.example
brand: { primary: "#d12771", secondary: "#9f1853", logo: /brand/${client.toLowerCase()}.svg }
`;

interface Application {
  uuid: string;
  name: string;
  destination: { uuid: string };
}

let stage: Stage;
let fleet: ReturnType<typeof plainFleet>;

beforeAll(async () => {
  stage = await createStage();
  fleet = plainFleet(stage);
  for (const client of CLIENTS) writeFileSync(path.join(stage.config, fileOf(client)), textOf(client));
});

afterAll(() => stage.close());

const applications = () => stage.get<Application[]>("/applications");

describe("white-labels beside each other", () => {
  test.each(CLIENTS)(
    "%s comes by YAML alone, with ten requests, and the others see none",
    async (client) => {
      const others = CLIENTS.slice(0, CLIENTS.indexOf(client)).map(codeOf);
      const [before, theirs] = [await pictureOf(stage, others), uuidsOf(stage.home, others)];
      const { failure, requests } = await fleet.up(codeOf(client));
      expect(failure).toBe("");
      expect(requests.length).toBeLessThanOrEqual(BUDGET);
      expect(mentions(requests, theirs)).toEqual([]);
      expect(await pictureOf(stage, others)).toEqual(before);

      const [application] = (await applications()).filter(({ name }) => name.startsWith(codeOf(client)));
      expect(application).toMatchObject({
        name: `${codeOf(client)}-app-prod`,
        fqdn: `https://wellness.${client.toLowerCase()}.example,https://admin.wellness.${client.toLowerCase()}.example`,
        status: expect.stringMatching(/^running/),
      });
      const projects = await stage.get<{ name: string }[]>("/projects");
      expect(projects.map(({ name }) => name)).toContain(`${client}-ENDV`);
    },
    PATIENCE,
  );

  test(
    "each has a network and credentials of its own, and nothing tells them",
    async () => {
      const all = await applications();
      expect(new Set(all.map(({ destination }) => destination.uuid)).size).toBe(CLIENTS.length);
      const passwords = await Promise.all(
        all.map(async ({ uuid }) => {
          const rows = await stage.get<{ key: string; value: string; is_preview: boolean }[]>(`/applications/${uuid}/envs`);
          return rows.find(({ key, is_preview }) => key === "ADMIN_PASSWORD" && !is_preview)?.value ?? "";
        }),
      );
      for (const password of passwords) expect(password).toMatch(/^[A-Za-z0-9]{16,}$/);
      expect(new Set(passwords).size).toBe(CLIENTS.length);
      const told = await Promise.all(
        CLIENTS.map(async (client) => JSON.stringify([await fleet.state(codeOf(client)), await fleet.outputs(codeOf(client))])),
      );
      for (const password of passwords) expect(told.join()).not.toContain(password);
    },
    PATIENCE,
  );

  test(
    "again: no write",
    async () => {
      const again = await fleet.up(codeOf("Beta"));
      expect({ ...again, writes: writesOf(again.requests) }).toMatchObject({ failure: "", changes: {}, writes: [] });
    },
    PATIENCE,
  );

  test(
    "a plain destroy refuses what is production, and says so; once that is lifted, all of it goes and the others see no request",
    async () => {
      rmSync(path.join(stage.config, fileOf("Gamma")));
      const [refused, own] = [await fleet.destroy(codeOf("Gamma")), uuidsOf(stage.home, [codeOf("Gamma")])];
      expect(refused.failure).toContain("protected");
      expect(writesOf(refused.requests)).toEqual([]);

      const others = ["Beta", "Delta"].map(codeOf);
      const [before, theirs] = [await pictureOf(stage, others), uuidsOf(stage.home, others)];
      expect(mentions([{ method: "GET", path: `/${theirs[0]}`, status: 200 }], theirs).length).toBe(1);
      expect((await fleet.run(codeOf("Gamma"), ["state", "unprotect", "--all", "--yes"])).failure).toBe("");
      const { failure, requests } = await fleet.destroy(codeOf("Gamma"));
      expect(failure).toBe("");
      expect(mentions(requests, theirs)).toEqual([]);
      expect(mentions(requests, own).length).toBeGreaterThan(0);
      expect(await pictureOf(stage, others)).toEqual(before);
      expect((await stage.get<{ name: string }[]>("/projects")).map(({ name }) => name).sort()).toEqual(["Beta-ENDV", "Delta-ENDV"]);
      const networks = await stage.get<{ network: string }[]>("/destinations");
      expect(networks.filter(({ network }) => network.includes("gamma"))).toEqual([]);
    },
    PATIENCE,
  );
});
