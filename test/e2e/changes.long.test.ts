import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type PlainFleet, plainFleet } from "./plainFleet.ts";
import { createStage, type Request, type Stage, writesOf } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 180_000;

let stage: Stage;
let fleet: PlainFleet;

const ZETA = `extends: ../pf-core.config.yaml
code: zeta
name: ZETA
brand: { primary: "#00aa77", secondary: "#223344", logo: /brand/zeta.svg }
source: { repository: https://github.com/pf-core/air-app }
environments:
  production: null
  staging: { variables: { MOTTO: slow } }
  development:
    services:
      chat: { compose: ../compose/zeta.yaml, variables: { GREETING: hello } }
    previews: { variables: { MOTTO: trial, PREVIEW_ONLY: yes } }
    variables:
      MOTTO: quick
      SESSION_KEY: { generated: session_key }
`;

const CHAT = (limit: number) => `services:
  web:
    image: nginx:1.27
    environment:
      GREETING: \${GREETING}
    volumes:
      - type: bind
        source: ./conf/limits.conf
        target: /etc/limits.conf
        content: |
          limit: ${limit}
`;

const compose = (limit: number) => writeFileSync(path.join(stage.config, "compose", "zeta.yaml"), CHAT(limit));

beforeAll(async () => {
  stage = await createStage();
  fleet = plainFleet(stage);
  writeFileSync(path.join(stage.config, "instances", "zeta.instance.yaml"), ZETA);
  compose(5);
  expect((await fleet.up("zeta")).failure).toBe("");
}, PATIENCE);
afterAll(() => stage.close());

interface Row {
  key: string;
  value: string | null;
  is_preview: boolean;
}

async function rowsOf(name: string): Promise<Record<string, string | null>> {
  const applications = await stage.get<{ uuid: string; name: string }[]>("/applications");
  const { uuid } = applications.find((one) => one.name === name) ?? { uuid: "" };
  const rows = await stage.get<Row[]>(`/applications/${uuid}/envs`);
  return Object.fromEntries(rows.map(({ key, value, is_preview: isPreview }) => [`${isPreview ? "preview " : ""}${key}`, value]));
}

const written = (requests: readonly Request[]) =>
  writesOf(requests).map(({ method, path: route }) => `${method} ${route.replace("/api/v1", "").replace(/[a-z0-9]{24}/g, "*")}`);

/** Edits the instance, sees that a preview sends nothing and foretells what is done, and does it. @returns the writes */
async function changed(from: string, to: string, expected: Record<string, number>): Promise<string[]> {
  if (from !== "") stage.edit(path.join("instances", "zeta.instance.yaml"), from, to);
  const foretold = await fleet.preview("zeta");
  expect(foretold).toMatchObject({ failure: "", changes: expected, requests: [] });
  const { failure, changes, requests } = await fleet.up("zeta");
  expect({ failure, changes }).toEqual({ failure: "", changes: foretold.changes });
  return written(requests);
}

test(
  "previews have what the YAML says of them, their own variables too",
  async () => {
    const rows = await rowsOf("zeta-app-dev");
    expect(rows).toMatchObject({ MOTTO: "quick", "preview MOTTO": "trial", "preview PREVIEW_ONLY": "yes", "preview INSTANCE_ID": "zeta" });
    expect(rows).not.toHaveProperty("PREVIEW_ONLY");
  },
  PATIENCE,
);

test(
  "another version of a generated value: drawn anew, and whatever reads it is deployed",
  async () => {
    const before = await rowsOf("zeta-app-dev");
    const writes = await changed("{ generated: session_key }", "{ generated: session_key, version: 2 }", { update: 3 });
    expect(writes).toEqual(["PATCH /applications/*/envs/bulk", "POST /deploy"]);
    const { SESSION_KEY: now, ...others } = await rowsOf("zeta-app-dev");
    expect(now).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(now).not.toBe(before.SESSION_KEY);
    expect(others).toMatchObject({ MOTTO: "quick", "preview SESSION_KEY": now });
  },
  PATIENCE,
);

test(
  "a mounted file of a service: written, and the service restarted once",
  async () => {
    compose(7);
    const writes = await changed("", "", { update: 2 });
    expect(writes).toEqual(["PATCH /services/*", "PATCH /services/*/storages", "POST /services/*/restart"]);
    expect(await changed("", "", {})).toEqual([]);
  },
  PATIENCE,
);

test(
  "a variable of an application that nobody has deployed: written, and nothing is deployed or said to be",
  async () => {
    const writes = await changed("MOTTO: slow", "MOTTO: slower", { update: 1 });
    expect(writes).toEqual(["PATCH /applications/*/envs/bulk"]);
    expect(await rowsOf("zeta-app-staging")).toMatchObject({ MOTTO: "slower" });
  },
  PATIENCE,
);
