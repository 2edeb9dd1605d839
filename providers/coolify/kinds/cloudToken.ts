import { z } from "zod";
import { Adopt, Connection, Stamp } from "../fields.ts";
import { defineKind, del, get, patch, post } from "../kind.ts";
import { splitStamp, withStamp } from "../stamp.ts";
import { filledText, shownName } from "../text.ts";

/** Longest name people may write: the rest of Coolify's 255 characters is kept for the stamp (decision 16). */
const NAME = 150;

/** A token of a cloud provider. It has no description, so that its stamp stands behind its name (decision 16). */
export const cloudToken = defineKind({
  type: "CloudToken",
  doc: "Access to a cloud provider, with which Coolify makes servers there. Coolify tries the token when it is written.",
  input: z.strictObject({
    coolify: Connection,
    stamp: Stamp,
    adopt: Adopt,
    name: shownName(NAME)
      .describe("Name at Coolify, where the stamp follows it.")
      .meta({ examples: ["hetzner", "Hetzner Nürnberg"] }),
    provider: z.enum(["hetzner", "digitalocean", "vultr"]).describe("The provider. Another one is another token."),
    token: filledText(4096)
      .describe(
        "The token as the provider shows it. A new one replaces the object; servers that use the old one keep it from being deleted.",
      )
      .meta({ secret: true, examples: ["example-token", "other-token"] }),
  }),
  example: { stamp: "example/hetzner", name: "hetzner", provider: "hetzner", token: "example-token" },
  routes: {
    create: post("/cloud-tokens"),
    read: get("/cloud-tokens/{uuid}"),
    update: patch("/cloud-tokens/{uuid}"),
    delete: del("/cloud-tokens/{uuid}"),
  },
  createKeys: ["name", "provider", "token"],
  replaceOn: ["provider", "token"],
  adopt: { by: "stamp", stampIn: "name", list: get("/cloud-tokens") },
  toWire: ({ name, stamp, provider, token }) => ({ name: withStamp(name, stamp), provider, token }),
  fromWire: (wire) => {
    const { description: name, stamp } = splitStamp(wire.name);
    return { name, stamp, provider: wire.provider, ...("token" in wire && { token: wire.token }) };
  },
});
