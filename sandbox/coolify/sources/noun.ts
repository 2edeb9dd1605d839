import { applications } from "../applications/tables.ts";
import { rowIn } from "../hosts/controls.ts";
import { gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Noun } from "../noun.ts";
import type { World } from "../world/world.ts";
import { controlGithub } from "./github.ts";
import {
  changeGithubApp,
  createGithubApp,
  deleteGithubApp,
  GITHUB_TYPE,
  listBranches,
  listGithubApps,
  listRepositories,
} from "./githubApps.ts";
import { changeGitlabApp, createGitlabApp, deleteGitlabApp, listGitlabApps } from "./gitlabApps.ts";
import { seedSources } from "./seed.ts";
import { githubApps, githubRepositories, gitlabApps } from "./tables.ts";

export const sourcesNoun: Noun = {
  name: "sources",
  tables: [githubApps, gitlabApps, githubRepositories],
  actions: {
    "GET /github-apps": listGithubApps,
    "POST /github-apps": gated(createGithubApp),
    "PATCH /github-apps/{github_app_id}": changeGithubApp,
    "DELETE /github-apps/{github_app_id}": deleteGithubApp,
    "GET /github-apps/{github_app_id}/repositories": listRepositories,
    "GET /github-apps/{github_app_id}/repositories/{owner}/{repo}/branches": listBranches,
    "GET /gitlab-apps": listGitlabApps,
    "POST /gitlab-apps": gated(createGitlabApp),
    "PATCH /gitlab-apps/{gitlab_app_id}": changeGitlabApp,
    "DELETE /gitlab-apps/{gitlab_app_id}": deleteGitlabApp,
  },
  seed: seedSources,
  controls: { github: controlGithub, "application-uses-github-app": controlSource },
};

/** `{application, github_app}`: the application's source, as nothing in the API can set it afterwards. */
function controlSource(world: World, command: Bag): void {
  const application = rowIn(world, applications.name, command.application, "application");
  const app = rowIn(world, githubApps.name, command.github_app, "GitHub app");
  world.table(applications.name).update(application, { source_id: app.id, source_type: GITHUB_TYPE });
}
