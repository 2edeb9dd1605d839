import { AIR, air, type Broken, CORE, replaced } from "./broken.ts";
import { append } from "./fleetFolder.ts";

/** Files that are no configuration at all. */
export const brokenFiles: Broken[] = [
  [
    "a misspelt key in pf-core.config.yaml",
    replaced(CORE, "health_check:", "healthcheck:"),
    'config/pf-core.config.yaml:26:1 healthcheck: no such key; did you mean "health_check"?',
    1,
  ],
  [
    "YAML that is broken in pf-core.config.yaml",
    { [CORE]: append(": : :") },
    "config/pf-core.config.yaml:85:3: not valid YAML: nested mappings are not allowed in compact mappings",
    1,
  ],
  ["a tab", air("limits:\n\tmemory: 512M"), "config/instances/air.instance.yaml:18:1: indented with a tab; YAML wants spaces", 1],
  [
    "a key twice",
    air("code: air"),
    "config/instances/air.instance.yaml:17:1: this key stands twice in the same block; keep one of the two",
    1,
  ],
  [
    "a quote that is not closed",
    air("variables: { A: 'b"),
    "config/instances/air.instance.yaml:18:1: a quote or bracket was opened and is not closed up to here; close it",
    1,
  ],
  [
    "two documents",
    air("---\na: b"),
    "config/instances/air.instance.yaml:17:1: more than one document in the file; remove the line `---`",
    1,
  ],
  [
    "a tag",
    air("port: !port 80"),
    "config/instances/air.instance.yaml:17:7: a tag (!) has no meaning here; remove it, or put the text in quotes",
    1,
  ],
  [
    "a bomb of aliases",
    { [AIR]: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" },
    "config/instances/air.instance.yaml:1:7 a: copies with & and * are not understood here; write the value, or share it through `extends`",
    1,
  ],
  [
    "nothing but brackets",
    { [AIR]: `a: ${"[".repeat(100_000)}` },
    "config/instances/air.instance.yaml:1:1: nested too deeply to be read",
    1,
  ],
  [
    "deep nesting",
    { [AIR]: `a: ${"[".repeat(60)}${"]".repeat(60)}` },
    "config/instances/air.instance.yaml:1:35 a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0: nested too deeply to be read",
    1,
  ],
  ["an empty file", { [AIR]: "" }, "config/instances/air.instance.yaml:1:1: the file is empty; write its keys or delete it", 1],
  [
    "nothing but comments",
    { [AIR]: "# AIR\n" },
    "config/instances/air.instance.yaml:1:1: the file is empty; write its keys or delete it",
    1,
  ],
  [
    "a list instead of keys",
    { [AIR]: "- a\n" },
    "config/instances/air.instance.yaml:1:1: expected keys with values, such as `name: AIR`",
    1,
  ],
  [
    "a text instead of keys",
    { [AIR]: "air\n" },
    "config/instances/air.instance.yaml:1:1: expected keys with values, such as `name: AIR`",
    1,
  ],
  [
    "a list as a key",
    air("? [a, b]\n: c"),
    "config/instances/air.instance.yaml:17:3: a key must be a word; templates and lists need quotes around them",
    1,
  ],
  [
    "a file that is not UTF-8",
    { [AIR]: Buffer.from("code: air\nname: \u00e9t\u00e9\n", "latin1") },
    "config/instances/air.instance.yaml:2:1: not UTF-8 text; save the file in UTF-8",
    1,
  ],
  [
    "a file of two megabytes",
    { [AIR]: `# ${"x".repeat(2_000_000)}` },
    "config/instances/air.instance.yaml:1:1: larger than 1 MB, which no configuration is; is it the right file?",
    1,
  ],
];
