import { defineKind, get, patch, post } from "../kind.ts";
import { applicationExample } from "./applicationExample.ts";
import { ApplicationInput } from "./applicationFields.ts";
import { applicationFaults, applicationTurns, createKeys, toCreate } from "./applicationRules.ts";
import { isAtGithub } from "./applicationSourceWire.ts";
import { applicationFromWire, applicationToWire } from "./applicationWire.ts";
import { deletionOf } from "./deletion.ts";

const CREATE = {
  publicGit: post("/applications/public"),
  githubApp: post("/applications/private-github-app"),
  deployKey: post("/applications/private-deploy-key"),
  dockerfile: post("/applications/dockerfile"),
  dockerImage: post("/applications/dockerimage"),
};

/** An application. Names may repeat at Coolify, so it is known by its stamp. */
export const application = defineKind({
  type: "Application",
  doc: "An application: built from git or a Dockerfile, or taken from a registry, run on one server, reached by its domains.",
  input: ApplicationInput,
  example: applicationExample,
  routes: {
    create: ({ source }) => CREATE[source.type],
    read: get("/applications/{uuid}"),
    update: patch("/applications/{uuid}"),
    delete: deletionOf("/applications/{uuid}"),
    move: post("/applications/{uuid}/move"),
  },
  parents: { project: get("/projects/{project}") },
  createKeys,
  replaceOn: ["server", "destination", "source.type", "source.app", "source.key", "source.text"],
  // Coolify finds the source of a public repository when the application is made, and never again (contract 4.1).
  replaceWhen: { "source.repository": (from, to) => isAtGithub(from) !== isAtGithub(to) },
  // An application that was cut off can lack the labels that route its domains; naming them again makes the labels.
  adopt: { by: "stamp", list: get("/applications"), rewritten: ["domains"] },
  toWire: applicationToWire,
  fromWire: applicationFromWire,
  toCreate,
  tags: "/applications/{uuid}/tags",
  // Volumes of a compose file come and go with its application; others are resources of their own.
  data: {
    onDelete: "volumesStay",
    lostByReplacement: ({ buildPack }) => buildPack === "dockercompose",
    storages: get("/applications/{uuid}/storages"),
  },
  faults: applicationFaults,
  turns: applicationTurns,
  deletedLater: true,
});
