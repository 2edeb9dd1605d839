import type {
  ResolvedApplication,
  ResolvedDatabase,
  ResolvedHealthCheck,
  ResolvedService,
  ResolvedStorage,
} from "../../../config/resolved.ts";
import { yamlText, yamlValues } from "../../../config/write.ts";
import { engineOf } from "./engines.ts";
import { type Parts, textOf } from "./parts.ts";

type Block = Record<string, unknown>;

/** Compose takes `$` for the beginning of a reference. */
const plain = (text: string) => text.replaceAll("$", "$$$$");

const variablesOf = ({ variables }: Pick<ResolvedApplication, "variables">) =>
  Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, textOf(value, plain)]));

/** What runs in a stack as one compose file. What it cannot hold is told in comments above it. */
export function composeText(parts: Parts, notes: readonly string[]): string {
  const { code, applications, services, databases } = parts;
  const blocks: [string, Block][] = [
    ...applications.map((application): [string, Block] => [application.name, applicationBlock(application)]),
    ...databases.map((database): [string, Block] => [database.name, databaseBlock(database)]),
    ...services.flatMap(serviceBlocks),
  ];
  const volumes = [
    ...applications.flatMap(({ name, storages }) =>
      storages.filter(({ source }) => source.type === "volume").map((one) => `${name}-${one.name}`),
    ),
    ...databases.map(({ name }) => `${name}-data`),
    ...services.flatMap(serviceVolumes),
  ];
  const configs = applications.flatMap(({ name, storages }) =>
    storages.flatMap((one) =>
      one.source.type === "file" ? [[`${name}-${one.name}`, { content: plain(one.source.content) }] as const] : [],
    ),
  );
  const document = {
    name: code,
    services: Object.fromEntries(blocks),
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) }),
    ...(configs.length > 0 && { configs: Object.fromEntries(configs) }),
  };
  return `${notes.map((note) => `# ${note}\n`).join("")}${yamlText(document)}`;
}

function applicationBlock(application: ResolvedApplication): Block {
  const { name, port, storages, limits, healthCheck, domains } = application;
  const mounted = storages.filter(({ source }) => source.type !== "file");
  const files = storages.filter(({ source }) => source.type === "file");
  return {
    ...sourceOf(application),
    restart: "unless-stopped",
    expose: [String(port)],
    environment: variablesOf(application),
    ...(domains.length > 0 && { labels: { "pf.domains": domains.join(",") } }),
    ...(healthCheck.enabled && { healthcheck: healthOf(healthCheck, port) }),
    ...(mounted.length > 0 && { volumes: mounted.map((storage) => mountOf(name, storage)) }),
    ...(files.length > 0 && { configs: files.map((file) => ({ source: `${name}-${file.name}`, target: file.mountPath })) }),
    ...limitsOf(limits),
  };
}

function sourceOf({ source, name, startCommand, settings }: ResolvedApplication): Block {
  if (source.type === "dockerImage") return { image: imageOf(source) };
  if (source.type === "dockerfile") return { image: name, build: { context: ".", dockerfile_inline: plain(source.text) } };
  const build = settings.build as { baseDirectory?: string; dockerfileLocation?: string; dockerfileTarget?: string } | undefined;
  const folder = build?.baseDirectory && build.baseDirectory !== "/" ? `:${build.baseDirectory.replace(/^\//, "")}` : "";
  return {
    image: name,
    build: {
      context: `${addressOf(source)}#${source.commit ?? source.branch}${folder}`,
      ...(build?.dockerfileLocation && { dockerfile: build.dockerfileLocation.replace(/^\//, "") }),
      ...(build?.dockerfileTarget && { target: build.dockerfileTarget }),
    },
    ...(startCommand && { command: plain(startCommand) }),
  };
}

const addressOf = (source: { type: string; repository: string }) =>
  source.type === "githubApp" ? `https://github.com/${source.repository}.git` : source.repository.replace(/(\.git)?$/, ".git");

/** A digest stands behind @, a tag behind a colon. */
export const imageOf = ({ image, tag }: { image: string; tag: string }) => `${image}${tag.startsWith("sha256:") ? "@" : ":"}${tag}`;

function healthOf(check: ResolvedHealthCheck, port: number): Block {
  const { type, command, scheme = "http", host = "localhost", path, retries } = check;
  const address = `${scheme}://${host}:${check.port ?? port}${path}`;
  return {
    test: ["CMD-SHELL", type === "cmd" ? (command ?? "true") : `curl -fsS ${address} || wget -qO- ${address} || exit 1`],
    interval: `${check.intervalSeconds}s`,
    timeout: `${check.timeoutSeconds}s`,
    retries,
    start_period: `${check.startPeriodSeconds}s`,
  };
}

function mountOf(owner: string, { name, source, mountPath }: ResolvedStorage): string {
  if (source.type === "bind") return `${source.hostPath}:${mountPath}`;
  if (source.type === "directory" || source.type === "hostFile") return `${source.fsPath}:${mountPath}`;
  return `${owner}-${name}:${mountPath}`;
}

function limitsOf({ memory, cpus }: ResolvedApplication["limits"]): Block {
  return { ...(memory !== "0" && { mem_limit: memory }), ...(Number(cpus) > 0 && { cpus: Number(cpus) }) };
}

function databaseBlock(database: ResolvedDatabase): Block {
  const { image, variables, path, command } = engineOf(database);
  return {
    image,
    restart: "unless-stopped",
    ...(command && { command }),
    ...(Object.keys(variables).length > 0 && {
      environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, textOf(value, plain)])),
    }),
    volumes: [`${database.name}-data:${path}`],
    ...limitsOf(database.limits),
  };
}

/** Containers of a compose text keep their names: they find each other by them. */
function serviceBlocks(service: ResolvedService): [string, Block][] {
  const { services = {} } = composeOf(service);
  const given = variablesOf(service);
  return Object.entries(services as Record<string, Block>).map(([name, block]) => [name, filled(block, given)]);
}

const serviceVolumes = (service: ResolvedService) => Object.keys((composeOf(service).volumes as object | undefined) ?? {});

function composeOf({ source }: ResolvedService): Block {
  return source.type === "compose" ? ((yamlValues(source.text)[0] as Block | null) ?? {}) : {};
}

/** `${NAME}` and `${NAME:-default}` of a variable that the configuration knows become its value; `$$` is no reference. */
function filled<Value>(value: Value, given: Readonly<Record<string, string>>): Value {
  if (typeof value === "string")
    return value.replace(/\$\$|\$\{([A-Za-z_]\w*)[^}]*\}|\$([A-Za-z_]\w*)/g, (text, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? "";
      return Object.hasOwn(given, name) ? (given[name] ?? text) : text;
    }) as Value;
  if (Array.isArray(value)) return value.map((item) => filled(item, given)) as Value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, given)])) as Value;
}
