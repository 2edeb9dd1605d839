import { createPrivateKey } from "node:crypto";
import { trimmed } from "../text.ts";

const PEM = /^-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----\n([\s\S]+)\n-----END \1-----$/;
/** How an OpenSSH key begins; after it comes the name of the cipher with its length before it. */
const OPENSSH = "openssh-key-v1\0";

const LOCKED = "has a passphrase, which Coolify cannot enter: make a key without one";
const DAMAGED = "is damaged: no key can be read from it";

const unix = (text: string) => trimmed(text.replaceAll("\r\n", "\n"));

/** A key as Coolify keeps it: trimmed, with one line end (contract 14). */
export const keyText = (text: string): string => `${unix(text)}\n`;

/** Whether the public half lies open in it and the private one is not locked. */
function openSshFault(base64: string): string | undefined {
  const bytes = Buffer.from(base64, "base64");
  if (!bytes.subarray(0, OPENSSH.length).equals(Buffer.from(OPENSSH))) return DAMAGED;
  const at = OPENSSH.length + 4;
  const cipher = bytes.subarray(at, at + bytes.readUInt32BE(OPENSSH.length)).toString();
  return cipher === "none" ? undefined : LOCKED;
}

function pemFault(text: string): string | undefined {
  try {
    createPrivateKey(text);
    return undefined;
  } catch {
    // Its own words may quote the key.
    return DAMAGED;
  }
}

/** What is wrong with a key, without a word of the key itself. */
export function keyFault(text: string): string | undefined {
  const [, kind, body = ""] = PEM.exec(unix(text)) ?? [];
  if (kind === undefined)
    return "must be a private key from -----BEGIN … PRIVATE KEY----- to -----END … PRIVATE KEY-----, with its line breaks";
  if (kind.startsWith("ENCRYPTED") || /^Proc-Type:.*ENCRYPTED/m.test(body)) return LOCKED;
  return kind.startsWith("OPENSSH") ? openSshFault(body) : pemFault(unix(text));
}
