import { place, project, type Row } from "./rows.ts";

export const git = {
  ...place,
  git_repository: "https://git.example.com/contract/site",
  git_branch: "release/1.x",
  build_pack: "static",
  ports_exposes: "8080",
};
export const HEX = "0123456789abcdef".repeat(4);

/** A project and an application in it, under the names P and A. */
export const made: readonly Row[] = [
  project,
  [
    "an application",
    "POST /applications/public",
    { ...git, domains: "https://contract.example.com" },
    201,
    { domains: "https://contract.example.com" },
    { keep: "A" },
  ],
];
