// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of compose texts look like this.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkedCompose } from "../../sandbox/coolify/compose/check.ts";
import { containersOf } from "../../sandbox/coolify/compose/containers.ts";
import { domainKey } from "../../sandbox/coolify/compose/domainKey.ts";
import { dumpYaml } from "../../sandbox/coolify/compose/dump.ts";
import { magicCommand, magicValue } from "../../sandbox/coolify/compose/magic.ts";
import { hostPath, mountsOf, volumeName } from "../../sandbox/coolify/compose/mounts.ts";
import { magicNames, rowsOf } from "../../sandbox/coolify/compose/references.ts";
import type { YamlMap, YamlValue } from "../../sandbox/coolify/compose/values.ts";
import { volumeOfText } from "../../sandbox/coolify/compose/volumeText.ts";
import { parseYaml, YamlFault } from "../../sandbox/coolify/compose/yaml.ts";

/** Contract 13.3: what a text becomes when it is read and written again. */
const again = (text: string): string => dumpYaml(parseYaml(text));

describe("scalars, read and written again", () => {
  test.each([
    ["-0o14", "-12"],
    ["1_000", "1000"],
    ["+5", "5.0"],
    ["1e3", "1000.0"],
    [".inf", ".inf"],
    ["0x1F", "31"],
    ["9223372036854775807", "9223372036854775807"],
    ["9223372036854775808", "'9223372036854775808'"],
    ["TRUE", "true"],
    ["~", "null"],
    ["'~'", "'~'"],
    ["Off", "'Off'"],
    ["2026-01-02T03:04:05Z", "1767323045"],
    ["2026-01-02 03:04:05 +01:00", "1767319445"],
    ["it's", `"it's"`],
    ["'a: ''b'' \"c\"'", `'a: ''b'' "c"'`],
    ['"tab\\there"', '"tab\\there"'],
    ["a#b", "'a#b'"],
    ["-x", "'-x'"],
    ["x-", "x-"],
  ])("%s -> %s", (sent, stored) => expect(again(`a: ${sent}\n`)).toBe(`a: ${stored}\n`));

  test("numbers as keys stay numbers, words that mean something are quoted", () => {
    expect(again("80: a\n'y': b\n")).toBe("80: a\n'y': b\n");
  });

  test("a merge gives way to own keys but keeps its place", () => {
    expect(again("x: &x { a: 1, b: 2 }\ny: { <<: *x, a: 3, c: 4 }\n")).toBe("x:\n  a: 1\n  b: 2\n'y':\n  a: 3\n  b: 2\n  c: 4\n");
  });

  test("an alias stands for the last anchor before it", () => {
    expect(again("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")).toBe("a: 1\nb: 1\nc: 2\nd: 2\n");
  });

  test("a flow list takes references without quotes", () => {
    expect(parseYaml("e: [ A=${A:-1}, B ]\n")).toEqual({ e: ["A=${A:-1}", "B"] });
  });
});

test.each([
  ["a cycle", "a: &a [*a]\n"],
  ["an alias of nothing", "a: *b\nb: &b 1\n"],
  ["a bomb", `a: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &a${n + 1} [*a${n}, *a${n}]\n`).join("")}`],
])("%s is no YAML", (_, text) => expect(() => parseYaml(text)).toThrow(YamlFault));

test("writing and reading again gives the same text, whatever it is", () => {
  const scalar = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null));
  const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie("value"), { minLength: 1, maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-zA-Z_.-]{1,12}$/), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const document = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  fc.assert(
    fc.property(document, (map) => {
      const text = dumpYaml(map as YamlMap);
      expect(again(text)).toBe(text);
    }),
  );
});

describe("volumes", () => {
  test.each([
    ["data:/x", "data", "/x", null],
    ["./c:/x:ro", "./c", "/x", "ro"],
    ["/anonymous", "/anonymous", "/anonymous", null],
    ["${V:-./d}:/x:rw", "./d", "/x", "rw"],
    ["${V:-}:/x", "${V}", "/x", null],
    ["C:\\data:/x:ro", "C:\\data", "/x", "ro"],
    ["ab:b:c", "ab", "b:c", null],
  ])("%s", (text, source, target, mode) => expect(volumeOfText(text)).toEqual({ source, target, mode }));

  test("names are slugs behind the uuid, files lie below the service's directory", () => {
    expect(volumeName("u", "PG_Data.v3")).toBe("u_pg-datav3");
    expect(hostPath("./conf/", "/home")).toBe("/home/conf");
    expect(hostPath("/srv/x/", "/home")).toBe("/srv/x");
  });

  test("the long form says what it is", () => {
    const [bind, memory] = mountsOf({
      volumes: [
        { type: "bind", source: "./a", target: "/a", content: "x", is_directory: false },
        { type: "tmpfs", target: "/t" },
      ],
    });
    expect(bind).toMatchObject({ kind: "bind", source: "./a", content: "x", isDirectory: false });
    expect(memory).toMatchObject({ kind: "tmpfs", target: "/t" });
  });
});

describe("rows of references", () => {
  const row = (key: string, value?: string, more = {}) => ({ key, value, isRequired: false, overwrites: false, isShown: true, ...more });
  test.each([
    ["A", "$A", [row("A", undefined, { isShown: false })]],
    ["A", "$B:-c", [row("B", "c", { isShown: false })]],
    ["A", "$B?no", [row("B", "no", { isShown: false, isRequired: true })]],
    ["A", "${B:-${C}-${D:-e}}", [row("B", "${C}-${D:-e}"), row("C"), row("D", "e")]],
    ["A", "${B:-${SERVICE_URL_WEB}}", [row("B", "${SERVICE_URL_WEB}")]],
    ["A", "${SERVICE_USER_X}", [row("A", "${SERVICE_USER_X}", { overwrites: true, isShown: false })]],
    ["A", "x${B}", []],
    ["A", 25, []],
  ])("%s=%s", (key, value, rows) => expect(rowsOf(key, value)).toEqual(rows));

  test("magic variables count anywhere in a value", () => {
    expect(magicNames("a-${SERVICE_USER_A}-$SERVICE_PASSWORD_64_B-${OTHER}")).toEqual(["SERVICE_USER_A", "SERVICE_PASSWORD_64_B"]);
  });
});

describe("magic variables", () => {
  test.each([
    ["SERVICE_PASSWORD_DB", /^[A-Za-z0-9]{32}$/],
    ["SERVICE_PASSWORD_64_DB", /^[A-Za-z0-9]{64}$/],
    ["SERVICE_HEX_64_DB", /^[0-9a-f]{64}$/],
    ["SERVICE_REALBASE64_DB", /^[A-Za-z0-9+/]{43}=$/],
    ["SERVICE_LOWERCASEUSER_DB", /^[a-z0-9]{16}$/],
  ])("%s", (name, form) => expect(magicValue(magicCommand(name), null)).toMatch(form));

  test("other kinds are null, signed keys need the variable that signs them", () => {
    expect(magicValue(magicCommand("SERVICE_HEX_16_X"), null)).toBeNull();
    expect(magicValue(magicCommand("SERVICE_SUPABASEANON_KEY"), null)).toBeNull();
    expect(magicValue(magicCommand("SERVICE_SUPABASEANON_KEY"), "secret")).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test.each([
    ["SERVICE_FQDN_WEB_3000", { name: "WEB", port: "3000" }],
    ["SERVICE_URL_MY_APP", { name: "MY_APP", port: null }],
    ["SERVICE_NAME_WEB", undefined],
  ])("%s as a key", (key, wanted) => expect(domainKey(key)).toEqual(wanted));
});

describe("containers", () => {
  const kind = (config: YamlMap) => containersOf({ services: { it: config } })[0]?.isDatabase;
  test.each([
    [{ image: "postgres" }, true],
    [{ image: "registry.example.com/team/postgres:16" }, true],
    [{ image: "supabase/postgres-meta" }, false],
    [{ image: "redis", healthcheck: { test: "curl -f http://x" } }, false],
    [{ image: "mysql", depends_on: { redis: null } }, false],
    [{ image: "mysql", depends_on: { redis: null }, environment: ["MYSQL_ROOT_PASSWORD=x"] }, true],
    [{ image: "mysql", depends_on: { redis: null }, environment: ["APP_KEY=x", "MYSQL_ROOT_PASSWORD=x"] }, false],
    [{}, false],
  ])("%j is a database: %s", (config, isDatabase) => expect(kind(config as YamlMap)).toBe(isDatabase));

  test("environment is one map, with build arguments; a bare name is empty", () => {
    const [one] = containersOf({ services: { a: { environment: ["A=1=2", "B"] } } });
    const [two] = containersOf({ services: { a: { environment: { A: 1 }, build: { args: { V: "2" } } } } });
    expect([...(one?.environment ?? [])]).toEqual([
      ["A", "1=2"],
      ["B", ""],
    ]);
    expect([...(two?.environment ?? [])]).toEqual([
      ["A", 1],
      ["V", "2"],
    ]);
  });
});

test.each([
  [{ services: { a: { volumes: [{ type: "bind", source: "a`b", target: "/x" }] } } }, "Invalid Docker volume definition (array syntax)"],
  [{ services: { a: { volumes: [{ type: "bind", source: "./a", target: "/x|y" }] } } }, "Invalid volume target"],
  [{ services: { a: { volumes: ["a:/x>y"] } } }, "Invalid Docker volume definition: Invalid volume target"],
  [{ services: "text" }, 'must contain a "services" section'],
])("%j is refused", (compose, text) => expect(() => checkedCompose(compose)).toThrow(text));
