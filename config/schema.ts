import { z } from "zod";
import { templated } from "./field.ts";
import * as fields from "./fields.ts";
import { FeatureName, FeatureValue, VariableKey, VariableValue } from "./variables.ts";

/**
 * The file kinds. Strict: a key that nobody knows is a fault, not a wish.
 * Everything may be left out (a farther tier or nothing says it) or be null (what a farther tier says is removed).
 */

const sourceFields = {
  repository: templated(fields.Repository),
  image: templated(fields.Image),
  tag: fields.Tag,
};

const healthCheckFields = {
  enabled: fields.HealthEnabled,
  path: fields.HealthPath,
  interval: fields.Duration,
  timeout: fields.Duration,
  retries: fields.Retries,
  start_period: fields.Duration,
};

const limitFields = { memory: fields.Memory, cpus: fields.Cpus };

/** What makes an application. The same keys hold at every tier, and inside a tier for one environment. */
const applicationFields = {
  application_name: templated(fields.ApplicationName),
  application_description: templated(fields.Description),
  source: layer(sourceFields, "Where the application comes from: a public git repository, or a Docker image with its tag."),
  branch: fields.Branch,
  auto_deploy: fields.AutoDeploy,
  first_deployment: fields.FirstDeployment,
  framework: fields.Framework,
  build_pack: fields.BuildPack,
  install_command: fields.Command,
  build_command: fields.Command,
  start_command: fields.Command,
  node_version: fields.NodeVersion,
  port: fields.Port,
  domains: z
    .array(templated(fields.Domain))
    .meta({ title: "a list of domains such as [air.pfcore.io]", description: "Addresses of the application." }),
  health_check: layer(healthCheckFields, "How Coolify finds out whether the application is well."),
  limits: layer(limitFields, "What one container may use at most."),
  features: z
    .record(FeatureName, FeatureValue.nullable())
    .meta({ title: "features with true or false", description: "Features to switch." }),
  variables: z.record(VariableKey, VariableValue.nullable()).meta({
    title: "names of variables with their values",
    description:
      "Environment variables of the application. A text may hold {{…}}; write \\{{ for braces that Coolify or the application shall see.",
  }),
};

export const APPLICATION_KEYS: readonly string[] = Object.keys(applicationFields);

const Application = layer(applicationFields, "Settings of the applications in one environment.");

const environments = z.record(fields.EnvironmentName, Application.nullable()).meta({
  title: "environments with their settings",
  description: "Settings that hold in one environment only. null: the tier does without that environment.",
});

/** Not nullable: `primary: #0f62fe` without quotes is null in YAML, and that is a mistake, not a wish. */
const brand = z
  .strictObject({ primary: fields.Color.optional(), secondary: fields.Color.optional(), logo: fields.Logo.optional() })
  .meta({ title: "a block of keys", description: "Design tokens, known to templates as {{instance.brand.primary}} and so on." });

/** `pf-core.config.yaml`: what holds everywhere unless a nearer tier says otherwise. */
export const CoreFile = z.strictObject({
  ...loosen(applicationFields),
  root_domain: fields.HostName,
  server: fields.ServerName.nullish(),
  domain: templated(fields.HostName),
  brand: brand.nullish(),
  environments: environments.nullish(),
  products: layer({ ...applicationFields, domain: templated(fields.HostName) }, "Settings that hold for products only.").nullish(),
});

/** `instances/<code>.instance.yaml`: one instance, which is one project in Coolify. */
export const InstanceFile = z.strictObject({
  ...loosen(applicationFields),
  extends: fields.Extends,
  code: fields.Code,
  name: fields.ProjectName,
  description: fields.Description.nullish(),
  server: fields.ServerName.nullish(),
  domain: templated(fields.HostName).nullish(),
  brand: brand.nullish(),
  environments: environments.nullish(),
});

/** `products/<instance>-<code>.product.yaml`: one product, which lives in environments of its instance's project. */
export const ProductFile = z.strictObject({
  ...loosen(applicationFields),
  extends: fields.Extends,
  code: fields.Code,
  name: fields.ProductName,
  domain: templated(fields.HostName).nullish(),
  environments: environments.nullish(),
});

/** `servers.yaml`: the Coolify servers by name. */
export const ServersFile = z.record(
  fields.ServerName,
  z
    .strictObject({
      address: z
        .string()
        .meta({
          title: "an https address such as https://coolify.pfcore.io",
          description: "Address of Coolify. The environment variable COOLIFY_BASE_URL wins.",
        })
        .optional(),
      server_name: z
        .string()
        .min(1)
        .meta({ title: "the name of a server in Coolify", description: "What Coolify calls the server. Default: the name used here." })
        .optional(),
      server_uuid: z
        .string()
        .regex(/^[a-z0-9]{4,64}$/)
        .meta({ title: "the uuid of a server in Coolify", description: "Instead of server_name, where two servers have the same name." })
        .optional(),
      token: z
        .strictObject({
          secret: z
            .string()
            .regex(/^[a-z][a-z0-9_]{0,62}$/)
            .meta({ title: "a name of a secret such as coolify_main", description: "Read from PF_SECRET_<NAME>." }),
        })
        .meta({ title: "a reference { secret: name }, never a token", description: "Where the token is, if not in COOLIFY_TOKEN." })
        .optional(),
    })
    .meta({ title: "a block of keys", description: "One Coolify server." }),
);

/** `releases/<stack>.yaml`: one line an environment, so that a promotion changes one line. */
export const ReleaseFile = z.record(fields.EnvironmentName, fields.Release.nullable());

/** What is known of one application when all tiers are merged and all templates filled in. */
export const Settings = z.object({
  ...applicationFields,
  application_name: fields.ApplicationName,
  application_description: fields.Description.default(""),
  source: z
    .object({ repository: fields.Repository.optional(), image: fields.Image.optional(), tag: fields.Tag.optional() })
    .meta({ title: "repository, or image and tag", description: "" }),
  branch: fields.Branch.optional(),
  auto_deploy: fields.AutoDeploy.default(false),
  first_deployment: fields.FirstDeployment.default(false),
  framework: fields.Framework.optional(),
  build_pack: fields.BuildPack.default("nixpacks"),
  install_command: fields.Command.optional(),
  build_command: fields.Command.optional(),
  start_command: fields.Command.optional(),
  node_version: fields.NodeVersion.optional(),
  port: fields.Port.optional(),
  domains: z.array(fields.Domain).default([]),
  health_check: z.object(healthCheckFields).meta({ title: "a block of keys", description: "" }),
  limits: z.object(limitFields).meta({ title: "a block of keys", description: "" }),
  features: z.record(FeatureName, FeatureValue).default({}),
  variables: z.record(VariableKey, VariableValue).default({}),
});

export type Settings = z.infer<typeof Settings>;

/** A block of keys at one tier. */
function layer<Shape extends z.ZodRawShape>(shape: Shape, description: string) {
  return z.strictObject(loosen(shape)).meta({ title: "a block of keys", description });
}

function loosen<Shape extends z.ZodRawShape>(shape: Shape) {
  // `Object.fromEntries` forgets which key has which type.
  return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, (value as z.ZodType).nullish()])) as unknown as {
    [Key in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Key]>>;
  };
}
