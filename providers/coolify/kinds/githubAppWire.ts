import type { Wire } from "../kind.ts";
import { splitStamp, withStamp } from "../stamp.ts";

/** The inputs that reach Coolify's columns. */
interface Settings {
  stamp: string;
  name: string;
  appId: number;
  installationId: number;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  organization?: string | undefined;
  htmlUrl: string;
  apiUrl?: string | undefined;
  customUser: string;
  customPort: number;
}

/** Where the API of a GitHub lives when nobody says: its own host on github.com and ghe.com, below the installation elsewhere. */
function apiOf(htmlUrl: string): string {
  if (!URL.canParse(htmlUrl)) return "";
  const { hostname, origin } = new URL(htmlUrl);
  if (hostname === "github.com") return "https://api.github.com";
  return hostname.endsWith(".ghe.com") && !hostname.startsWith("api.") ? `https://api.${hostname}` : `${origin}/api/v3`;
}

export const githubAppToWire = (inputs: Settings): Wire => ({
  name: withStamp(inputs.name, inputs.stamp),
  app_id: inputs.appId,
  installation_id: inputs.installationId,
  client_id: inputs.clientId,
  client_secret: inputs.clientSecret,
  webhook_secret: inputs.webhookSecret,
  organization: inputs.organization ?? null,
  html_url: inputs.htmlUrl,
  api_url: inputs.apiUrl ?? apiOf(inputs.htmlUrl),
  // Never null: that is a 500 (contract 15).
  custom_user: inputs.customUser,
  custom_port: inputs.customPort,
});

export function githubAppFromWire(wire: Wire, known: Partial<Settings>): Wire {
  const { description: name, stamp } = splitStamp(wire.name);
  const isUsual = known.apiUrl === undefined && wire.api_url === apiOf(String(wire.html_url));
  return {
    name,
    stamp,
    appId: wire.app_id,
    installationId: wire.installation_id,
    clientId: wire.client_id,
    ...("client_secret" in wire && { clientSecret: wire.client_secret }),
    ...("webhook_secret" in wire && { webhookSecret: wire.webhook_secret }),
    organization: wire.organization ?? undefined,
    htmlUrl: wire.html_url,
    apiUrl: isUsual ? undefined : wire.api_url,
    customUser: wire.custom_user,
    customPort: wire.custom_port,
  };
}
