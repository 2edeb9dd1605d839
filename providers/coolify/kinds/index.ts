import type { Kind } from "../kind.ts";
import { application } from "./application.ts";
import { cloudToken } from "./cloudToken.ts";
import { database } from "./database.ts";
import { databaseBackup } from "./databaseBackup.ts";
import { destination } from "./destination.ts";
import { environment } from "./environment.ts";
import { githubApp } from "./githubApp.ts";
import { notificationChannel } from "./notificationChannel.ts";
import { privateKey } from "./privateKey.ts";
import { project } from "./project.ts";
import { s3Storage } from "./s3Storage.ts";
import { scheduledTask } from "./scheduledTask.ts";
import { server } from "./server.ts";
import { service } from "./service.ts";
import { serviceApplication } from "./serviceApplication.ts";
import { serviceDatabase } from "./serviceDatabase.ts";
import { storage } from "./storage.ts";
import { volumeBackup } from "./volumeBackup.ts";

/** Every declared kind. One that was ever released stays here for ever: state names it (facts of Pulumi 1.8). */
export const kinds = [
  project,
  environment,
  application,
  privateKey,
  githubApp,
  cloudToken,
  s3Storage,
  server,
  destination,
  notificationChannel,
  storage,
  scheduledTask,
  volumeBackup,
  service,
  serviceApplication,
  serviceDatabase,
  database,
  databaseBackup,
] as unknown as readonly Kind[];
