import { z } from "zod";
import { Connection, Owner, Uuid } from "../fields.ts";
import type { ResourceShape } from "../shape.ts";

export const deploymentShape = {
  type: "Deployment",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    application: Uuid.describe("Uuid of the application."),
    name: z.string().describe("Name shown in progress and errors: `air-app-dev`."),
    fingerprint: z
      .string()
      .describe("Digest of everything a running application was built and started with: another one is a new deployment."),
    release: z
      .string()
      .optional()
      .describe(
        "What was decided to run: a pin, a tag, a branch. While it stays, a new fingerprint deploys the commit that runs and never the head of the branch. Left out: the head, or the pin of the application.",
      ),
    firstDeployment: z
      .boolean()
      .default(true)
      .describe(
        "Whether an application that was never deployed is. Without it, it waits for another `release`, and one that runs is left as it is. Default: yes.",
      ),
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Where the application answers, `https://dev.air.pfcore.io`. Without it there is no health check afterwards."),
    healthCheckPath: z.string().startsWith("/").optional().describe("Path below `url` that must answer 2xx."),
    source: z
      .enum(["publicGit", "dockerImage"])
      .default("publicGit")
      .describe("Docker images cost nothing to deploy by force; a git source would be built without cache. Default: `publicGit`."),
  }),
  output: z.object({
    owner: Owner,
    deploymentUuid: z.string(),
    /** What was deployed: 40 hex digits for git, `HEAD` for images. Empty: nothing was. */
    commit: z.string(),
    /** Name and tag of a Docker image that was deployed, where the token may see logs. */
    image: z.string().optional(),
    /** Coolify's word; `none` where nothing was deployed. */
    status: z.string(),
    finishedAt: z.string(),
  }),
} satisfies ResourceShape;
