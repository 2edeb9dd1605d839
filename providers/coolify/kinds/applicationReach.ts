import { z } from "zod";
import { freeText, plainName, text } from "./applicationText.ts";

/** Scheme and host in lower case, the rest as it is: Coolify does the same (contract 10). */
const lowerHost = (url: string) => url.replace(/^[a-z]+:\/\/[^/?#]*/i, (origin) => origin.toLowerCase());

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

export const Redirect = z.enum(["both", "www", "non-www"]);

const isOnce = (urls: readonly string[]) => new Set(urls).size === urls.length;

/**
 * Domains by service of the compose file (contract 4.4). They travel as one map, so a service that is not named loses its own with
 * the next change; and the map cannot be emptied, only a service's domains can.
 */
export const ComposeDomains = z
  .record(
    plainName(),
    z.strictObject({
      domains: Domains.default([]).describe("Full addresses. None: the service gets no domain."),
      redirect: Redirect.optional().describe("Which of the addresses with and without www. the others lead to."),
    }),
  )
  .refine((services) => isOnce(Object.values(services).flatMap(({ domains }) => domains)), "must not contain the same address twice")
  .transform((services) => (Object.keys(services).length > 0 ? services : undefined))
  .optional();

export const ProxyRules = z.strictObject({
  forceHttps: z.boolean().default(true).describe("Whether http:// leads to https://."),
  gzip: z.boolean().default(true).describe("Whether answers are compressed."),
  stripPrefix: z.boolean().default(true).describe("Whether the path of a domain is cut off before the application sees it."),
});

export const BasicAuth = z
  .strictObject({
    enabled: z.boolean().default(true).describe("Whether the proxy asks for them."),
    username: text()
      .regex(/^[^:\p{C}]+$/u, "must not be empty and have no colon")
      .describe("Name to log in with.")
      .meta({ examples: ["air", "pf"] }),
    password: freeText()
      .min(1, "must not be empty")
      .describe("Password to log in with.")
      .meta({ secret: true, examples: ["one word", "two words"] }),
  })
  .optional();

const Secret = freeText()
  .min(1, "must not be empty")
  .optional()
  .meta({
    secret: true,
    examples: ["hook one", "hook two"],
    writeOnly: "random where nobody sets it, so read only where it was set before: contract 4.1",
  });

export const WebhookSecrets = z.strictObject({
  github: Secret.describe("For GitHub."),
  gitlab: Secret.describe("For GitLab."),
  bitbucket: Secret.describe("For Bitbucket."),
  gitea: Secret.describe("For Gitea."),
});

const Tag = z
  .string()
  .trim()
  .min(2, "must have at least 2 characters")
  .max(255)
  .regex(/^[^<\p{C}]*$/u, "must not contain < or control characters")
  .toLowerCase();

/** Coolify keeps them in lower case and in no order (trap T20). */
export const Tags = z
  .array(Tag)
  .transform((tags) => [...new Set(tags)].sort())
  .optional();
