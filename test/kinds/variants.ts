import { applicationExample } from "../../providers/coolify/kinds/applicationExample.ts";
import { type Properties, without } from "../../providers/coolify/values.ts";

const compose = without({ ...applicationExample, buildPack: "dockercompose" }, ["domains", "noindexDomains"]);

/**
 * Further full sets of inputs, where one example cannot show all fields of a kind: some exclude each other. By kind and by what is
 * special about them.
 */
export const variants: Readonly<Record<string, Readonly<Record<string, Properties>>>> = {
  Application: {
    "without domains": without(applicationExample, ["domains", "noindexDomains"]),
    "from a private repository": {
      ...applicationExample,
      source: { type: "githubApp", app: "forge", repository: "pf-core/air-app", branch: "develop" },
    },
    "with a deploy key": {
      ...applicationExample,
      source: { type: "deployKey", key: "main", repository: "git@github.com:pf-core/air-app.git", branch: "develop" },
    },
    "from a Dockerfile": { ...applicationExample, source: { type: "dockerfile", text: "FROM nginx:alpine\nEXPOSE 80\n" } },
    "from a Docker image": { ...applicationExample, source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" } },
    "from an image by digest": {
      ...applicationExample,
      source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: `sha256:${"0123456789abcdef".repeat(4)}` },
    },
    "of a compose file": {
      ...compose,
      // Through a GitHub App, so that it is made anew: only then Coolify reads the file, and takes domains for its services.
      source: { type: "githubApp", app: "forge", repository: "pf-core/air-app", branch: "develop" },
      composeDomains: { web: { domains: ["https://web.air.pfcore.io"], redirect: "www" }, api: { domains: [] } },
      compose: { startCommand: "docker compose up -d", buildCommand: "docker compose build", raw: true },
    },
  },
};
