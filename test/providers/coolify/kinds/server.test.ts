import { describe, expect, test } from "@jest/globals";
import type { AfterWrite, Wire } from "../../../../providers/coolify/kind.ts";
import { server } from "../../../../providers/coolify/kinds/server.ts";
import { plainText, validated } from "../../../../providers/coolify/kinds/serverValidation.ts";
import type { ServerSettings } from "../../../../providers/coolify/kinds/serverWire.ts";
import { declared } from "./declared.ts";

const { kind, inputs, faults, wire, read } = declared(server, {
  stamp: "pf/apps",
  name: "apps",
  address: "203.0.113.5",
  privateKey: "main",
});

const GOOD = { settings: { is_usable: true, is_reachable: true, docker_version_checked_at: "1" }, validation_logs: null };
const BAD = {
  settings: { is_usable: false, is_reachable: true },
  validation_logs: "Docker is missing.<br>See <a href='x'>this</a> &amp; that.",
};
const NONE = { settings: { is_usable: false, is_reachable: false }, validation_logs: null };

/** What is asked after a write of these keys, when Coolify then shows the server like this, one look after the other. */
async function afterwards(written: string[], looks: Wire[], more: object = {}) {
  const asked: string[] = [];
  const next = (method: string, path: string, body?: unknown) => {
    asked.push(`${method} ${path}${body ? ` ${JSON.stringify(body)}` : ""}`);
    return looks.length > 1 && method === "GET" ? (looks.shift() as Wire) : (looks[0] as Wire);
  };
  const until: AfterWrite<ServerSettings>["until"] = async ({ method, path }, isDone) => {
    for (;;) {
      const answer = next(method, path);
      if (isDone(answer)) return answer;
    }
  };
  const work = { uuid: "u", inputs: inputs({ ...more }) as never, written, until };
  const failure = await validated({ ...work, ask: async ({ method, path }, body) => next(method, path, body) }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { asked, failure };
}

const ALL = Object.keys(wire());
const READ = "GET /servers/{uuid}";
const VALIDATE = 'POST /servers/{uuid}/validate {"install":false}';

describe("16.4.4: a validation is waited for", () => {
  test("a new server is looked at until something is known", async () =>
    expect(await afterwards(ALL, [NONE, NONE, NONE, GOOD])).toEqual({ asked: [READ, VALIDATE, READ, READ, READ], failure: undefined }));

  test("a changed address is validated, and the text of before does not count", async () => {
    const { asked, failure } = await afterwards(["ip"], [BAD, BAD, GOOD]);
    expect(asked).toEqual([READ, VALIDATE, READ, READ]);
    expect(failure).toBeUndefined();
  });

  test("what Coolify writes in HTML is told as a sentence with the way out", async () => {
    const { failure } = await afterwards(ALL, [NONE, BAD]);
    expect(failure).toMatch(
      /cannot use the server "apps" \(root@203.0.113.5, port 22\): Docker is missing. See this & that. .*installDocker: true/,
    );
  });

  test("the same finding again is believed after some looks", async () => {
    const { asked, failure } = await afterwards(["user"], [BAD]);
    expect(asked.length).toBeLessThan(20);
    expect(failure).toMatch(/Docker is missing/);
  });

  test("a text alone is news", async () => {
    const { asked, failure } = await afterwards(["ip"], [NONE, NONE, { ...NONE, validation_logs: "No route." }]);
    expect(asked).toEqual([READ, VALIDATE, READ, READ]);
    expect(failure).toContain("No route.");
  });

  test("to install, it is asked apart", async () =>
    expect((await afterwards(ALL, [NONE, GOOD], { installDocker: true })).asked[1]).toBe('POST /servers/{uuid}/validate {"install":true}'));

  test("nothing is asked when only the name changed, or when nobody wants it", async () => {
    expect((await afterwards(["name"], [GOOD])).asked).toEqual([]);
    expect((await afterwards(ALL, [GOOD], { validate: false })).asked).toEqual([]);
  });
});

test("no key is ever null: Coolify makes empty texts and 0 of that", () => expect(Object.values(wire())).not.toContain(null));

test("T21: the key is read as a number and stays as state has it; as a name it becomes a uuid before a write", async () => {
  const settings = Object.fromEntries(Object.entries(wire()).slice(7));
  const shown = { ...wire(), private_key_id: 3, proxy: { type: "TRAEFIK" }, settings };
  expect(read(shown)).toEqual(inputs());
  const lookups = { privateKey: async (name: string) => ({ uuid: `uuid of ${name}` }) };
  expect(await kind.named?.privateKey?.(lookups as never, "main", inputs())).toBe("uuid of main");
});

test("two servers of one address wait for each other (21.3)", () =>
  expect(kind.turns?.(inputs(), [])).toEqual(["server-address:203.0.113.5"]));

test("deleting never forces", () => expect(kind.routes.delete).toEqual({ method: "DELETE", path: "/servers/{uuid}" }));

test("plain text", () => expect(plainText("<div>a&lt;b</div>\n<p>c</p>&amp;lt;")).toBe("a<b c &lt;"));

test.each(["203.0.113.5", "2001:db8::1", "apps.example.com", "apps"])("takes %s", (address) => expect(faults({ address })).toEqual([]));
test.each(["https://apps.example.com", "apps example", "-apps", "a".repeat(64)])("refuses %s", (address) =>
  expect(faults({ address })).toEqual(["address must be an IP address or a host name"]),
);
