import { type Answer, invalid, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Action } from "../noun.ts";
import { errorsOf, type InputSpec } from "../validation/validate.ts";
import { requireProviderToken, tokenRules } from "./provider.ts";

/** What each provider lists, by path, in the words of the refusal. */
const CATALOGUES: Readonly<Record<string, { readonly name: string; readonly lists: Readonly<Record<string, string>> }>> = {
  hetzner: {
    name: "Hetzner",
    lists: {
      locations: "locations",
      "server-types": "server types",
      images: "images",
      "ssh-keys": "SSH keys",
      firewalls: "firewalls",
      networks: "networks",
    },
  },
  vultr: { name: "Vultr", lists: { regions: "regions", plans: "plans", os: "operating systems", "ssh-keys": "SSH keys" } },
  digitalocean: { name: "DigitalOcean", lists: { regions: "regions", sizes: "sizes", images: "images", "ssh-keys": "SSH keys" } },
};

const input: InputSpec = { rules: tokenRules, unknown: "ignore" };

/** Every catalogue checks its token; behind that no provider can be reached (contract 14). */
export const catalogueActions: Readonly<Record<string, Action>> = Object.fromEntries(
  Object.entries(CATALOGUES).flatMap(([provider, { name, lists }]) =>
    Object.entries(lists).map(([path, words]): [string, Action] => [
      `GET /${provider}/${path}`,
      (call) => refuseCatalogue(call, provider, name, words),
    ]),
  ),
);

function refuseCatalogue(call: Call, provider: string, name: string, words: string): Answer {
  const errors = errorsOf(call.input, input);
  if (Object.keys(errors).length > 0) throw invalid(errors);
  requireProviderToken(call, provider, name);
  throw refusal(500, `Failed to fetch ${name} ${words}.`);
}
