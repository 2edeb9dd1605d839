import type { Allowed } from "./allowed.ts";
import { application } from "./application.ts";
import { database } from "./database.ts";
import { notificationChannel } from "./notificationChannel.ts";
import { project } from "./project.ts";
import { scheduledTask } from "./scheduledTask.ts";
import { server } from "./server.ts";
import { service } from "./service.ts";
import { storage } from "./storage.ts";
import { teamBelongings } from "./teamBelongings.ts";

const all: readonly Allowed[] = [
  project,
  application,
  notificationChannel,
  scheduledTask,
  server,
  storage,
  teamBelongings,
  database,
  service,
];

const merged = <Value>(parts: readonly (Readonly<Record<string, Value>> | undefined)[]): Readonly<Record<string, Value>> =>
  Object.assign({}, ...parts);

export const allowed = merged(all.map(({ routes }) => routes));
export const dropped = merged(all.map(({ dropped }) => dropped));
export const skipped = merged(all.map(({ skipped }) => skipped));
