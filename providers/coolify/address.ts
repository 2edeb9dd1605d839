import { Secret } from "../secret.ts";
import { EXIT, UserError } from "./errors.ts";
import { plainUrl } from "./identity.ts";
import { hide } from "./redact.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a Coolify is and what opens it. */
export interface Address {
  url: string;
  token: Secret;
}

const suffix = (name: string) => `_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function checkedUrl(text: string, variable: string, environment: Environment): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UserError(`${variable} is not an address: write it like https://coolify.pfcore.io.`, EXIT.usage);
  const loopback = LOOPBACK.test(url.hostname);
  if (environment.PF_LOOPBACK_ONLY === "1" && !loopback)
    throw new UserError(`${variable} leads to ${url.hostname}, but this run may only reach this machine (PF_LOOPBACK_ONLY=1).`, EXIT.usage);
  if (url.protocol === "http:" && !loopback)
    throw new UserError(`${variable} uses http://: the token would travel in clear. Use https://.`, EXIT.usage);
  return plainUrl(text);
}

/**
 * The address and token of a Coolify from the environment (decision 11): `COOLIFY_BASE_URL` and `COOLIFY_TOKEN`, with several servers
 * `COOLIFY_BASE_URL_<NAME>` and `COOLIFY_TOKEN_<NAME>`. Where any named address is set, the plain one does not stand in for another name.
 * @throws UserError when something is missing or unsafe
 */
export function addressOf(environment: Environment, name?: string): Address {
  const several = Object.keys(environment).some((key) => key.startsWith("COOLIFY_BASE_URL_") && environment[key]);
  const tail = name && several ? suffix(name) : "";
  const [urlVariable, tokenVariable] = [`COOLIFY_BASE_URL${tail}`, `COOLIFY_TOKEN${tail}`];
  const url = environment[urlVariable];
  const token = environment[tokenVariable]?.trim();
  if (!url || !token) {
    const missing = [!url && urlVariable, !token && tokenVariable].filter(Boolean).join(" and ");
    throw new UserError(`No Coolify is configured${name ? ` for "${name}"` : ""}: set ${missing}.`, EXIT.authentication);
  }
  // What stands after the bar is a token by itself (contract 1.2).
  hide(token, ...token.split("|").slice(1));
  return { url: checkedUrl(url, urlVariable, environment), token: new Secret(tokenVariable, token) };
}
