import { createHash } from "node:crypto";
import { type Answer, invalid, message, ok } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { safeUrl } from "../validation/safeUrl.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { serverOf, settingsOf } from "./lookup.ts";
import { changeProxy, isProxyType } from "./proxyTypes.ts";
import { type ServerRow, serverSettings, servers } from "./tables.ts";

const proxyInput = (call: Call): InputSpec => ({
  rules: {
    redirect_enabled: "boolean",
    redirect_url: ["nullable", "string", safeUrl(call)],
    generate_exact_labels: "boolean",
    proxy_type: "string|nullable",
  },
});
const configurationInput: InputSpec = { rules: { configuration: "required|string" }, wording: "custom" };

/** These routes read the path alone (contract 14). */
const pathServer = (call: Call): ServerRow => serverOf(call, call.params.uuid);

export const showProxy = (call: Call): Answer => ok(shown(call, pathServer(call)));

export function changeProxySettings(call: Call): Answer {
  const { world } = call;
  const input = validated(call, proxyInput(call));
  const server = pathServer(call);
  const type = input.proxy_type;
  if (type && !isProxyType(type)) throw invalid({ proxy_type: ["Invalid proxy type."] });
  const redirect = {
    ...("redirect_enabled" in input ? { redirect_enabled: isTruthy(input.redirect_enabled) } : {}),
    ...("redirect_url" in input ? { redirect_url: input.redirect_url } : {}),
  };
  world.of(servers).update(server, { proxy: { ...server.proxy, ...redirect } });
  if ("generate_exact_labels" in input) {
    world.of(serverSettings).update(settingsOf(world, server), { generate_exact_labels: isTruthy(input.generate_exact_labels) });
  }
  if (isProxyType(type)) changeProxy(world, server, type);
  return ok(shown(call, server));
}

/** PUT …/proxy/configuration: plain text or base64 of it. */
export function saveConfiguration(call: Call): Answer {
  const { configuration } = validated(call, configurationInput);
  const server = pathServer(call);
  const text = decoded(String(configuration));
  if (text.trim() === "") throw invalid({ configuration: ["The configuration field is required."] });
  const saved = { last_saved_settings: createHash("md5").update(Buffer.from(text).toString("base64")).digest("hex") };
  call.world.of(servers).update(server, { proxy: { ...server.proxy, ...saved, last_saved_proxy_configuration: text } });
  return ok({ ...shown(call, server), message: "Proxy configuration saved." });
}

export function restartProxy(call: Call): Answer {
  pathServer(call);
  return message("Proxy restart queued.");
}

function decoded(text: string): string {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid({ configuration: ["The configuration should be valid base64-encoded UTF-8 text."] });
  }
}

function shown(call: Call, server: ServerRow): object {
  const { type = null, status = null, redirect_enabled = true, redirect_url = null, last_saved_proxy_configuration } = server.proxy;
  return {
    proxy_type: type,
    status,
    redirect_enabled,
    redirect_url,
    generate_exact_labels: settingsOf(call.world, server).generate_exact_labels,
    ...(call.sensitive ? { configuration: last_saved_proxy_configuration || null } : {}),
  };
}
