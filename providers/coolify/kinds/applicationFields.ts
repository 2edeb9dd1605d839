import { z } from "zod";

/** Scheme and host in lower case, the rest as it is: Coolify does the same (contract 10). */
const lowerHost = (url: string) => url.replace(/^[a-z]+:\/\/[^/?#]*/i, (origin) => origin.toLowerCase());

/** Coolify's columns hold so much; a longer text passes its checks and ends in a 500 (contract 4.2). */
const COLUMN = 255;
const text = () => z.string().trim().max(COLUMN, `must have at most ${COLUMN} characters: Coolify keeps no more`);

const DOMAIN =
  /^https?:\/\/[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*(:\d+)?(\/[!"#%'*+\-./0-9:=?@A-Z[\]^_a-z{}~]*)?$/i;

/** A full URL without the characters that Coolify refuses (contract 10). */
const Domain = z
  .string()
  .trim()
  .regex(DOMAIN, { message: "must be a full address such as https://dev.air.pfcore.io", abort: true })
  .refine((url) => URL.canParse(url), "has a port that does not exist")
  .transform(lowerHost);

/** All domains travel and are kept as one text. */
const ALL_DOMAINS = 2048;
export const Domains = z
  .array(Domain)
  .refine((urls) => urls.join(",").length <= ALL_DOMAINS, `must have at most ${ALL_DOMAINS} characters together, commas included`)
  .refine((urls) => new Set(urls).size === urls.length, "must not contain the same address twice");

const GIT_REFERENCE = /^[a-zA-Z0-9][a-zA-Z0-9._\-/]*$/;
/** Coolify's rule for branches: nothing that git takes for something else. */
const BRANCH = /^(?!HEAD$)(?!.*(\.\.|\/\/))(?![/.])[a-zA-Z0-9\-_/.]+(?<![/.]|\.lock)$/;
/** With a user or password it would stand readable in state and in every preview. */
const REPOSITORY = /^https?:\/\/[a-zA-Z0-9.-]+(:\d+)?\/(?!.*\.\.\/)[a-zA-Z0-9\-_/.@~]+$/;

/** Public repository at GitHub or elsewhere, by address. An ending `.git` says nothing and is dropped (trap T2). */
const Repository = text()
  .regex(REPOSITORY, "must be the https:// address of a public repository, without user or password")
  .transform((address) => address.replace(/\.git$/, "").replace(/\/+$/, ""));

const PublicGit = z.strictObject({
  type: z.literal("publicGit"),
  repository: Repository,
  branch: text().regex(BRANCH, "is no branch name"),
  /** A pin: 40 hex digits or a tag. Default: the head of the branch. */
  commit: text().regex(GIT_REFERENCE, "is no commit").optional(),
});

const DockerImage = z.strictObject({
  type: z.literal("dockerImage"),
  /** Without tag: `ghcr.io/pf-core/ep-app` (trap T12). */
  image: text()
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

/** Shown to people: anything but line breaks, and `<`, from which on Coolify cuts HTML out (contract 4.6). */
export const ApplicationName = text()
  .min(1, "must not be empty")
  .regex(/^[^<\p{C}]*$/u, "must not contain < or control characters");

const COMMAND = /^([ \t]|&&|\|\||"[^"$`\\\n\r]*"|'[^'\n\r]*'|[a-zA-Z0-9._\-/=:@,+[\]{}#%^~*?!])*$/;

/** Command that runs in a shell of the build or the container; blank means the build pack's own. */
export const Command = text()
  .regex(COMMAND, "must be one line of plain words, quoted texts, && and ||: Coolify refuses $ ; | < > ( ) and backslashes")
  .optional();

const Seconds = z.number().int().min(1).max(86_400);

/** Coolify asks the container before it lets traffic in and goes on asking. */
export const HealthCheck = z.strictObject({
  enabled: z.boolean().default(false),
  path: text()
    .regex(/^\/[a-zA-Z0-9/\-_.~%,;]*$/, "must start with / and have no ? or &")
    .default("/"),
  intervalSeconds: Seconds.default(5),
  timeoutSeconds: Seconds.default(5),
  retries: z.number().int().min(1).max(1000).default(10),
  startPeriodSeconds: z.number().int().min(0).max(86_400).default(5),
});

/** Ceilings of one container, in Docker's words: `256m`, `0.25`. `0` is no ceiling. */
export const Limits = z.strictObject({
  memory: text()
    .toLowerCase()
    .regex(/^\d+(\.\d+)?[bkmg]?$/, "must be a size such as 256m or 1g")
    .default("0"),
  cpus: text()
    .regex(/^\d+(\.\d+)?$/, "must be a number such as 0.25")
    .default("0"),
});
