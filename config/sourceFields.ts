import { text } from "./field.ts";

/** Where an application comes from, and what pins it. Patterns follow what Coolify accepts (contract 4.1). */

export const Repository = text(
  {
    title: "the https address of a public git repository such as https://github.com/pf-core/air-app",
    description: "Public git repository, without user name, password or question mark.",
  },
  /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(:\d{1,5})?(\/[\w.~-]+)+$/,
);

/** A repository in any of the ways to write one; which of them is right depends on how Coolify gets in. */
export const AnyRepository = text(
  {
    title: "the address of a git repository such as https://github.com/pf-core/air-app",
    description: "Git repository: its https address; <owner>/<name> with github_app; git@host:path with deploy_key.",
  },
  /^(https:\/\/|git@)?[^\s:@?#]+(:[^\s@?#]+)?$/,
);

export const GithubRepository = text(
  { title: "a repository at GitHub such as pf-core/air-app", description: "Repository that the GitHub App may read." },
  /^[a-zA-Z0-9._-]+\/[a-zA-Z0-9._-]+$/,
);

export const SshRepository = text(
  { title: "an address for SSH such as git@github.com:pf-core/air-app.git", description: "Repository that the key may read." },
  /^git@[a-zA-Z0-9.-]+:(?!.*\.\.\/)[a-zA-Z0-9\-_/.~]+$/,
);

export const Branch = text(
  { title: "a branch such as develop", description: "Branch that is deployed. Default: develop, staging and main." },
  /^[a-zA-Z0-9_-][a-zA-Z0-9_/.-]*$/,
  (written) => written !== "HEAD" && !/\.\.|\/\/|[/.]$|\.lock$/.test(written),
);

export const Commit = text(
  { title: "a commit of 40 hexadecimal digits", description: "The commit that is deployed, whatever the branch has become." },
  /^[0-9a-f]{40}$/,
);

export const Image = text(
  { title: "a Docker image without its tag, such as ghcr.io/pf-core/ep-app", description: "Docker image in a registry, lower case." },
  /^[a-z0-9]+([._-]+[a-z0-9]+)*(:\d{1,5}(?=\/))?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
);

export const Tag = text(
  { title: "a tag of a Docker image such as 1.0.0", description: "Tag of the image." },
  /^(sha256:[0-9a-f]{64}|[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/,
);

export const Release = text(
  {
    title: "a commit of 40 hexadecimal digits or a tag of a Docker image",
    description: "What an environment runs, whatever its branch has become: a commit, or a tag where the source is an image.",
  },
  /^(sha256:[0-9a-f]{64}|[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/,
);

export const ReleaseTarget = text(
  {
    title: "an environment such as production, or one of its applications such as production/worker",
    description: "What is pinned: an environment, or a further application in it that has a source of its own.",
  },
  /^[a-z0-9][a-z0-9 _.-]{1,253}[a-z0-9](\/[a-z][a-z0-9-]*)?$/,
);

export const SourceName = (what: string) =>
  text(
    { title: `the name of a ${what} in Coolify`, description: `Name or uuid of the ${what} that may read the repository.` },
    /^[^<\p{C}]{1,255}$/u,
  );
