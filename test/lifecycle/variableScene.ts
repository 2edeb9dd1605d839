import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, type Stage } from "./stage.ts";

/** A row as the lists show it. */
export type Row = Properties & { key: string; uuid: string; value?: string | null; is_preview: boolean };

/** As the project of a stack would tell it. */
const TEAM = { team: 1, since: "2026-01-05T09:30:00.000000Z" };
const PLACE = { environment_name: "production", server_uuid: "s0sandbox0server0000main" };

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Objects of somebody else, made by hand in a project of their own. */
export async function placeOf(stage: Stage): Promise<Properties> {
  const { uuid } = await ask(stage, "POST", "/projects", { name: "By hand" });
  return { ...PLACE, project_uuid: uuid };
}

export async function applicationOf(stage: Stage, place: Properties): Promise<string> {
  const image = { docker_registry_image_name: "nginx", ports_exposes: "80", autogenerate_domain: false };
  return String((await ask(stage, "POST", "/applications/dockerimage", { ...place, ...image })).uuid);
}

export async function serviceOf(stage: Stage, place: Properties, compose: string): Promise<string> {
  return String((await ask(stage, "POST", "/services", { ...place, docker_compose_raw: base64(compose) })).uuid);
}

export async function databaseOf(stage: Stage, place: Properties, engine: string): Promise<string> {
  return String((await ask(stage, "POST", `/databases/${engine}`, place)).uuid);
}

/** A set of variables that have nothing but a value. */
export const values = (record: Record<string, string>): Properties =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, { value }]));

/** The set of a new application. */
export async function applicationScene(stage: Stage, place: Properties): Promise<VariableScene> {
  const application = await applicationOf(stage, place);
  return new VariableScene(stage, "ApplicationVariables", { application }, `/applications/${application}/envs`);
}

/** One set of variables in a stack of its own, and the rows below its path. */
export class VariableScene {
  readonly stage: Stage;
  /** Where its rows are: `/applications/<uuid>/envs`. */
  readonly path: string;
  readonly stack: MiniStack;
  /** Added to what the provider's process sees. */
  more: Record<string, string | undefined> = {};
  readonly #plan: Omit<Planned, "inputs"> & { owner: Properties };

  constructor(stage: Stage, kind: string, owner: Properties, path: string) {
    this.stage = stage;
    this.path = path;
    this.#plan = { name: "variables", kind, owner };
    this.stack = new MiniStack(() => inProcess(stage.environment({ ...identityOf(stage.coolify), ...this.more })));
  }

  planned(variables: Properties, more: Properties = {}): Planned {
    const { owner, ...plan } = this.#plan;
    return { ...plan, inputs: () => ({ owner: TEAM, ...owner, variables, ...more }) };
  }

  /** @returns what was asked, `GET list`, `PATCH bulk`, `DELETE row` */
  async up(variables: Properties, more: Properties = {}): Promise<string[]> {
    this.stage.requests();
    await this.stack.up([this.planned(variables, more)]);
    return this.asked();
  }

  /** The requests since the last look, shortened. */
  asked(): string[] {
    return this.stage.requests().map((line) => {
      const [method, path = ""] = line.split(" ");
      if (!path.startsWith(this.path)) return line;
      const rest = path.slice(this.path.length + 1);
      return `${method} ${rest === "" ? "list" : rest === "bulk" ? "bulk" : "row"}`;
    });
  }

  /** What `up` says when it fails. */
  async failure(variables: Properties, more: Properties = {}): Promise<string> {
    return this.up(variables, more).then(
      () => "went well",
      (error: Error) => error.message,
    );
  }

  async refresh(): Promise<string[]> {
    this.stage.requests();
    return this.stack.refresh();
  }

  async rows(): Promise<Row[]> {
    return ask<Row[]>(this.stage, "GET", this.path);
  }

  /** `KEY=value`, preview rows with a word before it; in the order of the list. */
  async shown(): Promise<string[]> {
    return (await this.rows()).map(
      (row) => `${row.is_preview ? "preview " : ""}${row.key}=${"value" in row ? (row.value ?? "") : "(hidden)"}`,
    );
  }

  /** A person writes a row. */
  async byHand(row: Properties): Promise<void> {
    await ask(this.stage, "PATCH", `${this.path}/bulk`, { data: [row] });
  }

  /** A person deletes the rows of a key. */
  async deleteByHand(key: string, isPreview?: boolean): Promise<void> {
    for (const row of await this.rows())
      if (row.key === key && (isPreview === undefined || row.is_preview === isPreview))
        await ask(this.stage, "DELETE", `${this.path}/${row.uuid ?? row.id}`);
  }

  outputs(): Properties {
    return this.stack.outputs("variables");
  }
}
