import { z } from "zod";
import { Adopt, Connection, DeleteData, EnvironmentName, Owner, Stamp, Uuid, WorkloadDescription } from "../fields.ts";
import { Build, Compose, Git, Preview } from "./applicationBuild.ts";
import { Container, DeploymentHook } from "./applicationContainer.ts";
import { BasicAuth, ComposeDomains, Domains, ProxyRules, Redirect, Tags, WebhookSecrets } from "./applicationReach.ts";
import { Gpu, HealthCheck, Limits } from "./applicationRun.ts";
import { BuildPack, Source } from "./applicationSource.ts";
import { ApplicationName, Command } from "./applicationText.ts";

const Port = z.number().int().min(1).max(65_535);

/** Everything that can be said about an application. What Coolify has a default for is held at that default when it is left out. */
export const ApplicationInput = z.strictObject({
  coolify: Connection,
  owner: Owner.optional(),
  stamp: Stamp,
  adopt: Adopt,
  deleteData: DeleteData,
  project: Uuid.describe("Uuid of the project. Another one: the application moves."),
  environment: EnvironmentName.describe("Name of the environment. Another one: the application moves."),
  server: z
    .string()
    .trim()
    .min(1)
    .describe("Name or uuid of the server.")
    .meta({ examples: ["main", "second"] }),
  destination: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("Name or uuid of the destination, where the server has several.")
    .meta({ examples: ["coolify", "d0sandbox0destination000"] }),
  name: ApplicationName.describe("Name that people see.").meta({ examples: ["air-app-dev", "AIR (Entwicklung) · 開発"] }),
  description: WorkloadDescription.default("")
    .describe("A sentence for people.")
    .meta({ examples: ["AIR, development", "Größe"] }),
  tags: Tags.describe("Tags, in lower case. Left out: they are left alone.").meta({ examples: [["air"], ["air", "development"]] }),
  source: Source,
  buildPack: BuildPack.default("nixpacks").describe("How the image is built. Ignored without a git repository."),
  port: Port.default(3000).describe(
    "The port that the application listens on, the first of those that the proxy may use. Ignored for static sites and compose files.",
  ),
  furtherPorts: z
    .array(Port)
    .max(40, "must have at most 40 ports: Coolify keeps no more")
    .default([])
    .describe("More ports that it listens on.")
    .meta({ examples: [[3001], [3001, 3002]] }),
  domains: Domains.default([])
    .describe("Full addresses. None: the application gets no domain, also none of Coolify's own.")
    .meta({ examples: [["https://dev.air.pfcore.io"], ["https://dev.air.pfcore.io", "https://www.dev.air.pfcore.io/a?b=C"]] }),
  noindexDomains: Domains.default([])
    .describe("Those of the domains that search engines are asked to leave out.")
    .meta({ examples: [["https://dev.air.pfcore.io"], []] }),
  composeDomains: ComposeDomains.describe(
    "Domains by service of the compose file. A service that is not named has none after the next change; to take away those of the last one, give it an empty list. Coolify takes changes only after it has read the file: at the first deployment at the latest.",
  ).meta({
    examples: [{ web: { domains: ["https://web.air.pfcore.io"] } }, { web: { domains: [] } }],
    writeOnly: "Coolify gives services domains of its own, so read only where it was set before: contract 4.4",
  }),
  redirect: Redirect.default("both").describe("Which of the addresses with and without www. the others lead to."),
  autoDeploy: z.boolean().default(false).describe("Whether a push to the branch deploys. Ignored without a git repository."),
  installCommand: Command.describe("Installs what the build needs. Blank: the build pack's own.").meta({
    examples: ["npm ci", "npm install"],
  }),
  buildCommand: Command.describe("Builds the application. Blank: the build pack's own.").meta({ examples: ["npm run build", "make"] }),
  startCommand: Command.describe("Starts the application. Blank: the build pack's own.").meta({
    examples: ["npm start", "node server.js"],
  }),
  preDeployment: DeploymentHook.prefault({}).describe("Command before a deployment, in the container that still runs."),
  postDeployment: DeploymentHook.prefault({}).describe("Command after a deployment, in the new container."),
  build: Build.prefault({}).describe("How the image is made."),
  git: Git.prefault({}).describe("How the repository is fetched."),
  compose: Compose.prefault({}).describe("What counts with the build pack `dockercompose` alone."),
  preview: Preview.prefault({}).describe("Deployments of pull requests."),
  healthCheck: HealthCheck.prefault({}).describe("How Coolify finds out whether the application is well."),
  limits: Limits.prefault({}).describe("What one container may use at most."),
  gpu: Gpu.prefault({}).describe("Graphics processors."),
  container: Container.prefault({}).describe("The container and its network."),
  proxy: ProxyRules.prefault({}).describe("What the proxy does with requests."),
  basicAuth: BasicAuth.describe("Name and password that the proxy asks for. Left out: it asks for none; Coolify keeps the last ones."),
  webhookSecrets: WebhookSecrets.prefault({}).describe(
    "What signs the calls of a git forge. Left out: Coolify's own random one, or the last that was set.",
  ),
});
export type ApplicationInputs = z.output<typeof ApplicationInput>;
