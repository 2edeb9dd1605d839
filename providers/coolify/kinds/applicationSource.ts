import { z } from "zod";
import { COLUMN, exactText, text } from "./applicationText.ts";

const GIT_REFERENCE = /^[a-zA-Z0-9][a-zA-Z0-9._\-/]*$/;
/** Coolify's rule for branches: nothing that git takes for something else. */
const BRANCH = /^(?!HEAD$)(?!.*(\.\.|\/\/))(?![/.])[a-zA-Z0-9\-_/.]+(?<![/.]|\.lock)$/;
/** With a user or password it would stand readable in state and in every preview. */
const REPOSITORY = /^https?:\/\/[a-zA-Z0-9.-]+(:\d+)?\/(?!.*\.\.\/)[a-zA-Z0-9\-_/.@~]+$/;
const SSH_REPOSITORY = /^git@[a-zA-Z0-9.-]+:(?!.*\.\.\/)[a-zA-Z0-9\-_/.~]+$/;
const OWNER_AND_NAME = /^[a-zA-Z0-9._-]+\/[a-zA-Z0-9._-]+$/;

/** An ending `.git` says nothing and is dropped (trap T2). */
const plain = (address: string) => address.replace(/\.git$/, "").replace(/\/+$/, "");
/** `owner/name` of any way to write a repository at GitHub, as Coolify stores it. */
const short = (address: string) => plain(address.replace(/^https?:\/\/(www\.)?github\.com\//i, "").replace(/^\/+|\/+$/g, ""));

const reference = {
  branch: text().regex(BRANCH, "is no branch name").describe("Branch that is built."),
  commit: text()
    .regex(GIT_REFERENCE, "is no commit")
    .transform((commit) => (commit === "HEAD" ? undefined : commit))
    .optional()
    .describe("A pin: 40 hex digits or a tag. Default: the head of the branch."),
};

const PublicGit = z.strictObject({
  type: z.literal("publicGit"),
  repository: text()
    .regex(REPOSITORY, "must be the https:// address of a public repository, without user or password")
    .overwrite(plain)
    .describe("Address of a public repository, at GitHub or elsewhere; from one to the other it is another application."),
  ...reference,
});

const GithubApp = z.strictObject({
  type: z.literal("githubApp"),
  app: z.string().trim().min(1, "must not be empty").describe("Name or uuid of the GitHub App that may read the repository."),
  repository: text()
    .overwrite(short)
    .regex(OWNER_AND_NAME, "must be <owner>/<repository>, or its address at github.com")
    .describe("`<owner>/<repository>`."),
  ...reference,
});

const DeployKey = z.strictObject({
  type: z.literal("deployKey"),
  key: z.string().trim().min(1, "must not be empty").describe("Name or uuid of the private key that may read the repository."),
  repository: text()
    .regex(SSH_REPOSITORY, "must be an address for SSH: git@<host>:<path>")
    .describe("Address for SSH, kept as it is written: `git@git.example.com:acme/site.git`."),
  ...reference,
});

const Dockerfile = z.strictObject({
  type: z.literal("dockerfile"),
  text: exactText().describe("The Dockerfile itself. Another text is another application (contract 16.5)."),
});

/** Stands at the end of the name of an image that is named by digest; the digits stand where the tag does (contract 4.1). */
export const DIGEST_MARK = "@sha256";
export const DIGEST = "sha256:";

const DockerImage = z
  .strictObject({
    type: z.literal("dockerImage"),
    image: text()
      .regex(/^[a-z0-9]+([._:/-]+[a-z0-9]+)*$/, "must be an image name in lower case without a tag")
      .regex(/^(?!.*:[^/]*$)/, "must not contain the tag: give it apart")
      .describe("Name without tag: `ghcr.io/pf-core/ep-app` (trap T12)."),
    tag: z
      .string()
      .trim()
      .regex(/^(sha256:[0-9a-f]{64}|[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/, "is no image tag, and no digest: sha256: and 64 hex digits")
      .describe("Tag of the image, or its digest `sha256:…`: then it is exactly this image for ever.")
      .meta({ examples: ["1.0.0", "1.1.0", `sha256:${"0123456789abcdef".repeat(4)}`] }),
  })
  .refine(({ image, tag }) => !tag.startsWith(DIGEST) || image.length <= COLUMN - DIGEST_MARK.length, {
    message: "is too long beside a digest",
    path: ["image"],
  });

/** Where the application comes from. Another type is another application: it is replaced. */
export const Source = z
  .discriminatedUnion("type", [PublicGit, GithubApp, DeployKey, Dockerfile, DockerImage])
  .describe("Where the application comes from. Another type, GitHub App, key or Dockerfile is another application: it is replaced.")
  .meta({
    examples: [
      { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop" },
      { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "main" },
      { type: "githubApp", app: "forge", repository: "pf-core/air-app", branch: "develop" },
      { type: "deployKey", key: "main", repository: "git@github.com:pf-core/air-app.git", branch: "develop" },
      { type: "dockerfile", text: "FROM nginx:alpine\nEXPOSE 80\n" },
      { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
    ],
  });
export type Source = z.output<typeof Source>;

export const BuildPack = z.enum(["nixpacks", "static", "dockerfile", "railpack", "dockercompose"]);
