import { z } from "zod";
import { group, listOf, open } from "./field.ts";
import * as fields from "./fields.ts";
import { applicationSettings } from "./settings/application.ts";
import { Previews, storages, tasks } from "./settings/attachments.ts";
import { healthCheckFields, limitFields } from "./settings/running.ts";
import { FeatureName, FeatureValue, maybeHidden, variables } from "./variables.ts";

const sourceFields = {
  repository: open(fields.AnyRepository),
  github_app: open(fields.SourceName("GitHub App")),
  deploy_key: open(fields.SourceName("private key")),
  dockerfile: maybeHidden("A Dockerfile, or the path of one, seen from this file."),
  image: open(fields.Image),
  tag: fields.Tag,
};

/** What makes an application. The same keys hold at every tier, and inside a tier for one environment. */
export const applicationFields = {
  application_name: open(fields.ApplicationName),
  application_description: open(fields.WorkloadDescription),
  coolify_name: open(fields.CoolifyName),
  destination: fields.DestinationName,
  source: group(sourceFields, "Where the application comes from: a git repository, a Docker image with its tag, or a Dockerfile."),
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
  domains: listOf(open(fields.Domain), "Addresses of the application.").meta({ title: "a list of domains such as [air.pfcore.io]" }),
  health_check: group(healthCheckFields, "How Coolify finds out whether the application is well."),
  limits: group(limitFields, "What one container may use at most."),
  features: z.record(FeatureName, FeatureValue).meta({ title: "features with true or false", description: "Features to switch." }),
  variables: variables("Environment variables of the application."),
  storages,
  tasks,
  previews: Previews,
  delete_data: fields.DeleteData,
  ...applicationSettings,
};

export const APPLICATION_KEYS: readonly string[] = Object.keys(applicationFields);

/** What is known of one application when all tiers are merged and all templates filled in. */
export const Settings = z.object({
  ...group(applicationFields, "").shape,
  application_name: applicationFields.application_name,
  application_description: applicationFields.application_description.default(""),
  source: group(sourceFields, "").meta({ title: "repository, or image and tag" }),
  auto_deploy: fields.AutoDeploy.default(false),
  first_deployment: fields.FirstDeployment.default(false),
  build_pack: fields.BuildPack.default("nixpacks"),
  domains: applicationFields.domains.default([]),
  health_check: applicationFields.health_check
    .required({ enabled: true, path: true, interval: true, timeout: true, retries: true, start_period: true })
    .meta({ title: "a block of keys" }),
  limits: applicationFields.limits.required({ memory: true, cpus: true }).meta({ title: "a block of keys" }),
  features: applicationFields.features.default({}),
  variables: applicationFields.variables.default({}),
  storages: storages.default({}),
  tasks: tasks.default({}),
  delete_data: fields.DeleteData.default(false),
});

export type Settings = z.infer<typeof Settings>;
