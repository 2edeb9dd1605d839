import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { check, settled } from "../../../../providers/coolify/engine/check.ts";
import { chosen, type Kind, type Wire } from "../../../../providers/coolify/kind.ts";
import { application } from "../../../../providers/coolify/kinds/application.ts";
import { COLUMNS } from "../../../../providers/coolify/kinds/applicationColumns.ts";
import type { Sort } from "../../../../providers/coolify/kinds/applicationForms.ts";
import { at, isSame, type Properties } from "../../../../providers/coolify/values.ts";

/** A value that was sent to a real Coolify, and what it showed afterwards. */
interface Sample {
  sent: unknown;
  status: number;
  read?: unknown;
}
interface Field {
  create?: Sample[];
  patch?: Sample[];
}
const recorded = JSON.parse(readFileSync(path.join(__dirname, "../../../coolify-traces/applications-fields.json"), "utf8")) as {
  baseline: Record<string, Wire>;
  fields: Record<string, Field>;
};

const kind = application as unknown as Kind;
const BASELINES: Partial<Record<Sort, [string, string]>> = {
  compose: ["public dockercompose", "dockercompose"],
  dockerfile: ["public nixpacks", "dockerfile"],
};

const PLACE = {
  description: "pf-core@air/web",
  environment: { name: "production", project: { uuid: "p" } },
  destination: { name: "coolify", server: { name: "main" } },
};

/** An answer as it was recorded, settings where they belong; the recording writes `settings.x` beside the columns. */
function answer(only: Sort | undefined, place: string, value: unknown): Wire {
  const [name, pack] = (only && BASELINES[only]) || ["public nixpacks", "nixpacks"];
  const domains = only === "compose" ? null : "https://n.example.com,https://shop.example.com";
  const flat = { ...recorded.baseline[name], fqdn: domains, build_pack: pack, [place]: value };
  const settings = Object.entries(flat).flatMap(([key, one]) => (key.startsWith("settings.") ? [[key.slice(9), one]] : []));
  const shownName = place === "name" ? value : "web";
  return { ...flat, ...PLACE, uuid: "u", name: shownName, settings: Object.fromEntries(settings) };
}

/** What state has of the fields that are left alone unless they are named. */
const NAMED = {
  preDeployment: { container: "x" },
  postDeployment: { container: "x" },
  webhookSecrets: { github: "x", gitlab: "x", bitbucket: "x", gitea: "x" },
};
const inputsOf = (wire: Wire) => settled(kind, kind.fromWire(wire, NAMED as never) as Properties);

/** What arrives: Coolify cuts white space off and takes "" for null before anything else; base64 is decoded. */
function arriving(key: string, { sent }: Sample): unknown {
  if (key === "custom_nginx_configuration" && typeof sent === "string") return Buffer.from(sent, "base64").toString();
  return sent === "" ? null : sent;
}

const columns = COLUMNS.map((column) => [column.key, column] as const);

describe.each(columns)("%s, as recorded", (key, { at: input, shown, only }) => {
  const { create = [], patch = [] } = recorded.fields[key] ?? {};
  const samples = [...create, ...patch].filter(({ sent }) => typeof sent !== "object" || Array.isArray(sent));
  // The longest texts are cut short in the recording.
  const isWhole = (value: unknown) => typeof value !== "string" || !value.endsWith("...");
  const taken = samples.filter(({ status, sent, read }) => status < 300 && sent !== null && isWhole(read));

  test("was recorded", () => expect(taken.length).toBeGreaterThan(0));

  test("T1, T6, T8 to T11, T14 to T16: what is written reads back as the same inputs", () => {
    for (const sample of taken) {
      const wished = inputsOf(answer(only, shown, arriving(key, sample)));
      if (check(kind, wished).failures.some(({ property }) => property.startsWith(input))) continue;
      const live = inputsOf(answer(only, shown, sample.read));
      expect({ sent: sample.sent, [input]: at(live, input) }).toEqual({ sent: sample.sent, [input]: at(wished, input) });
    }
  });

  test("what Coolify refused is refused before, or never written", () => {
    // Raw compose was recorded where the build pack is another one.
    const sort = key === "is_raw_compose_deployment_enabled" ? undefined : only;
    for (const [route, all] of [["create", create] as const, ["patch", patch] as const])
      for (const sample of all.filter(({ status, sent }) => status >= 400 && sent !== null)) {
        const inputs = inputsOf(answer(sort, shown, arriving(key, sample)));
        const isRefused = check(kind, inputs).failures.some(({ property }) => property.startsWith(input));
        const isWritten = !isRefused && (route === "patch" || chosen(kind.createKeys, inputs).includes(key));
        const written = isWritten ? kind.toWire(inputs)[key] : undefined;
        expect({ sent: sample.sent, isSent: isSame(written ?? "nothing", sample.sent) }).toEqual({ sent: sample.sent, isSent: false });
      }
  });
});

describe("Coolify's defaults are ours", () => {
  const fresh = inputsOf(answer(undefined, "fqdn", null));

  test.each(columns.filter(([key]) => key !== "name"))("%s", (_, { at: input, only, unmanaged }) => {
    const live = only === "compose" || only === "dockerfile" ? inputsOf(answer(only, "fqdn", null)) : fresh;
    const wanted = check(kind, {}).inputs;
    // A push deploys at Coolify by default, with us on request alone.
    const ours = input === "autoDeploy" ? true : at(wanted, input);
    if (!unmanaged) expect(at(live, input)).toEqual(ours);
  });

  test("so nobody has to write them down", () => expect(check(kind, fresh).failures).toEqual([]));
});
