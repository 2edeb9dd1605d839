import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ConfigError } from "../../config/fault.ts";
import { loadFleet } from "../../config/load.ts";
import { AIR, air, CORE } from "./broken.ts";
import { type Edits, faultsWith, fleetWith, withFleet } from "./fleetFolder.ts";

const HERE = "config/instances/air.instance.yaml";

describe("odd YAML ends with a clear fault", () => {
  test.each<[string, Edits, string]>([
    ["a merge key", air("limits:\n  <<: { memory: 1G }"), `${HERE}:18:3 limits.<<: no such key; known here: memory,`],
    ["an anchor", air("limits: &limits { memory: 1G }"), `${HERE}:17:17 limits: copies with & and * are not understood here;`],
    ["a key that is a number", air("1: x"), `${HERE}:17:1 1: no such key; known here:`],
    ["a key that is nothing", air("null: x"), `${HERE}:17:1 null: no such key;`],
    ["a key that is a list", air("? [a, b]\n: x"), `${HERE}:17:3: a key must be a word;`],
    ["a key that is true", air("variables: { true: a, 1: b }"), `${HERE}:17:23 variables.1: "1" is not a name of a variable`],
    ["an enormous number", air(`port: ${"9".repeat(400)}`), `${HERE}:17:7 port: "${"9".repeat(60)}…" is not a port`],
    ["a number that is none", air("port: .nan"), `${HERE}:17:7 port: ".nan" is not a port`],
    ["a tag for a program", air("name2: !!js/function 'x'"), `${HERE}:17:8: a tag (!) has no meaning here;`],
    ["a set", air("tags: !!set { a }"), `${HERE}:17:13 tags: a block of keys is not a list`],
    ["a key with line breaks and colours", air('"a\\nb\\e[31m\\u202e": x'), `${HERE}:17:1 a\\u000ab\\u001b[31m\\u202e: no such key;`],
    ["a thousand brackets", air(`limits: ${"[".repeat(1000)}`), `${HERE}:`],
    [
      "an instance of itself",
      { [AIR]: (text) => text.replace("../pf-core.config.yaml", "air.instance.yaml") },
      `${HERE}:3:10 extends: goes round in a circle`,
    ],
    [
      "a file outside of the folder",
      { [AIR]: (text) => text.replace("../pf-core.config.yaml", "../../../../etc/passwd") },
      `${HERE}:3:10 extends`,
    ],
    ["nothing but a text", { [AIR]: "air" }, `${HERE}:1:1: expected keys with values`],
    ["nothing but a comment", { [AIR]: "# air\n" }, `${HERE}:1:1: the file is empty;`],
    ["UTF-16", { [AIR]: Buffer.from("\ufeffcode: air\n", "utf16le") }, `${HERE}:1:1: not UTF-8 text;`],
    [
      "a text of one line where a path is read",
      { [AIR]: (text) => text.replace(/source:\n.*/, `source: { dockerfile: "${"FROM x ".repeat(60)}" }`) },
      `there is no file config/instances/FROM x`,
    ],
  ])("%s", (_, edits, line) => expect(faultsWith(edits)[0]).toContain(line));
});

describe("odd files", () => {
  test.each<[string, (folder: string) => void, string]>([
    [
      "a folder that is called like a file",
      (folder) => mkdirSync(join(folder, "instances/x.instance.yaml")),
      "config/instances/x.instance.yaml:1:1: not a file; put a file of this name there, or name it otherwise",
    ],
    [
      "a link to a folder",
      (folder) => symlinkSync("/tmp", join(folder, "instances/x.instance.yaml")),
      "config/instances/x.instance.yaml:1:1: not a file;",
    ],
    [
      "a link that never ends",
      (folder) => symlinkSync("/dev/zero", join(folder, "instances/x.instance.yaml")),
      "config/instances/x.instance.yaml:1:1: not a file;",
    ],
    [
      "a link to nowhere",
      (folder) => symlinkSync("nowhere", join(folder, "instances/x.instance.yaml")),
      "config/instances/x.instance.yaml:1:1: a link that leads nowhere;",
    ],
    [
      "a link to itself",
      (folder) => symlinkSync("x.instance.yaml", join(folder, "instances/x.instance.yaml")),
      "config/instances/x.instance.yaml:1:1: a link that leads back to itself;",
    ],
    [
      "a file where a folder belongs",
      (folder) => [rmSync(join(folder, "white-labels"), { recursive: true }), writeFileSync(join(folder, "white-labels"), "")],
      "config/white-labels:1:1: a file where a folder belongs; name it otherwise",
    ],
    [
      "pf-core as a folder",
      (folder) => [rmSync(join(folder, CORE)), mkdirSync(join(folder, CORE))],
      "config/pf-core.config.yaml:1:1: not a file;",
    ],
  ])("%s", (_, make, line) =>
    withFleet({}, (folder) => {
      make(folder);
      expect(() => loadFleet(folder)).toThrow(ConfigError);
      expect(() => loadFleet(folder)).toThrow(line);
    }),
  );

  test("a mark of the byte order and the line ends of Windows change nothing", () => {
    const windows = (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`;
    expect(fleetWith({ [AIR]: windows, [CORE]: windows }).instances).toEqual(fleetWith({}).instances);
  });

  test("thousands of wrong lines are told in one go, each once", () => {
    const lines = faultsWith(air(Array.from({ length: 2000 }, (_, index) => `wrong_${index}: x`).join("\n")));
    expect(lines).toHaveLength(2000);
    expect(lines.at(-1)).toMatch(/^config\/instances\/air\.instance\.yaml:2016:1 wrong_1999: no such key/);
  });
});

/** A line of a file doubled, gone, moved in or out, or with a sign too much or too few. */
const slip = fc.tuple(
  fc.nat(),
  fc.constantFrom("double", "drop", "in", "out", "put", "cut"),
  fc.nat(),
  fc.constantFrom(..."{}[]:#&*!|>'\"%@`,-?\t\u0000 \\\n", "null", "<<"),
);

function slipped(text: string, [number, what, at, sign]: [number, string, number, string]): string {
  const lines = text.split("\n");
  const index = number % lines.length;
  const line = lines[index] ?? "";
  const place = at % (line.length + 1);
  const become: Record<string, string[]> = {
    double: [line, line],
    drop: [],
    in: [`  ${line}`],
    out: [line.replace(/^ {2}/, "")],
    put: [line.slice(0, place) + sign + line.slice(place)],
    cut: [line.slice(0, place) + line.slice(place + 1)],
  };
  return lines.toSpliced(index, 1, ...(become[what] ?? [])).join("\n");
}

test("whatever slips into a file, it loads, or is told with places and reasons", () => {
  const files = [
    CORE,
    AIR,
    "instances/w4m.instance.yaml",
    "products/baiv-wwg.product.yaml",
    "white-labels/acmecorp-wwg.white-label.yaml",
    "servers.yaml",
    "platform.yaml",
    "access.yaml",
  ];
  withFleet({}, (folder) =>
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(slip, { minLength: 1, maxLength: 4 }), (file, slips) => {
        const text = readFileSync(join(folder, file), "utf8");
        writeFileSync(join(folder, file), slips.reduce(slipped, text));
        try {
          loadFleet(folder);
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          for (const { file: at, line, column, reason } of error.faults) {
            expect(at).toMatch(/^config\//);
            expect([line >= 1, column >= 1, reason.length > 10]).toEqual([true, true, true]);
          }
          expect(error.message.split("\n")).toHaveLength(error.faults.length);
        } finally {
          writeFileSync(join(folder, file), text);
        }
      }),
      { numRuns: 40 },
    ),
  );
});
