import { readFiles } from "../../config/files.ts";
import { find, type Located, type Plain } from "../../config/located.ts";
import { parseYaml } from "../../config/read.ts";
import { WorkloadKey } from "../../config/settings/attachments.ts";
import { plainSecrets } from "../../config/variables.ts";
import { yamlText } from "../../config/write.ts";
import { yamlField } from "../drift/yamlField.ts";
import type { FoundProject, FoundWorkload } from "./look.ts";

type Block = { [key: string]: Plain };

/** A project as YAML, in a first form that is compared with the project afterwards. */
export interface DraftedInstance {
  code: string;
  /** From the root of the configuration. */
  file: string;
  text: string;
  /** A pin for each environment that runs a commit; empty: no file. */
  releases: string;
  /** Values of secrets by the name that the YAML gives them. They go into the stack's encrypted configuration and nowhere else. */
  secrets: ReadonlyMap<string, string>;
  /** Workloads that it describes, with the key that they have; undefined: the main application of its environment. */
  described: ReadonlyMap<FoundWorkload, string | undefined>;
}

/** What may be a name in YAML, of an application, a service or a database. */
const NAME = /^[a-z0-9][a-z0-9-]{1,253}[a-z0-9]$/;

/** @param shared whether it uses the network that all share */
export function draftInstance(config: string, code: string, found: FoundProject): DraftedInstance {
  const core = readFiles(config).files.get("pf-core.config.yaml")?.located;
  const { described, foreign } = choose(found);
  found.foreign.push(...foreign);
  const secrets = new Secrets();
  const environments: Block = Object.fromEntries(keysAt(core, ["environments"]).map((name) => [name, null]));
  const pins: string[] = [];
  for (const { inputs } of found.environments) {
    const name = String(inputs.name);
    const own = [...described].filter(([workload]) => workload.environment === name);
    if (own.length === 0) continue;
    environments[name] = environmentBlock(own, secrets);
    for (const [{ inputs: of }, key] of own) {
      const { commit } = (of.source ?? {}) as { commit?: string };
      if (commit && key === undefined) pins.push(`${name}: "${commit}"\n`);
    }
  }
  const unset = [
    ...new Set([
      ...keysAt(core, ["variables"]),
      ...keysAt(core, ["environments"]).flatMap((name) => keysAt(core, ["environments", name, "variables"])),
    ]),
  ];
  const { name, description } = found.project.inputs as { name: string; description?: string };
  const document: Block = {
    extends: "../pf-core.config.yaml",
    code,
    name,
    ...(description ? { description } : {}),
    network: "shared",
    node_version: null,
    brand: { primary: "#1f6feb", secondary: "#24292f", logo: `/brand/${code}.svg` },
    // What pf-core gives every application and these do not have.
    ...(unset.length > 0 && { variables: Object.fromEntries(unset.map((key) => [key, null])) }),
    environments,
  };
  const head = `# yaml-language-server: $schema=../schemas/instance.schema.json\n# ${name.replaceAll(/[\r\n]/g, " ")}: taken over from Coolify as it was there.\n`;
  return {
    code,
    file: `instances/${code}.instance.yaml`,
    text: head + yamlText(document),
    releases: pins.join(""),
    secrets: secrets.values,
    described,
  };
}

const keysAt = (located: Located | undefined, path: string[]): string[] => {
  const at = located && find(located, path);
  return at?.kind === "record" ? [...at.entries.keys()] : [];
};

/** Each environment has a main application; what has none cannot be described. */
function choose(found: FoundProject) {
  const described = new Map<FoundWorkload, string | undefined>();
  const foreign = [];
  const names = new Set<string>();
  for (const { inputs } of found.environments) {
    const environment = String(inputs.name);
    const inside = found.workloads.filter((one) => one.environment === environment);
    const fit = inside.filter((one) => {
      const reason = whyNot(one, names);
      if (reason) foreign.push({ what: `${one.kind.toLowerCase()} ${one.name} (${environment})`, reason });
      else names.add(one.name);
      return !reason;
    });
    const applications = fit.filter(({ kind }) => kind === "Application");
    if (applications.length === 0) {
      foreign.push({ what: `environment ${environment}`, reason: "it has no application that can be described" });
      for (const one of fit)
        foreign.push({ what: `${one.kind.toLowerCase()} ${one.name} (${environment})`, reason: "its environment has no application" });
      continue;
    }
    const keys = new Set<string>();
    for (const one of fit) described.set(one, one === applications[0] ? undefined : keyOf(one, keys));
  }
  return { described, foreign };
}

function whyNot({ name, inputs }: FoundWorkload, taken: ReadonlySet<string>): string | undefined {
  if (!NAME.test(name))
    return "its name has signs that names in YAML do not have: rename it in Coolify to lower case letters, digits and hyphens";
  if (taken.has(name)) return "another one of this project has the same name: rename one of them in Coolify";
  if (inputs.destination !== undefined && inputs.destination !== "coolify")
    return `it is in the Docker network "${String(inputs.destination)}", which the YAML cannot name`;
  return undefined;
}

function keyOf({ name }: FoundWorkload, taken: Set<string>): string {
  const short = name.replaceAll(/[^a-z0-9-]/g, "-").replace(/^[^a-z]+/, "");
  const key = WorkloadKey.safeParse(short).success ? short : `w${taken.size + 1}`;
  taken.add(key);
  return key;
}

function environmentBlock(own: [FoundWorkload, string | undefined][], secrets: Secrets): Block {
  const main = own.find(([, key]) => key === undefined)?.[0];
  const of = (kind: string) => own.filter(([one, key]) => one.kind === kind && key !== undefined);
  const further = of("Application").map(([one, key]): [string, Block] => [key ?? "", applicationBlock(one, secrets)]);
  const databases = of("Database").map(([one, key]): [string, Block] => [key ?? "", databaseBlock(one)]);
  return {
    ...(main && applicationBlock(main, secrets)),
    ...(further.length > 0 && { applications: Object.fromEntries(further) }),
    ...(databases.length > 0 && { databases: Object.fromEntries(databases) }),
  };
}

function applicationBlock(found: FoundWorkload, secrets: Secrets): Block {
  const { name, inputs, variables, storages, tasks } = found;
  const values = Object.entries(variables).flatMap(([key, { value, isShownOnce }]): [string, Plain][] =>
    value === undefined || isShownOnce ? [] : [[key, secrets.written(key, value, name)]],
  );
  return {
    application_name: name,
    application_description: String(inputs.description ?? ""),
    ...sourceBlock(inputs.source as Record<string, string>),
    port: String(inputs.port),
    domains: inputs.domains as string[],
    ...(values.length > 0 && { variables: Object.fromEntries(values) }),
    ...(storages.length > 0 && {
      storages: Object.fromEntries(storages.map((one, index) => [storageKey(one.inputs, index), storageBlock(one.inputs)])),
    }),
    ...(tasks.length > 0 && { tasks: Object.fromEntries(tasks.map((one) => [one.name, taskBlock(one.inputs)])) }),
  };
}

function sourceBlock({
  type,
  repository = "",
  branch = "",
  image = "",
  tag = "",
  text = "",
  app = "",
  key = "",
}: Record<string, string>): Block {
  if (type === "dockerImage") return { source: { image, tag } };
  if (type === "dockerfile") return { source: { dockerfile: text } };
  const access: Block = type === "githubApp" ? { github_app: app } : type === "deployKey" ? { deploy_key: key } : {};
  return { source: { repository, ...access }, branch };
}

/** What a storage is called in YAML: as at Coolify; files and directories have no name there. */
export const storageKey = (inputs: Record<string, unknown>, index: number): string =>
  (inputs.source as { name?: string }).name ?? `file-${index + 1}`;

function storageBlock(inputs: Record<string, unknown>): Block {
  const source = inputs.source as { type: string; hostPath?: string; fsPath?: string };
  const host = source.hostPath ?? source.fsPath;
  return {
    path: String(inputs.mountPath),
    ...(source.type !== "volume" && { type: source.type === "hostFile" ? "host_file" : source.type }),
    ...(host !== undefined && { host_path: host }),
    ...(typeof inputs.content === "string" && { content: inputs.content }),
  };
}

const taskBlock = ({ command, frequency, container, enabled }: Record<string, unknown>): Block => ({
  command: String(command).replaceAll("{{", "\\{{"),
  frequency: String(frequency),
  ...(container !== undefined && { container: String(container) }),
  ...(enabled === false && { enabled }),
});

/** Passwords stay where they are: what the YAML does not name, Coolify keeps. */
function databaseBlock({ name, inputs }: FoundWorkload): Block {
  const engine = inputs.engine as Record<string, unknown>;
  const block: Block = { engine: String(engine.type), name, ...(inputs.description ? { description: String(inputs.description) } : {}) };
  const fields = { image: inputs.image, "engine.user": engine.user, "engine.database": engine.database };
  for (const [path, value] of Object.entries(fields)) {
    const field = value === undefined ? undefined : yamlField("Database", path, value);
    if (field) block[field.path[0] ?? ""] = field.value;
  }
  return block;
}

/** Names for values that must not stand in a file. One name is one value. */
class Secrets {
  readonly values = new Map<string, string>();

  written(key: string, value: string, owner: string): Plain {
    const escaped = value.replaceAll("{{", "\\{{");
    const { located } = parseYaml(yamlText({ variables: { [key]: escaped } }), "");
    if (!located || plainSecrets(located).length === 0) return escaped;
    const clean = (text: string) =>
      text
        .toLowerCase()
        .replaceAll(/[^a-z0-9_]/g, "_")
        .replace(/^[^a-z]+/, "s_");
    const name =
      [clean(key), clean(`${owner}_${key}`)].find((one) => !this.values.has(one) || this.values.get(one) === value) ??
      clean(`${owner}_${key}_2`);
    this.values.set(name.slice(0, 63), value);
    return { secret: name.slice(0, 63) };
  }
}
