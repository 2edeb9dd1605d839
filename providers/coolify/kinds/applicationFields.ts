import { z } from "zod";

/** Scheme and host in lower case, the rest as it is: Coolify does the same (contract 10). */
const lowerHost = (url: string) => url.replace(/^[a-z]+:\/\/[^/?#]*/i, (origin) => origin.toLowerCase());

/** A full URL without the characters that Coolify refuses. */
export const Domain = z
  .string()
  .trim()
  .regex(/^https?:\/\/[A-Za-z0-9._-]+(:\d+)?(\/[^`$;&|<>()\\\s,]*)?$/i, "must be a full address such as https://dev.air.pfcore.io")
  .transform(lowerHost);

const GIT_REFERENCE = /^[a-zA-Z0-9][a-zA-Z0-9._\-/]*$/;

/** Public repository at GitHub or elsewhere, by address. An ending `.git` says nothing and is dropped (trap T2). */
const Repository = z
  .string()
  .trim()
  .regex(/^https?:\/\/[^\s;|&$`(){}[\]<>"'\\!?*^%=+#]+$/, "must be the https:// address of a repository")
  .transform((address) => address.replace(/\.git$/, "").replace(/\/+$/, ""));

const PublicGit = z.strictObject({
  type: z.literal("publicGit"),
  repository: Repository,
  branch: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9\-_/.]+$/, "is no branch name"),
  /** A pin: 40 hex digits or a tag. Default: the head of the branch. */
  commit: z.string().trim().regex(GIT_REFERENCE, "is no commit").optional(),
});

const DockerImage = z.strictObject({
  type: z.literal("dockerImage"),
  /** Without tag: `ghcr.io/pf-core/ep-app` (trap T12). */
  image: z
    .string()
    .trim()
    .max(255)
    .regex(/^[a-z0-9]+([._:/-]+[a-z0-9]+)*$/, "must be an image name in lower case without a tag")
    .regex(/^(?!.*:[^/]*$)/, "must not contain the tag: give it apart"),
  tag: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "is no image tag"),
});

/** Where the application comes from. Another type is another application: it is replaced. */
export const Source = z.discriminatedUnion("type", [PublicGit, DockerImage]);
export type Source = z.output<typeof Source>;

/** Command that runs in a shell of the build or the container; blank means the build pack's own. */
export const Command = z.string().trim().max(1000).optional();

const Seconds = z.number().int().min(1).max(86_400);

/** Coolify asks the container before it lets traffic in and goes on asking. */
export const HealthCheck = z.strictObject({
  enabled: z.boolean().default(false),
  path: z
    .string()
    .trim()
    .regex(/^\/[a-zA-Z0-9/\-_.~%,;]*$/, "must start with / and have no ? or &")
    .default("/"),
  intervalSeconds: Seconds.default(5),
  timeoutSeconds: Seconds.default(5),
  retries: z.number().int().min(1).max(1000).default(10),
  startPeriodSeconds: z.number().int().min(0).max(86_400).default(5),
});

/** Ceilings of one container, in Docker's words: `256m`, `0.25`. `0` is no ceiling. */
export const Limits = z.strictObject({
  memory: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^\d+(\.\d+)?[bkmg]?$/, "must be a size such as 256m or 1g")
    .default("0"),
  cpus: z
    .string()
    .trim()
    .regex(/^\d+(\.\d+)?$/, "must be a number such as 0.25")
    .default("0"),
});
