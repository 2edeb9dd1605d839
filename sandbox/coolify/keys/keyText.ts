import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { WireReader, wireField, wireNumber } from "./wire.ts";

/** What Coolify derives from a private key (contract 14). */
export interface DerivedKey {
  /** SHA-256 of the public key without `SHA256:`; null where the text is a public key, which Coolify lets pass. */
  readonly fingerprint: string | null;
  /** One OpenSSH line that ends with a space. */
  readonly public_key: string;
}

const NO_PRIVATE_PART: DerivedKey = { fingerprint: null, public_key: "Error loading private key" };
const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END OPENSSH PRIVATE KEY-----/;
const PUBLIC_LINE = /^(ssh-ed25519|ssh-rsa|ssh-dss|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/]+=*)(?: .*)?$/;
const MAGIC = Buffer.from("openssh-key-v1\0");
const CURVES: Readonly<Record<string, string>> = { "P-256": "nistp256", "P-384": "nistp384", "P-521": "nistp521" };

/** The public side of a key text; undefined where it is no key, or one with a passphrase. */
export function derivedKey(text: string): DerivedKey | undefined {
  try {
    const line = PUBLIC_LINE.exec(text.trim());
    if (line) return isPublicBlob(line[1] ?? "", line[2] ?? "") ? NO_PRIVATE_PART : undefined;
    const openssh = OPENSSH.exec(text);
    if (openssh) return derivedFrom(publicBlob(openssh[1] ?? ""));
    return fromPem(text);
  } catch {
    return undefined;
  }
}

/** A key as Coolify stores it: trimmed, with one line end. */
export const storedKey = (text: string): string => `${text.trim()}\n`;

function derivedFrom(blob: Buffer): DerivedKey {
  const kind = new WireReader(blob).field().toString();
  const fingerprint = createHash("sha256").update(blob).digest("base64").replace(/=+$/, "");
  return { fingerprint, public_key: `${kind} ${blob.toString("base64")} ` };
}

/** The public part lies open in an OpenSSH file. @throws where the file is broken or encrypted */
function publicBlob(base64: string): Buffer {
  const bytes = Buffer.from(base64, "base64");
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new RangeError("no OpenSSH key");
  const reader = new WireReader(bytes, MAGIC.length);
  const cipher = reader.field().toString();
  reader.field();
  reader.field();
  if (cipher !== "none" || reader.number() !== 1) throw new RangeError("an encrypted key or several");
  const blob = reader.field();
  if (reader.field().length === 0) throw new RangeError("no private part");
  return Buffer.from(blob);
}

function isPublicBlob(kind: string, base64: string): boolean {
  return new WireReader(Buffer.from(base64, "base64")).field().toString() === kind;
}

function fromPem(text: string): DerivedKey {
  if (/-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) {
    createPublicKey(text);
    return NO_PRIVATE_PART;
  }
  return derivedFrom(blobOf(createPublicKey(createPrivateKey(text))));
}

/** A public key in OpenSSH's form. @throws where OpenSSH has no such kind */
function blobOf(key: KeyObject): Buffer {
  const jwk = key.export({ format: "jwk" });
  const bytes = (part: string | undefined) => Buffer.from(part ?? "", "base64url");
  if (jwk.kty === "RSA") return Buffer.concat([wireField("ssh-rsa"), wireNumber(bytes(jwk.e)), wireNumber(bytes(jwk.n))]);
  if (jwk.crv === "Ed25519") return Buffer.concat([wireField("ssh-ed25519"), wireField(bytes(jwk.x))]);
  const curve = CURVES[jwk.crv ?? ""];
  if (!curve) throw new RangeError("no kind that OpenSSH knows");
  const point = Buffer.concat([Buffer.of(4), bytes(jwk.x), bytes(jwk.y)]);
  return Buffer.concat([wireField(`ecdsa-sha2-${curve}`), wireField(curve), wireField(point)]);
}
