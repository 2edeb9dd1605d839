import { mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { passphraseFile } from "./passphrase.ts";
import { shellQuote } from "./quote.ts";
import { searchPath } from "./searchPath.ts";
import { readProjectFile, separateWorkspace, workspaceFolder } from "./workspace.ts";

type Variables = Record<string, string>;

/** How Pulumi is to be run. */
export interface PulumiEnvironment {
  /** Variables to set. */
  variables: Variables;
  /** Inherited variables that must not reach Pulumi. */
  unset: string[];
  /** Folder to run Pulumi in (`workDir` of the Automation API): the project, or a folder in `home` with stack files of its own. */
  workspace: string;
}

export interface PulumiEnvironmentArgs {
  /** The project's folder. */
  root: string;
  /** Folder for state and passphrase: PF_HOME, by default `<root>/.pf`; the sandbox has one of its own. */
  home: string;
  /** What is inherited. Default: `process.env`. */
  environment?: NodeJS.ProcessEnv;
  /** Ignore any backend, account and passphrase that the person has, as the sandbox must. Default: false. */
  isolated?: boolean;
}

/** Set unless the person has set them. 64 at once: deployments wait in the host and must hold nothing back (the default is 4 a core). */
const DEFAULTS: Variables = {
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  PULUMI_PARALLEL: "64",
};

/** Variables that choose a backend, an account or a passphrase; an isolated run inherits none of them. */
const CHOICES = [
  "PULUMI_BACKEND_URL",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CREDENTIALS_PATH",
  "PULUMI_HOME",
  "PULUMI_CONFIG_PASSPHRASE",
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_OPTION_CWD",
];

/**
 * The environment in which Pulumi runs the project. Creates `home`, and in it backend, passphrase and workspace where they are used.
 *
 * State stays on this machine (`<home>/backend`) unless the person has chosen otherwise: PULUMI_BACKEND_URL, `backend` in Pulumi.yaml,
 * PULUMI_ACCESS_TOKEN or a login. Their choices are left alone then, the passphrase included.
 * @throws LostPassphraseError
 */
export function pulumiEnvironment({ root, home, environment = process.env, isolated = false }: PulumiEnvironmentArgs): PulumiEnvironment {
  const place = resolve(home);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const given = isolated ? without(environment, CHOICES) : withoutOurs(environment);
  const local = isolated || !hasOwnBackend(root, given);
  const workspace = local && place !== resolve(root, ".pf") ? separateWorkspace(root, place) : root;
  const variables = {
    PATH: searchPath(root, environment.PATH ?? ""),
    ...Object.fromEntries(Object.entries(DEFAULTS).filter(([name]) => !given[name])),
    ...(local ? localState(place, given) : {}),
    ...(workspace === root ? {} : { PULUMI_OPTION_CWD: workspace }), // for a `pulumi` typed in any folder
    PF_ENV: place,
  };
  const unset = CHOICES.filter((name) => environment[name] !== undefined && given[name] === undefined && !(name in variables));
  return { variables, unset, workspace };
}

/** The environment for a child process: what is inherited, changed as Pulumi needs it. */
export function childEnvironment({ variables, unset }: PulumiEnvironment, environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...without(environment, unset), ...variables };
}

/** The same as lines for `eval "$(./pf env)"` in a POSIX shell. */
export function shellExports({ variables, unset }: Pick<PulumiEnvironment, "variables" | "unset">): string {
  const lines = [
    ...unset.map((name) => `unset ${name}`),
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${shellQuote(value)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** What Pulumi is told where state stays on this machine. A URL, so that a folder may be named with `#`, `?` or `%`. */
function localChoices(home: string): Variables {
  return {
    PULUMI_BACKEND_URL: pathToFileURL(join(home, "backend")).href,
    PULUMI_HOME: join(home, "pulumi"),
    PULUMI_CONFIG_PASSPHRASE_FILE: join(home, "passphrase"),
    PULUMI_OPTION_CWD: workspaceFolder(home),
  };
}

function localState(home: string, given: NodeJS.ProcessEnv): Variables {
  mkdirSync(join(home, "backend"), { recursive: true, mode: 0o700 }); // Pulumi asks for an existing folder
  const { PULUMI_BACKEND_URL = "", PULUMI_HOME = "" } = localChoices(home);
  const hasPassphrase = given.PULUMI_CONFIG_PASSPHRASE !== undefined || given.PULUMI_CONFIG_PASSPHRASE_FILE !== undefined;
  return { PULUMI_BACKEND_URL, PULUMI_HOME, ...(hasPassphrase ? {} : { PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(home) }) };
}

function hasOwnBackend(root: string, given: NodeJS.ProcessEnv): boolean {
  return Boolean(given.PULUMI_BACKEND_URL || given.PULUMI_ACCESS_TOKEN || readProjectFile(root).backend || isLoggedIn(given));
}

/** True after `pulumi login`: the credentials file names a current backend. */
function isLoggedIn(given: NodeJS.ProcessEnv): boolean {
  const folder = given.PULUMI_CREDENTIALS_PATH || given.PULUMI_HOME || join(given.HOME || homedir(), ".pulumi");
  try {
    const { current } = JSON.parse(readFileSync(join(folder, "credentials.json"), "utf8")) as { current?: string };
    return Boolean(current);
  } catch {
    return false; // never logged in
  }
}

/**
 * What the person chose, without what an earlier `eval "$(./pf env)"` put into this shell: that may have been for another home,
 * and the sandbox's backend must not pass for a wish.
 */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const earlier = environment.PF_ENV;
  if (!earlier) return environment;
  const ours = Object.keys(environment).filter(
    (name) => CHOICES.includes(name) && environment[name]?.replace("file://", "").startsWith(`${earlier}/`),
  );
  return without(environment, ours);
}

function without(environment: NodeJS.ProcessEnv, names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));
}
