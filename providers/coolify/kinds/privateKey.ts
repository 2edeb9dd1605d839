import { z } from "zod";
import { Adopt, Connection, Description, Stamp } from "../fields.ts";
import { defineKind, del, get, patch, post } from "../kind.ts";
import { splitStamp, withStamp } from "../stamp.ts";
import { shownName } from "../text.ts";
import { keyFault, keyText } from "./privateKeyText.ts";

/**
 * An SSH key. The team may hold a key only once. Deleting the last GitHub app that uses it deletes the key as well (contract 11), so
 * that it may be gone before its own turn comes.
 */
export const privateKey = defineKind({
  type: "PrivateKey",
  doc: "An SSH key with which Coolify reaches servers and git repositories.",
  input: z.strictObject({
    coolify: Connection,
    stamp: Stamp,
    adopt: Adopt,
    name: shownName()
      .describe("Name at Coolify.")
      .meta({ examples: ["deploy", "Schlüssel für git"] }),
    description: Description.default("")
      .describe("What it is for.")
      .meta({ examples: ["Deploy key", "For AIR"] }),
    privateKey: z
      .string()
      .superRefine((text, context) => {
        const fault = keyFault(text);
        if (fault) context.addIssue({ code: "custom", message: fault });
      })
      .overwrite(keyText)
      .describe(
        "The key in PEM or OpenSSH's form, without a passphrase. Changing it keeps the object: servers and sources go on with the new one.",
      )
      .meta({ secret: true }),
  }),
  example: { stamp: "example/deploy", name: "deploy", description: "Deploy key", privateKey: "<PrivateKey text>" },
  routes: {
    create: post("/security/keys"),
    read: get("/security/keys/{uuid}"),
    together: get("/security/keys"),
    update: patch("/security/keys/{uuid}"),
    delete: del("/security/keys/{uuid}"),
  },
  createKeys: ["name", "description", "private_key"],
  replaceOn: [],
  adopt: { by: "stamp", list: get("/security/keys") },
  toWire: ({ name, description, stamp, privateKey }) => ({
    name,
    description: withStamp(description, stamp),
    private_key: privateKey,
  }),
  fromWire: (wire) => ({
    name: wire.name,
    ...splitStamp(wire.description),
    ...("private_key" in wire && { privateKey: wire.private_key }),
  }),
  // The route demands the key whatever is changed (contract 14).
  besideUpdate: ({ privateKey }) => ({ private_key: privateKey }),
  results: {
    schema: z.object({
      publicKey: z.string().describe("The public half, as `authorized_keys` and GitHub take it."),
      fingerprint: z.string().describe("SHA-256 of the public half in base64, without `SHA256:`."),
    }),
    of: ({ public_key, fingerprint }) => ({
      ...(typeof public_key === "string" && { publicKey: public_key.trim() }),
      ...(typeof fingerprint === "string" && { fingerprint }),
    }),
    movedBy: ["private_key"],
  },
});
