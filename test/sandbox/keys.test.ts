import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { derivedKey } from "../../sandbox/coolify/keys/keyText.ts";

const { names64 } = JSON.parse(readFileSync(path.join(__dirname, "..", "coolify-traces", "world.json"), "utf8"));
const recorded = (name: string): string => Buffer.from(names64[name], "base64").toString();

/** As `ssh-keygen -l` says it of the recordings' keys. */
const FINGERPRINTS: [name: string, fingerprint: string, kind: string][] = [
  ["PEM1", "EyUQMTlw9clQ8ULKpcny7zgOgPlBzrUZch41MFrDz5w", "ssh-ed25519"],
  ["PEM2", "oT/RTXinemzW7CXZeT9+lW4QFBcPZ0JD68aXwMB5kxY", "ssh-ed25519"],
  ["RSA", "dww2VnvlasllRlQx4W0aK+MDeWbSIkqAxGBYGCByl8E", "ssh-rsa"],
];

describe("a private key", () => {
  test.each(FINGERPRINTS)("%s has the fingerprint that OpenSSH gives it", (name, fingerprint, kind) => {
    const derived = derivedKey(recorded(name));
    expect(derived?.fingerprint).toBe(fingerprint);
    expect(derived?.public_key).toMatch(new RegExp(`^${kind} AAAA\\S+ $`));
  });

  test.each(["P-256", "P-384", "P-521"])("on the curve %s is the same in both PEM forms", (namedCurve) => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve });
    const texts = (["sec1", "pkcs8"] as const).map((type) => String(privateKey.export({ type, format: "pem" })));
    const [one, other] = texts.map(derivedKey);
    expect(one?.public_key).toContain(`ecdsa-sha2-nistp${namedCurve.slice(2)} `);
    expect(one).toEqual(other);
  });

  test("with a passphrase, cut short or made up is none", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const sealed = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" });
    const lines = recorded("PEM1").split("\n");
    const cut = lines.filter((_, line) => line !== lines.length - 2).join("\n");
    for (const text of [String(sealed), recorded("ENC"), cut, "nope", ""]) expect(derivedKey(text)).toBeUndefined();
  });

  test("that is a public one passes, but nothing can be derived from it", () => {
    const none = { fingerprint: null, public_key: "Error loading private key" };
    expect(derivedKey(recorded("PUBLINE"))).toEqual(none);
    const { publicKey } = generateKeyPairSync("ed25519");
    expect(derivedKey(String(publicKey.export({ type: "spki", format: "pem" })))).toEqual(none);
  });
});
