// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose texts are full of references.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isSameCompose } from "../../../../providers/coolify/kinds/serviceCompose.ts";
import { containerNames, settledCompose } from "../../../../providers/coolify/kinds/serviceComposeRules.ts";
import { dumpYaml } from "../../../../sandbox/coolify/compose/dump.ts";
import { withoutOwnKeys } from "../../../../sandbox/coolify/compose/mounts.ts";
import { isYamlMap, type YamlValue } from "../../../../sandbox/coolify/compose/values.ts";
import { parseYaml } from "../../../../sandbox/coolify/compose/yaml.ts";

const wrap = (line: string) => `services:\n  web:\n    image: nginx\n    ${line}\n`;
const settled = (text: string): string => {
  const { compose, faults } = settledCompose(text);
  expect(faults).toEqual([]);
  return compose;
};

describe("T5: two texts that mean the same are one", () => {
  test.each([
    ["comments", "cpus: 1 # half\n    # a line", "cpus: 1"],
    ["quotes", 'command: "run"', "command: 'run'"],
    ["flow style", "ports: [80, 443]", "ports:\n      - 80\n      - 443"],
    ["folding", "command: >-\n      run\n      it", "command: run it"],
    ["block scalars", "command: |\n      run\n      it", 'command: "run\\nit\\n"'],
    ["nothing", "volumes_from:", "volumes_from: null"],
    ["a tilde", "x-a: ~", "x-a: null"],
    ["octal numbers", "x-a: 0o14", "x-a: 12"],
    ["hex numbers", "x-a: 0x1F", "x-a: 31"],
    ["underscores", "x-a: 1_000", "x-a: 1000"],
    ["fractions", "x-a: 1.50", "x-a: 1.5"],
    ["exponents", "x-a: 1e3", "x-a: 1000.0"],
    ["true", "x-a: TRUE", "x-a: true"],
    ["a leading zero is a text", "x-a: 012", "x-a: '012'"],
    ["yes is a text", "x-a: yes", "x-a: 'yes'"],
    ["no is a text", "restart: no", 'restart: "no"'],
    ["20 digits are a text", "x-a: 12345678901234567890", "x-a: '12345678901234567890'"],
    ["a word that every object of JavaScript knows is a text", "x-a: constructor", "x-a: 'constructor'"],
    ["a date stays a text", "x-a: 2026-01-02", "x-a: '2026-01-02'"],
    ["a time stays a text", "x-a: 2026-01-02T03:04:05Z", "x-a: '2026-01-02T03:04:05Z'"],
    ["an empty list of variables is a map", "environment: []", "environment: {}"],
    ["merges", "<<: &all { restart: always, init: true }\n    restart: no", "restart: 'no'\n    init: true"],
    ["the first of two merged maps wins", "<<: [{ init: true }, { init: false, tty: true }]", "init: true\n    tty: true"],
  ])("%s", (_, one, other) => expect(settled(wrap(one))).toBe(settled(wrap(other))));

  test.each([
    ["a fraction and a whole number", "x-a: 1.0", "x-a: 1"],
    ["a text and a number", "x-a: '1'", "x-a: 1"],
    ["a text and a truth", "x-a: 'true'", "x-a: true"],
    ["another order of a list", "ports: [80, 443]", "ports: [443, 80]"],
  ])("but not %s", (_, one, other) => expect(settled(wrap(one))).not.toBe(settled(wrap(other))));

  test("anchors are written out", () => {
    const text = "x-a: &a\n  image: nginx\nservices:\n  web: *a\n  api:\n    <<: *a\n    init: true\n";
    expect(settled(text)).toBe("x-a:\n  image: nginx\nservices:\n  web:\n    image: nginx\n  api:\n    image: nginx\n    init: true\n");
    expect(containerNames(text)).toEqual(["web", "api"]);
  });

  test("writing it again changes nothing", () => {
    const text = settled(wrap("command: ['a b', \"c\\td\", '', 'it''s', '# x', 'k: v', '${A}', '🚀', \"\\u0085\"]"));
    expect(settled(text)).toBe(text);
  });
});

const long = (more: string) => wrap(`volumes:\n      - type: bind\n        source: ./api.yaml\n        target: /etc/api.yaml\n${more}`);

test("13.3: what Coolify takes out of volumes is no difference", () => {
  const sent = settled(long("        content: 'a: 1'\n        is_directory: false\n        isDirectory: false"));
  expect(sent).toContain("content");
  expect(isSameCompose(sent, long(""))).toBe(true);
  expect(isSameCompose(sent, long("        read_only: true"))).toBe(false);
});

test("13.3: a text that is none is different from all others", () => {
  expect(isSameCompose(wrap("init: true"), "a: [")).toBe(false);
});

/** What Coolify does with a text: read, write, read for the parts, write without the contents of files. */
function storedByCoolify(text: string): string {
  const compose = parseYaml(dumpYaml(parseYaml(text)));
  const services = isYamlMap(compose) ? compose.services : undefined;
  if (isYamlMap(services))
    for (const container of Object.values(services))
      if (isYamlMap(container) && Array.isArray(container.volumes)) container.volumes = container.volumes.map(withoutOwnKeys);
  return dumpYaml(compose);
}

const key = fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,8}$/).filter((name) => name !== "__proto__" && name !== "constructor");
const odd = fc.constantFrom(
  "",
  " ",
  "yes",
  "No",
  "null",
  "~",
  "012",
  "1_0",
  "0x1f",
  "0o7",
  "1e3",
  ".5",
  "2026-01-02",
  "- a",
  "a: b",
  "a #b",
  "\t",
  "a\nb",
  "a\n",
  "'",
  '"',
  "\\",
  "<<",
  "🚀",
  "\u0085",
  "\u00a0",
  "é",
  "=",
  "@a",
  "%a",
  "[a]",
  "{a}",
  "|",
  ">",
  "!a",
  "&a",
  "*a",
);
const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), odd).filter((value) => value.isWellFormed() && !value.includes("\0"));
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("T5: whatever is written, Coolify gives back the same (seed printed on failure)", () => {
  fc.assert(
    fc.property(fc.dictionary(key, tree, { maxKeys: 4, noNullPrototype: true }), (extra) => {
      const { compose, faults } = settledCompose(`services:\n  web:\n    image: nginx\nx-all: ${JSON.stringify(extra)}\n`);
      fc.pre(faults.length === 0);
      const got = storedByCoolify(compose);
      expect(isSameCompose(compose, got)).toBe(true);
      expect(settledCompose(got).compose).toBe(compose);
      // The values did not change on the way either.
      expect((parseYaml(compose) as Record<string, YamlValue>)["x-all"]).toEqual((parseYaml(got) as Record<string, YamlValue>)["x-all"]);
    }),
    { numRuns: 1000 },
  );
});

test("T5: scalars without quotes mean to us what they mean to Coolify", () => {
  const plain = fc.stringMatching(/^(-?\d{1,6}(\.\d{1,4})?(e\d)?|-?0o[0-7]{1,5}|0x[0-9a-fA-F]{1,8}|[1-9]_\d{3}|0\d{1,4}|\d{17,21})$/);
  fc.assert(
    fc.property(plain, (value) => {
      const source = `services: {web: {image: nginx}}\nx-a: ${value}\n`;
      expect(isSameCompose(settledCompose(source).compose, storedByCoolify(source))).toBe(true);
    }),
    { numRuns: 400 },
  );
});

describe("G11: 13.1, 13.3: a text that would make half a service, or lose data, is refused with a sentence", () => {
  test.each([
    ["broken YAML", "services:\n  web: [", "is no YAML that Coolify can read: Flow sequence"],
    [
      "a key twice",
      "services:\n  web:\n    image: a\n    image: b\n",
      "is no YAML that Coolify can read: Map keys must be unique at line 4",
    ],
    ["a tab", "services:\n\tweb:\n", "is no YAML that Coolify can read: Tabs are not allowed"],
    ["two documents", "services: {}\n---\na: 1\n", "is no YAML that Coolify can read: Source contains multiple documents"],
    ["an unknown alias", "services: *all\n", "refers to *all, but nothing before it is called &all"],
    ["an alias in itself", "services: &all [*all]\n", "is too large, or an alias leads back into itself"],
    ["a tag", "services: !reset\n", "uses the tag !reset"],
    ["a list", "- a\n", "must be YAML with a map `services` in it"],
    ["nothing", "", "must be YAML with a map `services` in it"],
    ["no services", "volumes:\n  a:\n", "has no containers"],
    ["empty services", "services: {}\n", "has no containers"],
    ["a container without content", "services:\n  web:\n", "has services.web without content"],
    ["a container without image", "services:\n  web:\n    init: true\n", "has services.web without image"],
    ["a name for the shell", "services:\n  'a;b':\n    image: a\n", 'has a container called "a;b"'],
    ["an empty list", wrap("ports: []"), "has an empty list at services.web.ports"],
    ["a whole number as a key", wrap("x-a:\n      80: a"), "has a whole number as a key at services.web.x-a"],
    ["$$", wrap("environment:\n      A: $$b"), "has a value that begins with $$ at services.web.environment.A"],
    ["$$ in a list", wrap("environment:\n      - A=$$b"), "has a value that begins with $$ at services.web.environment.A"],
    ["${A:+b}", wrap("environment:\n      A: ${A:+b}"), "has a value at services.web.environment.A that begins with $"],
    ["$A/b", wrap("environment:\n      A: $A/b"), "has a value at services.web.environment.A that begins with $"],
    ["a nested ${A:+b}", wrap("environment:\n      A: ${B:-${A:+b}}"), "has a value at services.web.environment.A that begins with $"],
    ["a strange build argument", wrap("build: { args: { A: $$b } }"), "has a value that begins with $$"],
    ["a name that cannot be a row", wrap("environment:\n      A-B: ${SERVICE_PASSWORD_X}"), "has services.web.environment.A-B"],
    ["a domain that cannot be a row", wrap("environment:\n      SERVICE_FQDN_A-B: /"), "has services.web.environment.SERVICE_FQDN_A-B"],
    ["an anonymous volume", wrap("volumes:\n      - /data"), "has a volume of services.web without a source"],
    [
      "an anonymous volume in long form",
      wrap("volumes:\n      - { type: volume, target: /data }"),
      "has a volume of services.web without source",
    ],
    ["a volume for the shell", wrap("volumes:\n      - a;b:/data"), "has a volume of services.web with a character"],
    ["volumes as a map", wrap("volumes: { a: b }"), "has services.web.volumes that is no list"],
    ["an external volume", `${wrap("init: true")}volumes:\n  a:\n    external: true\n`, "says external of the volume a"],
    ["a volume with a name", `${wrap("init: true")}volumes:\n  a: { name: b }\n`, "says name of the volume a"],
    ["a text that becomes a number", wrap("x-a: '0o7'"), "has a text at services.web.x-a that Coolify makes a number of"],
    ["half a character", wrap('x-a: "\\ud800"'), "contains a NUL character or half of a surrogate pair"],
  ])("%s", (_, text, sentence) => expect(settledCompose(text).faults.join("\n")).toContain(sentence));

  test.each([
    [
      "references",
      wrap("environment:\n      A: ${A}\n      B: $B\n      C: ${C:-d}\n      D: ${D:?needed}\n      E: x-$$y\n      F: ${F}/g"),
    ],
    ["a default as source", wrap("volumes:\n      - ${DATA:-./data}:/data")],
    ["a network volume", `${wrap("init: true")}volumes:\n  a:\n    driver_opts: { type: nfs }\n`],
    ["tmpfs", wrap("volumes:\n      - { type: tmpfs, target: /tmp }")],
  ])("%s pass", (_, text) => expect(settledCompose(text).faults).toEqual([]));

  test("a value is not shown: it may be a secret", () => {
    expect(settledCompose(wrap("environment:\n      A: $$hunter2")).faults.join()).not.toContain("hunter2");
    expect(settledCompose(wrap("environment:\n      A: $1hunter2")).faults.join()).not.toContain("hunter2");
  });
});
