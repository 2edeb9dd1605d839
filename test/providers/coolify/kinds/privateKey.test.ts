import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "@jest/globals";
import { privateKey } from "../../../../providers/coolify/kinds/privateKey.ts";
import { declared } from "./declared.ts";

const pair = () => generateKeyPairSync("ed25519").privateKey;
const PEM = pair().export({ type: "pkcs8", format: "pem" }).toString();
const LOCKED = pair().export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }).toString();

/** The frame of an OpenSSH key, with nothing but its cipher in it. */
function openSsh(cipher: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(cipher.length);
  const body = Buffer.concat([Buffer.from("openssh-key-v1\0"), length, Buffer.from(cipher)]).toString("base64");
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----`;
}

const { kind, inputs, faults, wire, read } = declared(privateKey, { stamp: "pf/key", name: "deploy", privateKey: PEM });

test("16.5: every change sends the key again", () =>
  expect(kind.besideUpdate?.(inputs({ name: "other" }), "u")).toEqual({ private_key: PEM }));

test.each([
  ["without line end", PEM.trim()],
  ["with more of them", `\n${PEM}\n\n`],
  ["of Windows", PEM.replaceAll("\n", "\r\n")],
])("T11: a key %s is kept as Coolify keeps it: trimmed, with one line end", (_, text) =>
  expect(wire({ privateKey: text }).private_key).toBe(PEM),
);

test("what is read is what was written; a hidden key stays as state has it (1.7)", () => {
  expect(read(wire())).toEqual(inputs());
  expect(read({ name: "deploy", description: wire().description })).toEqual(inputs());
});

test("the public key is told without the space at its end", () =>
  expect(kind.results?.of({ public_key: "ssh-ed25519 AAAA ", fingerprint: "f" })).toEqual({
    publicKey: "ssh-ed25519 AAAA",
    fingerprint: "f",
  }));

test("OpenSSH's own form is taken", () => expect(faults({ privateKey: openSsh("none") })).toEqual([]));

test.each([
  ["a passphrase", LOCKED, "has a passphrase, which Coolify cannot enter"],
  ["a passphrase in OpenSSH's form", openSsh("aes256-ctr"), "has a passphrase"],
  ["base64, which only creation takes", Buffer.from(PEM).toString("base64"), "must be a private key from -----BEGIN"],
  ["a damaged key", PEM.replace(/\n(.)/, "\n!"), "is damaged"],
  ["no key", "secret-words", "must be a private key"],
])("refuses %s, and quotes nothing of it", (_, text, fault) => {
  expect(faults({ privateKey: text })).toEqual([expect.stringContaining(fault)]);
  expect(faults({ privateKey: text }).join()).not.toMatch(/secret-words|MC4CAQ/);
});
