import { z } from "zod";
import { choice, count, field, group, line, listOf, longText, open, text, yesNo } from "../field.ts";
import { Command, Domain, Port } from "../fields.ts";
import { parseDuration } from "../units.ts";
import { HiddenValue } from "../variables.ts";

/**
 * What Coolify knows of an application besides what every tier says of it in its own words (source, domains, limits, health check).
 * This is the table: the key in YAML is the argument of the kind `Application` in snake_case, group for group; a test holds the two
 * against each other.
 */

const Path = text({ title: "a path such as /web", description: "Path inside the repository." }, /^\/[a-zA-Z0-9._\-/~@+]*$/);
const path = (description: string) => Path.meta({ ...Path.meta(), description });

export const ContainerName = text(
  { title: "a name of letters, digits, dots, dashes and underscores", description: "Name of a container, as the compose text has it." },
  /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}$/,
);
const named = (description: string) => open(ContainerName.meta({ ...ContainerName.meta(), description }));

export const Tag = text(
  { title: "a tag of 2 to 255 characters, such as air", description: "Tag at Coolify, kept in lower case." },
  /^[^<\p{C}\s][^<\p{C}]{0,253}[^<\p{C}\s]$/u,
);

const PortMapping = text(
  {
    title: 'a port of the server and one of the container in quotes, such as "8080:3000"',
    description: "Opened on the server itself, past the proxy.",
  },
  /^[1-9]\d{0,4}:[1-9]\d{0,4}$/,
  (written) => written.split(":").every((port) => Number(port) <= 65_535),
);

const hook = (when: string) =>
  group({ command: line("The command.", "npm run migrate", 1000), container: named("Container that it runs in.") }, `Command ${when}.`);

export const build = group(
  {
    base_directory: path("Folder of the repository that is built."),
    publish_directory: path("Folder with the finished pages of a static site."),
    dockerfile_location: path("The Dockerfile inside the base folder."),
    dockerfile_target: named("Stage of the Dockerfile that is built."),
    watch_paths: listOf(line("Path; ! excludes.", "src/**"), "A push deploys only if one of these paths changed."),
    static_site: yesNo("Whether the build's result is served as files."),
    single_page_app: yesNo("Whether unknown addresses show the first page."),
    static_image: line("Image that serves a static site.", "nginx:alpine"),
    nginx_configuration: longText("Configuration of the server of a static site."),
    use_cache: yesNo("Whether a build uses what earlier ones left."),
    inject_arguments: yesNo("Whether the variables are given to the Dockerfile as build arguments."),
    include_commit: yesNo("Whether the build sees the commit."),
    use_secrets: yesNo("Whether variables reach the build as secrets and stay out of the image's history."),
    use_build_server: yesNo("Whether a build server of the team makes the image."),
    registry_image: line("Image name, without tag, under which the result is pushed to a registry.", "ghcr.io/pf-core/air"),
    registry_tag: line("Tag of the pushed image. Default: the commit.", "latest", 128),
    images_to_keep: count("How many images stay on the server to roll back to.", 0, 100),
  },
  "How the image is made.",
);

const stopGrace = field(
  {
    title: "a duration from 1s to 1h, such as 45s",
    description: "Time to end in peace. Default: Coolify's 30 seconds.",
    argument: "stopGraceSeconds",
  },
  (written) => {
    const seconds = parseDuration(written);
    return seconds !== undefined && seconds >= 1 && seconds <= 3600 ? seconds : undefined;
  },
);

const container = group(
  {
    name: named("Name of the container, for others on its network."),
    consistent_name: yesNo("Whether its name stays the same from one deployment to the next. No rolling update then."),
    run_options: line("Further options of `docker run`.", "--init", 2000),
    port_mappings: listOf(PortMapping, "Ports opened on the server itself, past the proxy. No rolling update then."),
    network_aliases: listOf(named("A further name."), "Further names on its Docker network."),
    join_server_network: yesNo("Whether it joins the destination's network as well."),
    escape_labels: yesNo("Whether `$` in its labels is kept from being read as a variable."),
    stop_grace: stopGrace,
    max_restarts: count("Restarts after which Coolify stops it.", 0, 1_000_000),
    log_drain: yesNo("Whether its log goes to the server's log drain."),
    sort_variables: yesNo("Whether Coolify shows its variables in the order of their names."),
  },
  "The container and its network.",
);

const redirect = choice(
  { title: "one of both, www, non-www", description: "Which of the addresses with and without www. the others lead to." },
  ["both", "www", "non-www"],
);

const composeDomain = z
  .strictObject({ domains: listOf(open(Domain), "Addresses of this service.").default([]), redirect: redirect.optional() })
  .meta({ title: "a block of keys", description: "Addresses of one service of the compose file." });

/** Groups and single keys, as an application has them at every tier. */
export const applicationSettings = {
  adopt: yesNo("Take over an object of this name that was made by hand, instead of making a second one."),
  tags: listOf(Tag, "Tags at Coolify, in lower case."),
  further_ports: listOf(Port, "More ports that the application listens on."),
  noindex_domains: listOf(open(Domain), "Those of the domains that search engines are asked to leave out."),
  compose_domains: z.record(ContainerName, composeDomain).meta({
    title: "services of the compose file with their domains",
    description: "Domains by service. Only with build_pack: dockercompose.",
  }),
  redirect,
  pre_deployment: hook("before a deployment, in the container that still runs"),
  post_deployment: hook("after a deployment, in the new container"),
  build,
  git: group(
    {
      submodules: yesNo("Whether submodules are fetched."),
      lfs: yesNo("Whether large files (git LFS) are fetched."),
      shallow_clone: yesNo("Whether only the newest commit is fetched."),
      keep_repository: yesNo("Whether the repository stays on the server, to be mounted."),
    },
    "How the repository is fetched.",
  ),
  compose: group(
    {
      location: path("The compose file inside the base folder."),
      start_command: Command,
      build_command: Command,
      raw: yesNo("Whether the file is used as it is, without Coolify's additions."),
    },
    "What counts with build_pack: dockercompose alone.",
  ),
  gpu: group(
    {
      enabled: yesNo("Whether the container gets graphics processors."),
      driver: line("Docker's driver for them.", "nvidia"),
      count: line("How many, or `all`.", "all"),
      device_ids: line("Which ones, with commas between.", "0,1"),
      options: line("Options of the driver.", "utility"),
    },
    "Graphics processors.",
  ),
  container,
  proxy: group(
    {
      force_https: yesNo("Whether http:// leads to https://."),
      gzip: yesNo("Whether answers are compressed."),
      strip_prefix: yesNo("Whether the path of a domain is cut off before the application sees it."),
    },
    "What the proxy does with requests.",
  ),
  basic_auth: group(
    {
      enabled: yesNo("Whether the proxy asks for them."),
      username: open(line("Name to log in with.", "air")),
      password: HiddenValue,
    },
    "Name and password that the proxy asks for.",
  ),
  webhook_secrets: group(
    { github: HiddenValue, gitlab: HiddenValue, bitbucket: HiddenValue, gitea: HiddenValue },
    "What signs the calls of a git forge.",
  ),
};
