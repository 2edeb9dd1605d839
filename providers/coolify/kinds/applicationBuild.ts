import { z } from "zod";
import { Command, Directory, exactText, FilePath, freeText, optional, plainName, shellLine, text } from "./applicationText.ts";

/** One line of a list of paths: without the leading slash that Coolify cuts off, after `!` too (contract 4.2). */
const watched = (line: string) =>
  line.startsWith("!")
    ? `!${line
        .slice(1)
        .trim()
        .replace(/^[/\s]+/, "")}`
    : line.replace(/^[/\s]+/, "");

const WatchPath = freeText()
  .regex(/^[^\n\r]*$/, "must be one line")
  .overwrite((line) => watched(line).trim())
  .refine((line) => line !== "" && line !== "!", "must name a path");

const ImageName = text()
  .regex(/^[a-z0-9]+([._:/-]+[a-z0-9]+)*$/, "must be an image name in lower case without a tag")
  .regex(/^(?!.*:[^/]*$)/, "must not contain the tag: give it apart");

/** How an image is made from the sources. */
export const Build = z.strictObject({
  baseDirectory: Directory.default("/")
    .describe("Folder of the repository that is built.")
    .meta({ examples: ["/web", "/site"] }),
  publishDirectory: Directory.default("/")
    .describe("Folder with the finished pages of a static site.")
    .meta({ examples: ["/dist", "/public"] }),
  dockerfileLocation: FilePath.default("/Dockerfile")
    .describe("The Dockerfile inside the base folder. Counts with the build pack `dockerfile`.")
    .meta({ examples: ["/Dockerfile.prod", "/docker/Dockerfile"] }),
  dockerfileTarget: optional(plainName(128))
    .describe("Stage of the Dockerfile that is built. Counts where a Dockerfile does.")
    .meta({ examples: ["runner", "server"] }),
  watchPaths: z
    .array(WatchPath)
    .default([])
    .describe("A push deploys only if one of these paths changed; `!` excludes. None: every push deploys.")
    .meta({ examples: [["src/**"], ["src/**", "!src/docs/**"]] }),
  staticSite: z
    .boolean()
    .default(false)
    .describe("Whether the build's result is served as files. The port is 80 then. Ignored without a git repository."),
  singlePageApp: z.boolean().default(false).describe("Whether unknown addresses show the first page. Ignored without a git repository."),
  staticImage: text()
    .min(1, "must not be empty")
    .default("nginx:alpine")
    .describe("Image that serves a static site.")
    .meta({ examples: ["nginx:alpine", "nginx:stable"] }),
  nginxConfiguration: exactText()
    .optional()
    .describe("Configuration of the server of a static site. Default: Coolify's own.")
    .meta({ examples: ["server {\n  listen 80;\n}\n", "server {\n  listen 80 default_server;\n}\n"] }),
  useCache: z.boolean().default(true).describe("Whether a build uses what earlier ones left. Without it every deployment builds anew."),
  injectArguments: z.boolean().default(true).describe("Whether the variables are given to the Dockerfile as build arguments."),
  includeCommit: z.boolean().default(false).describe("Whether the build sees the commit: every commit then builds from the start."),
  useSecrets: z.boolean().default(false).describe("Whether variables reach the build as secrets and stay out of the image's history."),
  useBuildServer: z.boolean().default(false).describe("Whether a build server of the team makes the image."),
  registryImage: optional(ImageName)
    .describe("Image name, without tag, under which the result is pushed to a registry. Ignored for Docker images, which come from one.")
    .meta({ examples: ["ghcr.io/pf-core/air", "ghcr.io/pf-core/air-app"] }),
  registryTag: optional(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "is no image tag"))
    .describe("Tag of the pushed image. Default: the commit. Ignored for Docker images.")
    .meta({ examples: ["latest", "stable"] }),
  imagesToKeep: z.int().min(0).max(100).default(2).describe("How many images stay on the server to roll back to."),
});

export const Git = z.strictObject({
  submodules: z.boolean().default(true).describe("Whether submodules are fetched."),
  lfs: z.boolean().default(true).describe("Whether large files (git LFS) are fetched."),
  shallowClone: z.boolean().default(true).describe("Whether only the newest commit is fetched."),
  keepRepository: z
    .boolean()
    .default(false)
    .describe("Whether the repository stays on the server, to be mounted. Ignored without a git repository."),
});

/** What counts with the build pack `dockercompose` alone. */
export const Compose = z.strictObject({
  location: FilePath.default("/docker-compose.yaml")
    .describe("The compose file inside the base folder.")
    .meta({ examples: ["/compose.yaml", "/docker/compose.yaml"] }),
  startCommand: Command.describe("Instead of `docker compose up`.").meta({
    examples: ["docker compose up -d", "docker compose up -d --wait"],
  }),
  buildCommand: optional(shellLine())
    .describe("Instead of `docker compose build`.")
    .meta({ examples: ["docker compose build", "docker compose build --pull"] }),
  raw: z.boolean().default(false).describe("Whether the file is used as it is, without Coolify's additions."),
});

/** Pull requests get a deployment of their own. */
export const Preview = z.strictObject({
  enabled: z.boolean().default(false).describe("Whether pull requests are deployed."),
  openToPublic: z.boolean().default(false).describe("Whether those of people from outside the repository are deployed too."),
  urlTemplate: text()
    .min(1, "must not be empty")
    .default("{{pr_id}}.{{domain}}")
    .describe("Domain of such a deployment.")
    .meta({ examples: ["{{pr_id}}.{{domain}}", "pr-{{pr_id}}.{{domain}}"] }),
});
