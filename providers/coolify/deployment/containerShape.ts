import { z } from "zod";
import { Connection, Owner, Uuid } from "../fields.ts";
import type { ResourceShape } from "../shape.ts";

const common = {
  coolify: Connection,
  owner: Owner.optional(),
  name: z.string().describe("Name shown in progress and errors: `air-shop`."),
};

const output = z.object({
  owner: Owner,
  /** Coolify's word: `running:healthy`, or `running:unknown` where nothing asks whether it lives. */
  status: z.string(),
  /** When it was seen running, ISO 8601. */
  finishedAt: z.string(),
});

export const serviceDeploymentShape = {
  type: "ServiceDeployment",
  input: z.strictObject({
    ...common,
    service: Uuid.describe("Uuid of the service."),
    fingerprint: z
      .string()
      .describe("Digest of everything its containers are started with, variables included: another one is applied while it runs."),
    restart: z
      .boolean()
      .default(false)
      .describe("Whether every change stops all containers before they start again. Default: only containers that changed are made anew."),
    files: z
      .string()
      .optional()
      .describe(
        "Digest of the contents of mounted files, which containers read only when they start: another one stops them all and starts them again.",
      ),
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Where one of its containers answers, `https://shop.example.com`. Without it there is no health check from outside."),
    healthCheckPath: z.string().startsWith("/").optional().describe("Path below `url` that must answer 2xx."),
  }),
  output,
} satisfies ResourceShape;

export const databaseDeploymentShape = {
  type: "DatabaseDeployment",
  input: z.strictObject({
    ...common,
    database: Uuid.describe("Uuid of the database."),
    fingerprint: z.string().describe("Digest of everything its container is started with, variables included: another one restarts it."),
  }),
  output,
} satisfies ResourceShape;
