import { choice, field, flag, text } from "./field.ts";
import { parseCount, parseCpus, parseDuration, parseMemory } from "./units.ts";

export * from "./coolifyFields.ts";
export * from "./sourceFields.ts";

/** Each field of the configuration, documented once. Patterns follow what Coolify accepts (contract 3 and 4.2). */

/** Words for environments that people say; files bear Coolify's own names (decision 10). */
export const SPOKEN_ENVIRONMENTS: Record<string, string> = { dev: "development", stage: "staging", prod: "production", live: "production" };

/** Coolify's own routes stand in the way of environments with these names (contract 3). */
const ROUTE_NAMES = ["envs", "environments"];

/** Coolify allows 255 characters, of which the mark by which this program knows its own objects takes up to 100 (decision 16). */
const LONGEST_DESCRIPTION = 150;
const DESCRIPTION = `Description for people, shown by Coolify. At most ${LONGEST_DESCRIPTION} characters: the rest of Coolify's 255 is kept for the mark that tells which objects are ours.`;

export const Code = text(
  {
    title: "a code of 2 to 20 lower case letters and digits that begins with a letter, such as air",
    description: "Short name, used in names of applications and domains. Stays for ever: another code is another instance or product.",
  },
  /^[a-z][a-z0-9]{1,19}$/,
);

export const ProjectName = text(
  {
    title: "a name of 3 to 255 letters, digits, spaces and - _ . / @ & ( ) # , : +",
    description: "Name for people. The name of an instance is the name of its project in Coolify.",
  },
  /^[\p{L}\p{M}\p{N} \-_.@/&()#,:+]{3,255}$/u,
);

export const ProductName = text(
  {
    title: "a name of 1 to 100 letters, digits, spaces and - _ . / @ & ( ) , +",
    description: "Name of the product for people.",
  },
  /^[\p{L}\p{M}\p{N} \-_.@/&(),+]{1,100}$/u,
);

export const Description = text(
  {
    title: `a description of at most ${LONGEST_DESCRIPTION} letters, digits, spaces and - _ . , ! ? ( ) ' " + = * / @ &`,
    description: DESCRIPTION,
  },
  /^[\p{L}\p{M}\p{N} \-_.,!?()'"+=*/@&]*$/u,
  (written) => written.length <= LONGEST_DESCRIPTION,
);

export const WorkloadDescription = text(
  {
    title: `a description of at most ${LONGEST_DESCRIPTION} characters without <`,
    description: DESCRIPTION,
  },
  /^([^<\p{C}]|\n)*$/u,
  (written) => written.length <= LONGEST_DESCRIPTION,
);

export const EnvironmentName = text(
  {
    title: "a name of an environment: 3 to 255 lower case letters, digits, spaces and - _ . such as production or ep-production",
    description: "An environment, called as in Coolify.",
    instead: SPOKEN_ENVIRONMENTS,
  },
  /^[a-z0-9][a-z0-9 _.-]{1,253}[a-z0-9]$/,
  (written) => !ROUTE_NAMES.includes(written) && !Object.hasOwn(SPOKEN_ENVIRONMENTS, written),
);

export const ApplicationName = text(
  {
    title: "a name of an application: 3 to 255 lower case letters, digits and hyphens, such as air-app-dev",
    description: "Name of the application in Coolify. Default: <code>-app-<dev|staging|prod>.",
  },
  /^[a-z0-9][a-z0-9-]{1,253}[a-z0-9]$/,
);

export const WorkloadName = text(
  {
    title: "a name of 3 to 255 lower case letters, digits and hyphens, such as air-db-main-prod",
    description: "Name in Coolify, unique in its stack. Default: made of the code, the key and the environment.",
  },
  /^[a-z0-9][a-z0-9-]{1,253}[a-z0-9]$/,
);

export const S3StorageName = text(
  { title: "the name of an S3 storage in Coolify, such as backups", description: "S3 storage that copies go to. Default: none." },
  /^[^<\p{C}]{3,255}$/u,
);

export const NetworkWord = choice(
  {
    title: "one of own, shared",
    description: "Whether the project has a Docker network of its own (own, the default), or uses the one that all share (shared).",
  },
  ["own", "shared"],
);

export const ClientName = text(
  {
    title: "a name of 2 to 40 letters and digits that begins with a letter, such as AcmeCorp",
    description: "The client. In lower case it is the first part of the stack's name. Stays for ever: another one is another white-label.",
  },
  /^[A-Za-z][A-Za-z0-9]{1,39}$/,
);

export const ServerName = text(
  {
    title: "a name of a server: lower case letters, digits and hyphens, such as main",
    description: "A Coolify server of servers.yaml.",
  },
  /^[a-z][a-z0-9-]{0,62}$/,
);

export const Extends = text(
  {
    title: "the path of a YAML file, seen from this file, such as ../pf-core.config.yaml",
    description: "The file whose values hold where this one says nothing. Seen from this file.",
  },
  /^[^/\\][^\\]*\.yaml$/,
);

export const HostName = text(
  { title: "a host name such as air.pfcore.io", description: "Domain under which the applications of this tier are found." },
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/,
);

export const Domain = field(
  {
    title: "a host name such as air.pfcore.io or a full address such as https://air.pfcore.io",
    description: "Address at which the application answers; https:// is added to a bare host name. With http:// there is no certificate.",
  },
  parseDomain,
);

/** Scheme and host lower case, no slash alone at the end: what Coolify stores and compares (contract 10). */
function parseDomain(written: string): string | undefined {
  const match = /^(https?:\/\/)?([^/:]+)(:\d{1,5})?(\/[!"#%'*+\-./0-9:=?@A-Z[\]^_a-z~]*)?$/i.exec(written);
  const host = match?.[2]?.toLowerCase() ?? "";
  if (match === null || !HostName.safeParse(host).success) return undefined;
  const [, scheme = "https://", , port = "", path = ""] = match;
  return `${scheme.toLowerCase()}${host}${port}${path === "/" ? "" : path}`;
}

export const AutoDeploy = flag({ title: "true or false", description: "Whether a push to the branch deploys. Has no meaning for images." });

export const FirstDeployment = flag({
  title: "true or false",
  description: "Whether `up` deploys the application when it is new. What is not waits for a release.",
});

/** The port on which each framework listens unless told otherwise. */
export const FRAMEWORK_PORTS = { astro: 4321, express: 3000, nextjs: 3000, nuxt: 3000, remix: 3000, sveltekit: 3000, static: 80 } as const;

export const Framework = choice(
  {
    title: `one of ${Object.keys(FRAMEWORK_PORTS).join(", ")}`,
    description: "What the application is made with. Decides the port, unless `port` does.",
  },
  ["astro", "express", "nextjs", "nuxt", "remix", "sveltekit", "static"],
);

export const BuildPack = choice(
  {
    title: "one of nixpacks, static, dockerfile, dockercompose, railpack",
    description: "How Coolify builds the application from its repository. Has no meaning for images.",
  },
  ["nixpacks", "static", "dockerfile", "dockercompose", "railpack"],
);

export const Command = text(
  {
    title: "a command of one line and at most 1000 characters, such as npm run build",
    description: "Command line, run by the build pack. Has no meaning for images.",
  },
  /^.{1,1000}$/,
);

export const NodeVersion = text(
  { title: "a Node version such as 20", description: "Node version of the build pack. Reaches it as a variable, NIXPACKS_NODE_VERSION." },
  /^\d{1,2}(\.\d{1,3}){0,2}$/,
);

export const Port = field(
  { title: "a port between 1 and 65535", description: "Port on which the application listens. Default: that of the framework." },
  (written) => parseCount(written, 1, 65_535),
);

export const Memory = field(
  {
    title: "an amount of memory such as 512M or 1G",
    description: "Memory limit of the container, in MiB (M) or GiB (G). 0: no limit. Default: 256M, 384M, 512M.",
  },
  parseMemory,
);

export const Cpus = field(
  { title: "a number of CPUs such as 0.25", description: "CPU limit of the container, in CPUs. 0: no limit. Default: 0.25, 0.5, 1." },
  parseCpus,
);

export const Duration = field(
  { title: "a duration of at least 1s such as 30s or 5m", description: "A time with its unit: s, m, h or d." },
  (written) => parseDuration(written) || undefined,
);

export const Retries = field(
  { title: "a number from 1 to 100", description: "Failures in a row until the application counts as unhealthy." },
  (written) => parseCount(written, 1, 100),
);

export const HealthPath = text(
  { title: "a path such as /api/health", description: "Asked by the health check, without ? and &." },
  /^\/[a-zA-Z0-9/\-_.~%,;]*$/,
);

export const HealthEnabled = flag({ title: "true or false", description: "Whether Coolify checks the application's health." });

export const Color = text(
  {
    title: 'a colour in quotes such as "#0f62fe" (without quotes, # begins a comment)',
    description: "Colour of the brand, # and six hexadecimal digits, in quotes.",
  },
  /^#[0-9a-fA-F]{6}$/,
);

export const Logo = text(
  { title: "an https address or a path such as /brand/logo.svg", description: "Logo of the brand." },
  /^(https:\/\/|\/)[^\s"'<>]+$/,
);

export const DeleteData = flag({
  title: "true or false",
  description: "Whether its data may be deleted with it. Without it volumes outlive their owner. Default: false.",
});
