import { z } from "zod";
import { UserError } from "../errors.ts";
import { Adopt, Connection, Description, ProjectName, Stamp } from "../fields.ts";
import { defineKind, del, get, patch, post, type Wire } from "../kind.ts";
import { splitStamp, withStamp } from "../stamp.ts";
import { filledText, webAddress } from "../text.ts";

const BUCKET = /^(?=.{3,63}$)(?!.*(\.\.|\.-|-\.))(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/;
/** Whatever the connection depends on. */
const CONNECTION = ["endpoint", "bucket", "region", "key", "secret", "is_usable"];

/** A bucket for backups. Coolify uses it only when it is marked usable, so it is tried out as soon as it is written (contract 15). */
export const s3Storage = defineKind({
  type: "S3Storage",
  doc: "A bucket at an S3 provider, for backups of databases and volumes. Deleting it switches S3 off in the backups that used it.",
  input: z.strictObject({
    coolify: Connection,
    stamp: Stamp,
    adopt: Adopt,
    name: ProjectName.describe("Name at Coolify.").meta({ examples: ["backups", "Sicherungen"] }),
    description: Description.default("")
      .describe("What it is for.")
      .meta({ examples: ["Nightly", "Weekly"] }),
    endpoint: webAddress()
      .describe("Address of the provider, reachable from the internet: `https://s3.eu-central-1.amazonaws.com`.")
      .meta({ examples: ["https://s3.eu-central-1.amazonaws.com", "https://fsn1.your-objectstorage.com"] }),
    bucket: filledText()
      .regex(BUCKET, "must be a bucket name: 3 to 63 lower-case letters, digits, dots and dashes")
      .describe("The bucket.")
      .meta({ examples: ["pf-backups", "pf-archive"] }),
    region: filledText()
      .describe("Region, in the provider's words.")
      .meta({ examples: ["eu-central-1", "us-east-1"] }),
    key: filledText()
      .describe("Access key.")
      .meta({ secret: true, examples: ["AKIAEXAMPLE", "AKIAOTHER"] }),
    secret: filledText()
      .describe("Secret key.")
      .meta({ secret: true, examples: ["example-secret", "other-secret"] }),
    validate: z
      .boolean()
      .default(true)
      .describe(
        "Whether Coolify tries the bucket when it is new or changed, and `up` fails when it cannot be reached. Else it is taken for usable.",
      )
      .meta({ writeOnly: "contract 15: a request of its own" }),
  }),
  example: {
    stamp: "example/backups",
    name: "backups",
    description: "Nightly",
    endpoint: "https://s3.eu-central-1.amazonaws.com",
    bucket: "pf-backups",
    region: "eu-central-1",
    key: "AKIAEXAMPLE",
    secret: "example-secret",
  },
  routes: {
    create: post("/s3-storages"),
    read: get("/s3-storages/{uuid}"),
    update: patch("/s3-storages/{uuid}"),
    delete: del("/s3-storages/{uuid}"),
  },
  createKeys: ["name", "description", ...CONNECTION],
  replaceOn: [],
  adopt: { by: "stamp", list: get("/s3-storages") },
  toWire: ({ name, description, stamp, endpoint, bucket, region, key, secret, validate }) => ({
    ...{ name, description: withStamp(description, stamp), endpoint, bucket, region, key, secret },
    // Until it was tried out it is not usable; the trial writes the mark itself.
    is_usable: !validate,
  }),
  fromWire: ({ name, description, endpoint, bucket, region, key, secret }) => ({
    ...{ name, ...splitStamp(description), endpoint, bucket, region },
    ...(key !== undefined && { key }),
    ...(secret !== undefined && { secret }),
  }),
  afterWrite: async ({ inputs, written, ask }) => {
    if (!inputs.validate || !written.some((key) => CONNECTION.includes(key))) return;
    const { valid, message } = (await ask(post("/s3-storages/{uuid}/validate"))) as Wire;
    if (valid !== true)
      throw new UserError(
        `Coolify cannot use the bucket "${inputs.bucket}" at ${inputs.endpoint}: ${String(message)} Correct the fields, or set validate: false to take it unseen.`,
      );
  },
});
