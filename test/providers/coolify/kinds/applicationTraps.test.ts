import { describe, expect, test } from "@jest/globals";
import { check, settled } from "../../../../providers/coolify/engine/check.ts";
import { leftByCreate } from "../../../../providers/coolify/engine/wire.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { application } from "../../../../providers/coolify/kinds/application.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";
import { lookups } from "./applicationLookups.ts";

const kind = application as unknown as Kind;
const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const SOURCES = {
  git: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "main" },
  app: { type: "githubApp", app: "forge", repository: "pf-core/air-app", branch: "main" },
  key: { type: "deployKey", key: "main", repository: "git@git.example.com:acme/site.git", branch: "main" },
  dockerfile: { type: "dockerfile", text: "FROM nginx\n" },
  image: { type: "dockerImage", image: "nginx", tag: "1.27" },
};
const LEAST = { stamp: "air/web", project: "p", environment: "production", server: "main", name: "web", source: SOURCES.git };

const checked = (more: Properties = {}) => check(kind, { ...LEAST, ...more });
const inputs = (more: Properties = {}) => {
  const { inputs: good, failures } = checked(more);
  expect(failures).toEqual([]);
  return good;
};
const faultsOf = (more: Properties) => checked(more).failures.map(({ property, reason }) => `${property} ${reason}`);
const wire = (more: Properties = {}) => kind.toWire(inputs(more));
const created = async (more: Properties) => kind.toCreate?.(inputs(more), lookups);

/** What Coolify shows of an application that was made from these inputs, and then changed. */
const shown = (more: Properties, changes: Properties = {}): Properties => {
  const sent = wire(more);
  return {
    build_pack: "nixpacks",
    ...sent,
    uuid: "u",
    fqdn: sent.domains ?? null,
    settings: {},
    environment: { name: "production", project: { uuid: "p" } },
    destination: { name: "coolify", server: { name: "main" } },
    ...changes,
  };
};
const read = (more: Properties, changes: Properties = {}) => settled(kind, kind.fromWire(shown(more, changes), inputs(more)) as Properties);

describe("traps of Coolify that concern applications", () => {
  test("T1: domains come back in lower case and in one text", () => {
    const domains = ["https://Air.Example.com/Path", "https://www.air.example.com:3000"];
    expect(wire({ domains }).domains).toBe("https://air.example.com/Path,https://www.air.example.com:3000");
    expect(read({ domains }).domains).toEqual(inputs({ domains }).domains);
  });

  test.each([
    ["https://github.com/acme/site.git", "acme/site"],
    ["https://github.com/acme/site/", "acme/site"],
    ["https://git.example.com/acme/site", "https://git.example.com/acme/site"],
  ])("T2: %s is written as %s", (repository, written) => {
    const source = { ...SOURCES.git, repository };
    expect(wire({ source }).git_repository).toBe(written);
    expect(read({ source }).source).toEqual(inputs({ source }).source);
  });

  test.each(["https://github.com/acme/site.git", "acme/site", "github.com/acme/site".replace("github.com/", "")])(
    "T2: %s through a GitHub App is acme/site",
    (repository) => expect(wire({ source: { ...SOURCES.app, repository } }).git_repository).toBe("acme/site"),
  );

  test("T2: an address for SSH stays as it is, ending and all", () => {
    expect(wire({ source: SOURCES.key }).git_repository).toBe("git@git.example.com:acme/site.git");
    expect(read({ source: SOURCES.key }, { private_key_id: 7 }).source).toEqual(SOURCES.key);
  });

  describe("T3: domains of a compose file", () => {
    const compose = (composeDomains: Properties) => ({ buildPack: "dockercompose", composeDomains });

    test("travel as a list and come back as a text", () => {
      const more = compose({ web: { domains: ["https://a.example.com", "https://b.example.com"], redirect: "www" }, api: { domains: [] } });
      expect(wire(more).docker_compose_domains).toEqual([
        { name: "web", domain: "https://a.example.com,https://b.example.com", redirect: "www" },
        { name: "api", domain: null, redirect: null },
      ]);
      const text = '{"web":{"domain":"https:\\/\\/a.example.com , https:\\/\\/b.example.com","redirect":"www"},"x":{"domain":"http://x"}}';
      expect(read(more, { docker_compose_domains: text }).composeDomains).toEqual(inputs(more).composeDomains);
    });

    test("are never sent as null or an empty list", () => {
      expect(wire(compose({})).docker_compose_domains).toBeUndefined();
      expect(wire({ buildPack: "dockercompose" }).docker_compose_domains).toBeUndefined();
      expect(read(compose({}), { docker_compose_domains: '{"web":{"domain":"http://x"}}' }).composeDomains).toBeUndefined();
    });

    test("a change by hand is seen", () =>
      expect(read(compose({ web: { domains: ["https://a.example.com"] } }), { docker_compose_domains: null }).composeDomains).toEqual({
        web: { domains: [] },
      }));

    test("exclude domains of the application, which Coolify refuses even when there are none", async () => {
      expect(wire({ buildPack: "dockercompose" })).not.toMatchObject({ domains: null });
      expect(faultsOf({ buildPack: "dockercompose", domains: ["https://a.example.com"] })).toEqual([
        "domains belong to the services of a compose file: use composeDomains",
      ]);
      expect(faultsOf({ composeDomains: { web: { domains: [] } } })).toEqual([
        "composeDomains need the build pack dockercompose: use domains",
      ]);
      expect(await created({ buildPack: "dockercompose" })).toMatchObject({ autogenerate_domain: false });
    });
  });

  test("T4: a Dockerfile travels as base64 and is another application when it changes", async () => {
    expect(await created({ source: SOURCES.dockerfile })).toMatchObject({ dockerfile: "RlJPTSBuZ2lueAo=" });
    expect(wire({ source: SOURCES.dockerfile })).not.toHaveProperty("dockerfile");
    expect(kind.replaceOn).toEqual(expect.arrayContaining(["source.type", "source.app", "source.key", "source.text"]));
    const live = { build_pack: "dockerfile", git_repository: "coollabsio/coolify" };
    expect(read({ source: SOURCES.dockerfile }, { ...live, dockerfile: "FROM nginx\n" }).source).toEqual(SOURCES.dockerfile);
    expect(read({ source: SOURCES.dockerfile }, live).source).toEqual(SOURCES.dockerfile);
  });

  test("T6: the configuration of nginx travels as base64, white space and all", () => {
    const build = { nginxConfiguration: " server {}\n" };
    expect(wire({ build }).custom_nginx_configuration).toBe("IHNlcnZlciB7fQo=");
    expect(read({ build }, { custom_nginx_configuration: " server {}\n" }).build).toEqual(inputs({ build }).build);
  });

  test("T7: labels are never sent", () => expect(wire()).not.toHaveProperty("custom_labels"));

  test("T8: the port of the health check comes back as a text", () =>
    expect(read({ healthCheck: { port: 8080 } }, { health_check_port: "8080" }).healthCheck).toMatchObject({ port: 8080 }));

  test("T9: limits are texts, two of them numbers", () =>
    expect(wire({ limits: { memory: "512M", cpuShares: 512 } })).toMatchObject({ limits_memory: "512m", limits_cpu_shares: 512 }));

  test.each([null, "", undefined])("T10: %j is a field that is left out", (empty) => {
    const live = read({}, { install_command: empty, watch_paths: empty, health_check_command: empty, limits_cpuset: empty });
    expect(live.installCommand).toBeUndefined();
    expect(live.build).toMatchObject({ watchPaths: [] });
    expect(kind.toWire(live)).toMatchObject({ install_command: null, watch_paths: null, health_check_command: null });
  });

  test.each([" npm ci\n", "\u200bnpm ci\u3000", "\ufeffnpm ci"])("T11: %j is npm ci", (installCommand) =>
    expect(inputs({ installCommand }).installCommand).toBe("npm ci"),
  );

  test("T12: name and tag of an image are sent apart, a digest in the halves that Coolify keeps", () => {
    const source = { ...SOURCES.image, tag: DIGEST };
    expect(wire({ source: SOURCES.image })).toMatchObject({ docker_registry_image_name: "nginx", docker_registry_image_tag: "1.27" });
    expect(wire({ source })).toMatchObject({ docker_registry_image_name: "nginx@sha256", docker_registry_image_tag: DIGEST.slice(7) });
    expect(read({ source }, { build_pack: "dockerimage" }).source).toEqual(source);
    expect(faultsOf({ source: { ...SOURCES.image, image: "nginx:1.27" } })).toEqual([
      "source.image must not contain the tag: give it apart",
    ]);
  });

  test("T13: the ports of a Dockerfile follow in a PATCH, unless they are 80 anyway", () => {
    const left = (more: Properties) => leftByCreate(kind, inputs({ source: SOURCES.dockerfile, ...more }));
    expect(left({ port: 3000 })).toEqual(["ports_exposes"]);
    expect(left({ port: 80 })).toEqual([]);
    expect(leftByCreate(kind, inputs())).toEqual([]);
    expect(leftByCreate(kind, inputs({ buildPack: "dockerfile", build: { dockerfileTarget: "x", staticImage: "caddy" } }))).toEqual([
      "dockerfile_target_build",
      "static_image",
    ]);
  });

  test("T14: network aliases come back once each, with dashes for blanks; what is JSON is refused", () => {
    const container = { networkAliases: ["a b", "web", "a-b"] };
    expect(inputs({ container }).container).toMatchObject({ networkAliases: ["a-b", "web"] });
    expect(wire({ container }).custom_network_aliases).toBe("a-b,web");
    expect(faultsOf({ container: { networkAliases: ["7"] } })).toEqual([
      "container.networkAliases.0 must not be a number, true, false or null",
    ]);
  });

  test.each(["/web", "//web", "/web/"])("T15: the folder %s is /web", (baseDirectory) =>
    expect(wire({ build: { baseDirectory } }).base_directory).toBe("/web"),
  );

  test("T16: the build server is read under another name", () =>
    expect(read({}, { settings: { is_build_server_enabled: true } }).build).toMatchObject({ useBuildServer: true }));

  test("T20: tags are in lower case, once each", () => expect(inputs({ tags: ["Web", "air", "web"] }).tags).toEqual(["air", "web"]));

  test("T21: names become uuids on the way to Coolify, and stay names in state", async () => {
    expect(await created({ source: SOURCES.app })).toMatchObject({ github_app_uuid: "app forge", server_uuid: "server main" });
    expect(await created({ source: SOURCES.key, destination: "coolify" })).toMatchObject({
      private_key_uuid: "key main",
      destination_uuid: "destination coolify",
    });
    expect(read({ source: SOURCES.app }, { source_id: 7 }).source).toEqual(SOURCES.app);
  });
});

describe("what Coolify cannot clear (contract 16.5)", () => {
  test("the container of a hook is left alone where the inputs are silent", () => {
    expect(wire().pre_deployment_command_container).toBeUndefined();
    expect(read({}, { pre_deployment_command_container: "web" }).preDeployment).toEqual({});
    expect(read({ preDeployment: { container: "api" } }, { pre_deployment_command_container: "web" }).preDeployment).toEqual({
      container: "web",
    });
  });

  test("webhook secrets too: Coolify makes random ones", () => {
    expect(read({}, { manual_webhook_secret_github: "random" }).webhookSecrets).toEqual({});
    expect(read({ webhookSecrets: { github: "a" } }, { manual_webhook_secret_github: "b" }).webhookSecrets).toEqual({ github: "b" });
  });

  test("a login is switched off, its name and password are not cleared", () => {
    expect(wire()).toMatchObject({ is_http_basic_auth_enabled: false, http_basic_auth_username: undefined });
    expect(read({}, { http_basic_auth_username: "air" }).basicAuth).toBeUndefined();
    expect(read({}, { is_http_basic_auth_enabled: true, http_basic_auth_username: "air" }).basicAuth).toMatchObject({ enabled: true });
  });

  test("the publish folder is / where there is none", () => {
    expect(wire().publish_directory).toBeNull();
    for (const none of [null, "/"]) expect(read({}, { publish_directory: none }).build).toMatchObject({ publishDirectory: "/" });
  });
});

describe("what does not count is not written", () => {
  test("without git no branch, no build pack, no static site", () => {
    const more = { source: SOURCES.image, autoDeploy: true, buildPack: "static", build: { staticSite: true, registryImage: "a/b" } };
    const keys = Object.keys(wire(more)).filter((key) => wire(more)[key] !== undefined);
    expect(keys.filter((key) => /^git_|build_pack|is_static|is_spa|auto_deploy|preserve|^dockerfile/.test(key))).toEqual([]);
    expect(wire(more)).toMatchObject({ docker_registry_image_name: "nginx", ports_exposes: "3000" });
  });

  test("a static site listens on 80, whatever was wished, and its port is no difference", () => {
    expect(wire({ build: { staticSite: true } }).ports_exposes).toBe("80");
    expect(read({ build: { staticSite: true } }, { settings: { is_static: true } }).port).toBe(3000);
  });

  test("several ports are one list", () => {
    expect(wire({ furtherPorts: [3001, 9000] }).ports_exposes).toBe("3000,3001,9000");
    expect(read({}, { ports_exposes: "8080,8081" })).toMatchObject({ port: 8080, furtherPorts: [8081] });
  });

  test("a domain without index must be one of the domains", () =>
    expect(faultsOf({ domains: ["https://a.example.com"], noindexDomains: ["https://b.example.com"] })).toEqual([
      "noindexDomains has https://b.example.com, which is none of the domains",
    ]));

  test("raw compose needs compose", () =>
    expect(faultsOf({ compose: { raw: true } })).toEqual(["compose.raw needs the build pack dockercompose"]));
});
