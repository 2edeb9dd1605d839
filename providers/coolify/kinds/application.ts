import { z } from "zod";
import { Connection, Description, EnvironmentName, Owner, Stamp, Uuid } from "../fields.ts";
import { defineKind, del, get, patch, post } from "../kind.ts";
import { ApplicationName, Command, Domains, HealthCheck, Limits, Source } from "./applicationFields.ts";
import { applicationFromWire, applicationToWire, repositoryAddress } from "./applicationWire.ts";

const CREATE = { publicGit: post("/applications/public"), dockerImage: post("/applications/dockerimage") };

/** An application from a public git repository or a Docker image. Names may repeat at Coolify, so it is known by its stamp. */
export const application = defineKind({
  type: "Application",
  doc: "An application: built from git or taken from a registry, run on one server, reached by its domains.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    /** Uuid of the project. */
    project: Uuid,
    /** Name of the environment. */
    environment: EnvironmentName,
    /** Name or uuid of the server. */
    server: z.string().trim().min(1),
    /** Name or uuid of the destination, where the server has several. */
    destination: z.string().trim().min(1).optional(),
    stamp: Stamp,
    name: ApplicationName,
    description: Description.default(""),
    source: Source,
    /** How the image is built. Ignored for Docker images. */
    buildPack: z.enum(["nixpacks", "static", "dockerfile", "railpack"]).default("nixpacks"),
    /** The port that the application listens on. */
    port: z.number().int().min(1).max(65_535).default(3000),
    /** Full addresses. None: the application gets no domain, also none of Coolify's own. */
    domains: Domains.default([]),
    /** Whether a push to the branch deploys. Ignored for Docker images. */
    autoDeploy: z.boolean().default(false),
    installCommand: Command,
    buildCommand: Command,
    startCommand: Command,
    healthCheck: HealthCheck.prefault({}),
    limits: Limits.prefault({}),
  }),
  routes: {
    create: ({ source }) => CREATE[source.type],
    read: get("/applications/{uuid}"),
    update: patch("/applications/{uuid}"),
    // Volumes outlive the application: nothing that holds data goes by accident while storages are not ours.
    delete: del("/applications/{uuid}", { delete_volumes: "false" }),
  },
  createKeys: [
    "name",
    "description",
    "git_repository",
    "git_branch",
    "git_commit_sha",
    "build_pack",
    "is_auto_deploy_enabled",
    "docker_registry_image_name",
    "docker_registry_image_tag",
    "ports_exposes",
    "domains",
    "install_command",
    "build_command",
    "start_command",
    "health_check_enabled",
    "health_check_path",
    "health_check_interval",
    "health_check_timeout",
    "health_check_retries",
    "health_check_start_period",
    "limits_memory",
    "limits_cpus",
  ],
  replaceOn: ["project", "environment", "server", "destination", "source.type"],
  // An application that was cut off can lack the labels that route its domains; naming them again makes the labels.
  adopt: { by: "stamp", list: get("/applications"), parent: "project", rewritten: ["domains"] },
  toWire: applicationToWire,
  fromWire: applicationFromWire,
  toCreate: async (inputs, lookups) => {
    const server = await lookups.server(inputs.server);
    const destination = inputs.destination ? await lookups.destination(server.uuid, inputs.destination) : undefined;
    return {
      ...repositoryAddress(inputs.source),
      project_uuid: inputs.project,
      environment_name: inputs.environment,
      server_uuid: server.uuid,
      ...(destination && { destination_uuid: destination.uuid }),
      ...(inputs.domains.length === 0 && { autogenerate_domain: false }),
    };
  },
  deletedLater: true,
});
