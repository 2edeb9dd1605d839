import { Refusal } from "../http/answer.ts";
import type { Action } from "../noun.ts";

/** Servers move between installations in development builds only; in production there is no such page (contract 2). */
const noPage: Action = () => {
  throw new Refusal({ status: 404, body: { message: "" }, framework: true });
};

const ROUTES = [
  "POST /servers/import",
  "GET /servers/{uuid}/export",
  "POST /servers/{uuid}/export/mailbox",
  "POST /servers/{uuid}/claim",
  "POST /servers/{uuid}/transfer/complete",
  "POST /servers/{uuid}/migrate",
];

export const transferActions: Readonly<Record<string, Action>> = Object.fromEntries(ROUTES.map((route) => [route, noPage]));
