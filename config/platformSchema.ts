import { z } from "zod";
import { choice, count, group, line, text, yesNo } from "./field.ts";
import { Description, Port, ServerName } from "./fields.ts";
import { Frequency } from "./settings/attachments.ts";
import { channelFields, events } from "./settings/channels.ts";
import { HiddenValue, variables } from "./variables.ts";

const Name = text({ title: "a name of 3 to 255 characters without <", description: "Name at Coolify." }, /^[^<\p{C}]{3,255}$/u);

/** Passed on as they are to the kind `Server`. */
export const serverSettings = {
  adopt: yesNo("Take over a server of this name that was made by hand, instead of making a second one."),
  proxy: choice({ title: "one of traefik, caddy, nginx, none", description: "Proxy that brings domains to containers." }, [
    "traefik",
    "caddy",
    "nginx",
    "none",
  ]),
  build_server: yesNo("Whether it only builds images."),
  terminal: yesNo("Whether Coolify's terminal may be used on it."),
  concurrent_builds: count("Builds at the same time.", 1, 1000),
  deployment_queue_limit: count("Deployments that may wait.", 1, 100_000),
  dynamic_timeout_seconds: count("When a build or deployment that does not end is given up. Unit: seconds.", 1, 1_000_000),
  connection_timeout_seconds: count("When an SSH connection that does not open is given up. Unit: seconds.", 1, 300),
  disk_usage_warning_percent: count("Disk usage from which on the team is told. Unit: percent.", 1, 100),
  disk_usage_check_frequency: Frequency,
  validate: yesNo("Whether Coolify connects when the server is new or changed, and `up` fails when it cannot be used."),
  install_docker: yesNo("Whether that connection installs what is missing, Docker above all."),
};

const Server = z
  .strictObject({
    description: Description.default(""),
    address: text({ title: "an IP address or a host name", description: "Where SSH reaches the machine." }, /^[A-Za-z0-9.:-]{1,253}$/),
    port: Port.optional(),
    user: text({ title: "a user such as root", description: "User for SSH. Default: root." }, /^[a-zA-Z0-9._-]{1,100}$/).default("root"),
    private_key: Name,
    ...group(serverSettings, "").shape,
  })
  .meta({ title: "a block of keys", description: "A machine on which Coolify runs containers." });

const PrivateKey = z
  .strictObject({ description: Description.default(""), key: HiddenValue })
  .meta({ title: "a block of keys", description: "An SSH key. The text of the key is a secret." });

const S3Storage = z
  .strictObject({
    description: Description.default(""),
    endpoint: text(
      { title: "an https address such as https://s3.eu-central-1.amazonaws.com", description: "Address of the provider." },
      /^https:\/\/[a-z0-9][a-z0-9.-]*(:\d{1,5})?(\/[^\s?#<>]*)?$/i,
    ),
    bucket: text(
      { title: "a bucket: 3 to 63 lower case letters, digits, dots and dashes", description: "The bucket." },
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    ),
    region: line("Region, in the provider's words.", "eu-central-1"),
    key: HiddenValue,
    secret: HiddenValue,
  })
  .meta({ title: "a block of keys", description: "A bucket for backups." });

const Channel = z
  .strictObject({ ...group(channelFields, "").shape, events: events.optional() })
  .meta({ title: "a block of keys", description: "How Coolify tells the team what happens." });

const byName = <Value extends z.ZodType>(value: Value, what: string) =>
  z.record(Name, value).meta({ title: `${what} by name`, description: `${what}, by their names at Coolify.` });

export const CHANNELS = ["email", "discord", "slack", "telegram", "pushover", "webhook"] as const;

/** `platform.yaml`: what all tenants stand on. */
export const PlatformFile = z.strictObject({
  server: ServerName.optional(),
  private_keys: byName(PrivateKey, "SSH keys").optional(),
  servers: byName(Server, "Servers").optional(),
  s3_storages: byName(S3Storage, "S3 storages").optional(),
  notifications: z
    .strictObject(Object.fromEntries(CHANNELS.map((name) => [name, Channel.optional()])))
    .meta({ title: "channels with what they need", description: "Notifications of the team." })
    .optional(),
  variables: variables("Shared variables of the team; applications refer to them as \\{{team.NAME}}.").optional(),
});

export type Platform = Omit<z.infer<typeof PlatformFile>, "notifications"> & { notifications?: Record<string, z.infer<typeof Channel>> };
