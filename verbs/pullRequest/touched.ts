import { type Fleet, stacksOf, stacksTouched } from "../../config/load.ts";

/** Stacks that a change touches. */
export interface Touched {
  /** Those that the configuration describes, in its order. */
  stacks: string[];
  /** Those that it describes no more. */
  removed: string[];
}

/** What no stack is made of, from the root of the project. Everything else that is not configuration is the program, and touches all. */
const HARMLESS = [
  /^(docs|test|sandbox|\.github|\.ci|config\/schemas)\//,
  /^[^/]*\.md$/,
  /^(LICENSE|biome\.json|jest\.config\.mjs|\.editorconfig|\.gitattributes|\.gitignore)$/,
];

/** A stack's own settings: `stacks/Pulumi.air.yaml`. */
const SETTINGS = /^stacks\/Pulumi\.([^/]+)\.yaml$/;

export interface Change {
  /** Files that came, changed or went, from the root of the project. */
  paths: readonly string[];
  /** Folder of the configuration, from the root of the project: `config`. */
  config: string;
  before: Pick<Fleet, "origins" | "instances" | "whiteLabels" | "platform"> | undefined;
  after: Fleet;
}

/** A file of the configuration touches the stacks that are made of it, now or before; a change of the program touches all. */
export function touchedBy({ paths, config, before, after }: Change): Touched {
  const described = Object.keys(stacksOf(after));
  const own = paths.filter((path) => path.startsWith(`${config}/`)).map((path) => path.slice(config.length + 1));
  const program = paths.some((path) => isProgram(path, config));
  const named = [
    ...stacksTouched(after, own),
    ...(before ? stacksTouched(before, own) : []),
    ...paths.flatMap((path) => SETTINGS.exec(path)?.[1] ?? []),
  ];
  const former = before ? Object.keys(before.origins) : [];
  return {
    // Without the configuration of before nobody knows which stack a file that went belonged to.
    stacks: described.filter((stack) => program || !before || named.includes(stack) || !former.includes(stack)),
    removed: former.filter((stack) => !described.includes(stack)),
  };
}

function isProgram(path: string, config: string): boolean {
  if (HARMLESS.some((pattern) => pattern.test(path)) || SETTINGS.test(path)) return false;
  return !path.startsWith(`${config}/`) || path.endsWith(".ts");
}
