import { expect } from "@jest/globals";
import { isRecord, type Properties } from "../../providers/coolify/values.ts";
import { ask } from "../lifecycle/coolifyApi.ts";
import { identityOf, openStage, type Stage } from "../lifecycle/stage.ts";
import { type PlainStack, plainStack, type Run } from "./plainPulumi.ts";

/** A resource as state has it, secrets in clear. */
export interface Kept {
  /** Last part of the URN. */
  name: string;
  /** `Project`. */
  kind: string;
  id: string;
  inputs: Properties;
  outputs: Properties;
}

type Environment = Record<string, string | undefined>;

/** How Pulumi writes a secret in an export with `--show-secrets`. */
const unwrapped = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (!isRecord(value)) return value;
  if (typeof value.plaintext === "string" && "4dabf18193072939515e22adb298388d" in value) return JSON.parse(value.plaintext);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrapped(item)]));
};

/** One offline Coolify, and one stack that Pulumi itself brings up there. */
export class Scene {
  readonly stage: Stage;
  readonly stack: PlainStack;

  private constructor(stage: Stage, more: Environment) {
    this.stage = stage;
    this.stack = plainStack(stage.environment({ ...identityOf(stage.coolify), ...more }));
  }

  /** @param moreOf what Pulumi and its processes see besides */
  static async open(moreOf: (stage: Stage) => Environment | Promise<Environment> = () => ({})): Promise<Scene> {
    const stage = await openStage();
    for (const provider of ["hetzner", "digitalocean", "vultr"]) stage.coolify.control("cloud-provider-accepts", { provider });
    return new Scene(stage, await moreOf(stage));
  }

  async close(): Promise<void> {
    this.stack.close();
    await this.stage.close();
  }

  /** What was done, and what was sent for it; reads of a deployment's progress left out. @throws when the command fails */
  async well(run: Promise<Run>): Promise<{ steps: string[]; sent: string[]; output: string }> {
    this.stage.requests();
    const { code, output, steps } = await run;
    if (code !== 0) throw new Error(output);
    return { steps, output, sent: this.stage.answered().filter((line) => !line.startsWith("GET /deployments")) };
  }

  /** All resources of ours in state. */
  async kept(): Promise<Kept[]> {
    const { deployment } = await this.stack.state("--show-secrets");
    return deployment.resources
      .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/coolify:"))
      .map(({ urn, type, id = "", inputs = {}, outputs = {} }) => ({
        name: urn.split("::").at(-1) ?? "",
        kind: type.split(":").at(-1) ?? "",
        id,
        inputs: unwrapped(inputs) as Properties,
        outputs: unwrapped(outputs) as Properties,
      }));
  }

  /** A person at Coolify. @throws when it refuses */
  async byHand(method: string, path: string, body?: Properties): Promise<Properties> {
    const answer = await ask(this.stage, method, path, body);
    expect({ [`${method} ${path}`]: answer.errors ?? answer.error }).toEqual({ [`${method} ${path}`]: undefined });
    this.stage.requests();
    return answer;
  }

  /** Ids of everything that the API lists, by noun. Variables, parts and schedules stand under what they are in. */
  async objects(): Promise<Record<string, string[]>> {
    const all: Record<string, string[]> = {};
    const look = async (noun: string, path: string, pick: (answer: never) => unknown = (answer) => answer) => {
      const rows = pick((await ask(this.stage, "GET", path)) as never);
      const ids = (Array.isArray(rows) ? rows : []).map((row) => String(row.uuid ?? row.id));
      // A database's own list of backups shows those of others too (contract 12.2).
      all[noun] = [...new Set([...(all[noun] ?? []), ...ids])];
      return ids;
    };
    for (const project of await look("projects", "/projects")) {
      await look("variables of projects", `/projects/${project}/envs`);
      for (const environment of await look("environments", `/projects/${project}/environments`))
        await look("variables of environments", `/projects/${project}/environments/${environment}/envs`);
    }
    for (const noun of ["applications", "databases", "services"])
      for (const uuid of await look(noun, `/${noun}`)) {
        await look(`variables of ${noun}`, `/${noun}/${uuid}/envs`);
        await look(`volumes of ${noun}`, `/${noun}/${uuid}/storages`, (answer: Properties) => answer.persistent_storages);
        await look(`files of ${noun}`, `/${noun}/${uuid}/storages`, (answer: Properties) => answer.file_storages);
        if (noun !== "databases") await look("tasks", `/${noun}/${uuid}/scheduled-tasks`);
        else await look("backups", `/databases/${uuid}/backups`);
      }
    for (const server of await look("servers", "/servers")) await look("variables of servers", `/servers/${server}/envs`);
    await look("variables of the team", "/team/envs");
    for (const noun of ["security/keys", "github-apps", "cloud-tokens", "s3-storages", "destinations"]) await look(noun, `/${noun}`);
    this.stage.requests();
    return all;
  }
}

/** How many more there are of what; what is as many as before is left out. */
export function more(before: Record<string, string[]>, after: Record<string, string[]>): Record<string, number> {
  const nouns = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const counts = nouns.map((noun): [string, number] => [noun, (after[noun]?.length ?? 0) - (before[noun]?.length ?? 0)]);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}
