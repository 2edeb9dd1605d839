import { describe, expect, test } from "@jest/globals";
import { check } from "../../../../providers/coolify/engine/check.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { service } from "../../../../providers/coolify/kinds/service.ts";
import { serviceApplication } from "../../../../providers/coolify/kinds/serviceApplication.ts";
import { serviceDatabase } from "../../../../providers/coolify/kinds/serviceDatabase.ts";
import { filesOf } from "../../../../providers/coolify/kinds/serviceFiles.ts";
import { type ServiceSettings, serviceFromWire, urlsBeside, urlsToWire } from "../../../../providers/coolify/kinds/serviceWire.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";

const kind = service as unknown as Kind;
const checked = (more: Properties = {}) => check(kind, { ...service.example, project: "p", ...more });
const settings = (more: Properties = {}) => checked(more).inputs as unknown as ServiceSettings;
const wire = (more: Properties = {}) => ({
  name: "shop",
  service_type: null,
  docker_compose_raw: Buffer.from(String(kind.toWire(settings() as never).docker_compose_raw), "base64").toString(),
  docker_compose: "services: {}",
  applications: [
    { name: "web", fqdn: "https://a.example.com:80,https://b.example.com:80" },
    { name: "worker", fqdn: null },
  ],
  ...more,
});

describe("13.3: domains of containers", () => {
  test("those that are taken away come first, so that one passes on in the same request", () => {
    expect(urlsToWire({ web: ["https://a.example.com"], old: [], api: ["https://b.example.com", "https://c.example.com"] })).toEqual([
      { name: "old", url: null },
      { name: "api", url: "https://b.example.com,https://c.example.com" },
      { name: "web", url: "https://a.example.com" },
    ]);
  });

  test("a container may be called as what every object of JavaScript has", () => {
    const before = settings({ urls: { constructor: ["https://a.example.com"] }, source: { type: "oneClick", name: "umami" } });
    expect(urlsBeside(settings(), before)).toEqual({ urls: [{ name: "constructor", url: null }] });
    const applications = [{ name: "constructor", fqdn: "https://a.example.com" }];
    expect(serviceFromWire(wire({ applications }), settings())).toMatchObject({ urls: {} });
    expect(serviceFromWire(wire({ applications }), settings()).urls).not.toHaveProperty(["constructor", "0"]);
  });

  test("a container that is named no more loses its own", () => {
    const before = settings({ urls: { web: ["https://a.example.com"], worker: [] } });
    expect(urlsBeside(settings({ urls: { worker: ["https://a.example.com"] } }), before)).toEqual({
      urls: [
        { name: "web", url: null },
        { name: "worker", url: "https://a.example.com" },
      ],
    });
    expect(urlsBeside(before, before)).toEqual({});
    expect(urlsBeside(before, undefined)).toEqual({});
  });

  test("are read of the containers that are named alone", () => {
    expect(serviceFromWire(wire(), settings({ urls: { web: [] } })).urls).toEqual({
      web: ["https://a.example.com:80", "https://b.example.com:80"],
    });
    expect(serviceFromWire(wire(), settings()).urls).toEqual({});
    expect(serviceFromWire(wire(), {}).urls).toEqual({ web: ["https://a.example.com:80", "https://b.example.com:80"] });
  });

  test("are not read while a start is in progress", () => {
    const { applications, ...starting } = wire();
    expect(serviceFromWire(starting, settings())).not.toHaveProperty("urls");
  });

  test("21.3: one at a time writes the same address, with a last slash or without", () => {
    const turnsOf = (url: string) => service.turns?.(settings({ urls: { web: [url] } }) as never, []);
    expect(turnsOf("https://A.example.com/")).toEqual(["domain:https://a.example.com"]);
    expect(turnsOf("https://a.example.com")).toEqual(["domain:https://a.example.com"]);
  });

  test("name containers of the text only, each address once", () => {
    expect(checked({ urls: { shop: ["https://a.example.com"] } }).failures).toEqual([
      { property: "urls.shop", reason: "names no container of the compose text. It has web, worker, redis, postgres" },
    ]);
    expect(checked({ urls: { stale: [] } }).failures).toEqual([]);
    const twice = { web: ["https://a.example.com"], worker: ["https://A.example.com"] };
    expect(checked({ urls: twice }).failures.map(({ reason }) => reason)).toEqual(["must not contain the same address twice"]);
  });
});

describe("the source", () => {
  test("T5: a text that means the same stays as it was written", () => {
    const { text } = settings().source as { text: string };
    const got = `# comment\n${text.replace("'nginx:1.27'", '"nginx:1.27"')}`;
    expect(serviceFromWire(wire({ docker_compose_raw: got }), settings()).source).toEqual({ type: "compose", text });
    expect(serviceFromWire(wire({ docker_compose_raw: text.replace("1.27", "1.29") }), settings()).source).toEqual({
      type: "compose",
      text: text.replace("1.27", "1.29"),
    });
  });

  test("1.7: is left out where it is hidden", () => {
    const { docker_compose_raw, docker_compose, ...hidden } = wire();
    expect(serviceFromWire(hidden, settings())).not.toHaveProperty("source");
  });

  test("21.4: half a service differs from every wish, so that a change makes it whole", () => {
    const half = serviceFromWire(wire({ docker_compose: null }), settings());
    expect(half).toMatchObject({ name: "", source: { type: "compose", text: "" } });
  });

  test("of a one-click service is its name", () => {
    expect(serviceFromWire(wire({ service_type: "umami" }), {}).source).toEqual({ type: "oneClick", name: "umami" });
    expect(kind.toWire(settings({ source: { type: "oneClick", name: "umami" } }) as never)).not.toHaveProperty("docker_compose_raw");
  });

  test("faults of the text are told with the field", () => {
    const { failures } = checked({ source: { type: "compose", text: "services: {}\n" } });
    expect(failures).toEqual([{ property: "source.text", reason: "has no containers: it needs a map `services` with at least one in it" }]);
  });

  test("a text that is not known yet is no fault in a preview", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    expect(checked({ source: { type: "compose", text: unknown }, urls: { web: ["https://a.example.com"] } }).failures).toEqual([]);
    expect(checked({ source: unknown }).failures).toEqual([]);
  });
});

test("13.3: files are volumes with content in their long form", () => {
  const text = `services:
  web:
    image: nginx
    volumes:
      - data:/data
      - { type: bind, source: ./a.conf, target: /etc/a.conf, content: "a" }
      - { type: bind, source: ./b, target: /b }
`;
  expect(filesOf(text)).toEqual([{ source: "./a.conf", target: "/etc/a.conf", content: "a" }]);
});

describe("parts", () => {
  const partKind = serviceApplication as unknown as Kind;
  const inputs = (more: Properties) => check(partKind, { service: "s", container: "web", ...more }).inputs as never;

  test("send what they name and leave the rest alone", () => {
    expect(partKind.toWire(inputs({}))).toEqual({});
    expect(partKind.toWire(inputs({ gzip: false, humanName: "", urls: [] }))).toEqual({
      is_gzip_enabled: false,
      human_name: null,
      url: null,
    });
  });

  test("10: addresses of a part are in lower case, path and all", () => {
    expect(partKind.toWire(inputs({ urls: ["https://A.example.com/Path"] }))).toEqual({ url: "https://a.example.com/path" });
  });

  test("13.2: search engines may only be kept from its own addresses", () => {
    const given = { service: "s", container: "web", urls: ["https://a.example.com"], noindex: ["https://b.example.com"] };
    expect(check(partKind, given).failures).toEqual([{ property: "noindex", reason: "must contain addresses of urls only" }]);
  });

  test("read back what they name; without any inputs all that there is", () => {
    const shown = { name: "web", fqdn: "https://a.example.com", human_name: null, is_gzip_enabled: true, image: "nginx" };
    expect(partKind.fromWire(shown, inputs({ humanName: "" }))).toEqual({ container: "web", humanName: "" });
    expect(partKind.fromWire(shown, {})).toEqual({ container: "web", gzip: true, image: "nginx", urls: ["https://a.example.com"] });
  });

  test("13.2: a public database needs a port", () => {
    const { failures } = check(serviceDatabase as unknown as Kind, { service: "s", container: "db", isPublic: true });
    expect(failures).toEqual([{ property: "publicPort", reason: "is needed with isPublic" }]);
  });
});
