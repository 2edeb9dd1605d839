import { z } from "zod";
import { Adopt, Connection, NameOrUuid, Stamp } from "../fields.ts";
import { defineKind, del, get, patch, post, type Reading } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { filledText, longText, shownName, webAddress } from "../text.ts";
import { githubAppFromWire, githubAppToWire } from "./githubAppWire.ts";

/** Longest name people may write: the rest of Coolify's 255 characters is kept for the stamp (decision 16). */
const NAME = 150;
const GithubNumber = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const list: Reading = { ...get("/github-apps"), rows: rowsOf };

/**
 * A GitHub App through which Coolify reads private repositories. It is known by number at Coolify (contract 1.8) and has no
 * description, so that its stamp stands behind its name (decision 16).
 */
export const githubApp = defineKind({
  type: "GithubApp",
  doc: "A GitHub App, made at GitHub, through which Coolify reads private repositories.",
  input: z.strictObject({
    coolify: Connection,
    stamp: Stamp,
    adopt: Adopt,
    name: shownName(NAME)
      .describe("Name at Coolify, where the stamp follows it.")
      .meta({ examples: ["pf-core", "pf-core-apps"] }),
    privateKey: NameOrUuid.describe(
      "Name or uuid of the app's private key. Coolify cannot change it: another key is another app. Deleting the app deletes the key when nothing else uses it.",
    ),
    appId: GithubNumber.describe("App ID, as GitHub shows it."),
    installationId: GithubNumber.describe("Number of the installation: the end of its address at GitHub."),
    clientId: filledText()
      .describe("Client ID, as GitHub shows it.")
      .meta({ examples: ["Iv1.0123456789abcdef", "Iv1.fedcba9876543210"] }),
    clientSecret: longText()
      .describe("Client secret.")
      .meta({ secret: true, examples: ["example-client-secret", "other-client-secret"] }),
    webhookSecret: longText()
      .describe("Webhook secret, as it was set at GitHub.")
      .meta({ secret: true, examples: ["example-webhook-secret", "other-webhook-secret"] }),
    organization: filledText()
      .overwrite((name) => name.replace(/^\/+|\/+$/g, ""))
      .regex(/^[^\s/?#]+$/, "must be the name of an organization at GitHub")
      .optional()
      .describe("Organization that the app belongs to. Left out: it is a person's.")
      .meta({ examples: ["pf-core", "pf-apps"] }),
    htmlUrl: webAddress()
      .default("https://github.com")
      .describe("Address of GitHub.")
      .meta({ examples: ["https://github.com", "https://github.example.com"] }),
    apiUrl: webAddress()
      .optional()
      .describe("Address of its API. Default: what belongs to `htmlUrl`, `https://api.github.com` for GitHub itself.")
      .meta({ examples: ["https://api.github.com", "https://github.example.com/api"] }),
    customUser: shownName()
      .default("git")
      .describe("User for git over SSH.")
      .meta({ examples: ["git", "deploy"] }),
    customPort: z.number().int().min(1).max(65_535).default(22).describe("Port for git over SSH."),
  }),
  example: {
    stamp: "example/github",
    name: "pf-core",
    privateKey: "<PrivateKey uuid>",
    appId: 123456,
    installationId: 7654321,
    clientId: "Iv1.0123456789abcdef",
    clientSecret: "example-client-secret",
    webhookSecret: "example-webhook-secret",
    organization: "pf-core",
  },
  routes: {
    create: post("/github-apps"),
    read: list,
    update: patch("/github-apps/{uuid}"),
    delete: del("/github-apps/{uuid}"),
  },
  idKey: "id",
  createKeys: [
    ...["name", "app_id", "installation_id", "client_id", "client_secret", "webhook_secret", "organization"],
    ...["html_url", "api_url", "custom_user", "custom_port"],
  ],
  replaceOn: ["privateKey"],
  adopt: { by: "stamp", stampIn: "name", list },
  toWire: githubAppToWire,
  fromWire: githubAppFromWire,
  toCreate: async ({ privateKey }, lookups) => ({ private_key_uuid: (await lookups.privateKey(privateKey)).uuid }),
  // The address of GitHub alone would reset that of the API (contract 15).
  besideUpdate: (inputs) => ({ api_url: githubAppToWire(inputs).api_url }),
  results: {
    schema: z.object({ appUuid: z.string().describe("Uuid at Coolify. `uuid` is its number, as its routes want it.") }),
    of: (wire) => ("uuid" in wire ? { appUuid: wire.uuid } : {}),
    movedBy: [],
  },
});
