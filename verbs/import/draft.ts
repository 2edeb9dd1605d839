import { yamlText } from "../../config/write.ts";
import { applicationBlock } from "./blocks/application.ts";
import { type Block, filled, type Making } from "./blocks/block.ts";
import { databaseBlock } from "./blocks/database.ts";
import { serviceBlock } from "./blocks/service.ts";
import { variablesBlock } from "./blocks/variables.ts";
import type { Core } from "./core.ts";
import type { FoundProject, FoundWorkload } from "./found.ts";
import { keyOf, Names, stackName } from "./names.ts";
import { Secrets } from "./secrets.ts";

/** Where a workload stands in the drafted YAML, and what it is called in the stack. */
export interface Described {
  name: string;
  path: string[];
}

/** A project as YAML, in a first form that is compared with the project afterwards. */
export interface DraftedInstance {
  code: string;
  /** The instance's own file, from the root of the configuration. */
  file: string;
  text: string;
  /** Other files by their path: a pin for each environment that runs a commit, compose texts, Dockerfiles. */
  others: ReadonlyMap<string, string>;
  /** Values of secrets by the name that the YAML gives them. They go into the stack's encrypted configuration and nowhere else. */
  secrets: ReadonlyMap<string, string>;
  described: ReadonlyMap<FoundWorkload, Described>;
}

/** Files beside the YAML may not be larger (config/texts.ts); then the text stands in it. */
const LARGEST_FILE = 1024 * 1024;

export interface DraftWish {
  code: string;
  /** Name in servers.yaml. */
  server: string;
  core: Core;
}

export function draftInstance({ code, server, core }: DraftWish, found: FoundProject): DraftedInstance {
  const secrets = new Secrets();
  const names = new Names();
  const others = new Map<string, string>();
  const described = new Map<FoundWorkload, Described>();
  const pins: Record<string, string> = {};
  const environments: Block = Object.fromEntries(core.environments.map((name) => [name, null]));
  const makingOf = (workload: FoundWorkload, path: string[]): Making => {
    const name = stackName(workload, code, names);
    described.set(workload, { name, path });
    const file = (folder: string, ending: string, text: string) => {
      if (Buffer.byteLength(text) > LARGEST_FILE) return text;
      const own = `${folder}/${name === code || name.startsWith(`${code}-`) ? name : `${code}-${name}`}${ending}`;
      others.set(own, text);
      return `../${own}`;
    };
    return { workload, name, secrets, file };
  };
  for (const { name, inputs } of found.environments) {
    const inside = found.workloads.filter(({ environment }) => environment === name);
    const { description } = inputs as { description?: string };
    const shared = { shared_variables: variablesBlock({ name, secrets, workload: { variables: found.shared.environments[name] ?? {} } }) };
    environments[name] = { ...(description && { description }), ...filled(shared), ...environmentBlock(name, inside, makingOf, pins) };
  }
  const { name, description } = found.project.inputs as { name: string; description?: string };
  const document: Block = {
    extends: "../pf-core.config.yaml",
    code,
    name,
    ...(description ? { description } : {}),
    server,
    network: "shared",
    node_version: null,
    brand: { primary: "#1f6feb", secondary: "#24292f", logo: `/brand/${code}.svg` },
    ...filled({ shared_variables: variablesBlock({ name: code, secrets, workload: { variables: found.shared.project } }) }),
    // What pf-core gives every application and these do not have.
    ...core.without,
    environments,
  };
  if (Object.keys(pins).length > 0) others.set(`releases/${code}.yaml`, yamlText(pins));
  const head = `# yaml-language-server: $schema=../schemas/instance.schema.json\n# ${name.replaceAll(/[\r\n]/g, " ")}: taken over from Coolify as it was there.\n`;
  return { code, file: `instances/${code}.instance.yaml`, text: head + yamlText(document), others, secrets: secrets.values, described };
}

type MakingOf = (workload: FoundWorkload, path: string[]) => Making;

/** A single application is the environment's own; nobody knows which of several would be. */
function environmentBlock(environment: string, inside: readonly FoundWorkload[], makingOf: MakingOf, pins: Record<string, string>): Block {
  const here = ["environments", environment];
  const of = (kind: string) => inside.filter((one) => one.kind === kind);
  const section = (name: string, workloads: readonly FoundWorkload[], block: (making: Making) => Block): Block => {
    const keys = new Names();
    return Object.fromEntries(
      workloads.map((workload) => {
        const key = keyOf(workload.name, keys);
        if (name === "applications") pin(`${environment}/${key}`, workload, pins);
        return [key, block(makingOf(workload, [...here, name, key]))];
      }),
    );
  };
  const [main, ...others] = of("Application");
  const isAlone = main !== undefined && others.length === 0;
  if (isAlone) pin(environment, main, pins);
  return {
    ...(isAlone ? applicationBlock(makingOf(main, here)) : { own_application: false }),
    ...filled({
      applications: isAlone ? {} : section("applications", of("Application"), applicationBlock),
      databases: section("databases", of("Database"), databaseBlock),
      services: section("services", of("Service"), serviceBlock),
    }),
  };
}

function pin(target: string, { inputs }: FoundWorkload, pins: Record<string, string>): void {
  const { commit } = (inputs.source ?? {}) as { commit?: string };
  if (commit) pins[target] = commit;
}
