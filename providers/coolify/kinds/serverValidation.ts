import { UserError } from "../errors.ts";
import { type AfterWrite, get, post, type Wire } from "../kind.ts";
import type { ServerSettings } from "./serverWire.ts";

/** Whatever decides how Coolify reaches the server. */
const CONNECTION = ["ip", "port", "user", "private_key_uuid"];

/** So often an answer that looks like the one before is believed: the job may find what it found the last time (contract 14). */
const PATIENCE = 8;

const SERVER = get("/servers/{uuid}");

interface Finding {
  usable: boolean;
  reachable: boolean;
  log: string;
  /** When Docker was last looked at. */
  checked: unknown;
}

function findingOf(server: Wire): Finding {
  const settings = (server.settings ?? {}) as Wire;
  return {
    usable: settings.is_usable === true && settings.is_reachable === true,
    reachable: settings.is_reachable === true,
    log: plainText(server.validation_logs),
    checked: settings.docker_version_checked_at ?? null,
  };
}

/** Coolify's explanations are HTML. */
export function plainText(html: unknown): string {
  if (typeof html !== "string") return "";
  const text = html.replace(/<br\s*\/?>|<\/(div|p)>/gi, " ").replace(/<[^>]*>/g, "");
  const signs: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#039;": "'", "&nbsp;": " ", "&amp;": "&" };
  return text
    .replace(/&(lt|gt|quot|#039|nbsp|amp);/g, (sign) => signs[sign] ?? sign)
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether the job has been there since: it leaves flags, a text or a time that differ. */
const isNews = (now: Finding, before: Finding): boolean =>
  now.usable !== before.usable || now.reachable !== before.reachable || now.log !== before.log || now.checked !== before.checked;

function requireUsable({ usable, log }: Finding, { name, address, user, port }: ServerSettings): void {
  if (usable) return;
  const why = log || "it gave no reason.";
  throw new UserError(
    `Coolify cannot use the server "${name}" (${user}@${address}, port ${port}): ${why} Mend that and run the same command again; installDocker: true installs Docker, validate: false takes the server unseen.`,
  );
}

/**
 * Has Coolify connect when something changed on which that depends, and waits for what it finds. The answer to a validation comes at
 * once, its result later; an old text is cleared only when the job starts, so that before and after are compared (contract 14).
 * @throws UserError with Coolify's explanation, when the server cannot be used
 */
export async function validated({ inputs, written, ask, until }: AfterWrite<ServerSettings>): Promise<void> {
  if (!inputs.validate || !written.some((key) => CONNECTION.includes(key))) return;
  const before = findingOf((await ask(SERVER)) as Wire);
  await ask(post("/servers/{uuid}/validate"), { install: inputs.installDocker });
  let looks = 0;
  const isDone = (server: Wire) => isNews(findingOf(server), before) || ++looks >= PATIENCE;
  requireUsable(findingOf(await until(SERVER, isDone, `The validation of the server "${inputs.name}"`)), inputs);
}
