import { requireAdmin } from "../access/admin.ts";
import { refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { cloudTokens } from "./tables.ts";

/** Every call that reaches a provider names a token, by its present or its former parameter (contract 14). */
export const tokenRules = {
  cloud_provider_token_uuid: "required_without:cloud_provider_token_id|string",
  cloud_provider_token_id: "required_without:cloud_provider_token_uuid|string",
};

/** @throws Refusal 404 unless the team has this token of the provider, 403 for plain members */
export function requireProviderToken(call: Call, provider: string, name: string): void {
  const token = call.world.of(cloudTokens).byUuid(call.input.cloud_provider_token_uuid ?? call.input.cloud_provider_token_id);
  if (token?.team_id !== call.team || token.provider !== provider) throw refusal(404, `${name} cloud provider token not found.`);
  requireAdmin(call);
}
