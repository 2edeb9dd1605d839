import { z } from "zod";
import { applicationFields } from "./applicationSchema.ts";
import { atTier, open, templated, yesNo } from "./field.ts";
import * as fields from "./fields.ts";
import { WorkloadKey } from "./settings/attachments.ts";
import { Database } from "./settings/database.ts";
import { Service } from "./settings/service.ts";
import { sharedVariables } from "./variables.ts";

/**
 * The file kinds. Strict: a key that nobody knows is a fault, not a wish.
 * Everything may be left out (a farther tier or nothing says it) or be null (what a farther tier says is removed).
 */

/** What makes an application, for further ones of a tier. */
const Application = z
  .strictObject(applicationFields)
  .meta({ title: "a block of keys", description: "A further application. What it does not say it takes from the tier's own application." });

/** Everything that runs in one environment of a tier. */
export const runningFields = {
  ...applicationFields,
  own_application: yesNo(
    "Whether the tier has an application of its own here. false: what stands under applications, databases and services is all. Default: true.",
  ),
  applications: z
    .record(WorkloadKey, Application)
    .meta({ title: "applications by name", description: "Further applications, such as a worker, beside the tier's own." }),
  databases: z
    .record(WorkloadKey, Database)
    .meta({ title: "databases by name", description: "Databases of Coolify, one for each environment." }),
  services: z.record(WorkloadKey, Service).meta({ title: "services by name", description: "One-click services and compose texts." }),
};

/** Keys of what runs beside the tier's own application. */
export const WORKLOAD_KEYS: readonly string[] = ["applications", "databases", "services"];

const Running = z
  .strictObject(runningFields)
  .meta({ title: "a block of keys", description: "Settings that hold in one environment only." });

/** All of it at a tier. */
const running = (atTier(Running) as z.ZodObject).shape;

const OfProject = sharedVariables("Variables of the project.", "\\{{project.NAME}}");
const OfEnvironment = sharedVariables("Variables of the environment.", "\\{{environment.NAME}}");

const Environment = z
  .strictObject({ description: fields.Description, shared_variables: OfEnvironment, ...Running.shape })
  .meta(Running.meta() ?? {});

const environments = z.record(fields.EnvironmentName, atTier(Environment).nullable()).meta({
  title: "environments with their settings",
  description: "Settings that hold in one environment only. null: the tier does without that environment.",
});

/** Not nullable: `primary: #0f62fe` without quotes is null in YAML, and that is a mistake, not a wish. */
const brand = z
  .strictObject({ primary: fields.Color.optional(), secondary: fields.Color.optional(), logo: fields.Logo.optional() })
  .meta({ title: "a block of keys", description: "Design tokens, known to templates as {{brand.primary}} and so on." });

const domain = templated(fields.HostName);

const only = (what: string, more: z.ZodRawShape) =>
  z.strictObject({ ...running, ...more }).meta({ title: "a block of keys", description: `Settings that hold for ${what} only.` });

/** `pf-core.config.yaml`: what holds everywhere unless a nearer tier says otherwise. */
export const CoreFile = z.strictObject({
  ...running,
  root_domain: fields.HostName,
  server: fields.ServerName.nullish(),
  network: fields.NetworkWord.nullish(),
  domain,
  brand: brand.nullish(),
  environments: environments.nullish(),
  products: only("products", { domain: domain.nullish() }).nullish(),
  white_labels: only("white-labels", { domain: domain.nullish(), admin_domain: domain.nullish() }).nullish(),
});

/** `instances/<code>.instance.yaml`: one instance, which is one project in Coolify. */
export const InstanceFile = z.strictObject({
  ...running,
  extends: fields.Extends,
  shared_variables: (atTier(OfProject) as typeof OfProject).nullish(),
  code: fields.Code,
  name: fields.ProjectName,
  description: fields.Description.nullish(),
  server: fields.ServerName.nullish(),
  network: fields.NetworkWord.nullish(),
  domain: domain.nullish(),
  brand: brand.nullish(),
  environments: environments.nullish(),
});

/** `products/<instance>-<code>.product.yaml`: one product, which lives in environments of its instance's project. */
export const ProductFile = z.strictObject({
  ...running,
  extends: fields.Extends,
  code: fields.Code,
  name: fields.ProductName,
  domain: domain.nullish(),
  brand: brand.nullish(),
  environments: environments.nullish(),
});

/** `white-labels/<client>-<product>.white-label.yaml`: a product for one client, in a project of its own. */
export const WhiteLabelFile = z.strictObject({
  ...running,
  extends: fields.Extends,
  shared_variables: (atTier(OfProject) as typeof OfProject).nullish(),
  client: fields.ClientName,
  name: fields.ProjectName.nullish(),
  description: open(fields.Description).nullish(),
  server: fields.ServerName.nullish(),
  domain,
  admin_domain: domain.nullish(),
  brand: brand.nullish(),
  environments: environments.nullish(),
});

/** `releases/<stack>.yaml`: one line an environment, so that a promotion changes one line. */
export const ReleaseFile = z.record(fields.ReleaseTarget, fields.Release.nullable());
