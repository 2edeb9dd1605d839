import { jest } from "@jest/globals";
import type { Method } from "../../providers/coolify/kind.ts";
import { Transport } from "../../providers/coolify/transport.ts";
import type { Properties } from "../../providers/coolify/values.ts";

/** One request as it left the provider. */
export interface Sent {
  method: Method;
  /** Without `/api/v1` and without query. */
  path: string;
  query: Record<string, string>;
  body: Properties | undefined;
  status: number;
}

const IDENTITY = /^\/(version|teams?(\/.*)?)$/;
const { send } = Transport.prototype;
let sent: Sent[] = [];

/** Watches what all providers of this process send, bodies too: the offline Coolify keeps none. */
export function record(): void {
  jest.spyOn(Transport.prototype, "send").mockImplementation(async function (this: Transport, ...given) {
    const [method, pathAndQuery, body] = given;
    const [path = "", query] = pathAndQuery.split("?");
    const parsed = body === undefined ? undefined : (JSON.parse(body) as Properties);
    const one: Sent = { method, path, query: Object.fromEntries(new URLSearchParams(query)), body: parsed, status: 0 };
    // The identity of the team is asked once a process, whatever is done (decision 15).
    if (!IDENTITY.test(path)) sent.push(one);
    const answer = await send.apply(this, given);
    one.status = answer.status;
    return answer;
  });
}

/** Everything since the last call. */
export function taken(): Sent[] {
  const all = sent;
  sent = [];
  return all;
}

export const writesOf = (requests: readonly Sent[]): Sent[] => requests.filter(({ method }) => method !== "GET");
export const readsOf = (requests: readonly Sent[]): Sent[] => requests.filter(({ method }) => method === "GET");
export const lineOf = ({ method, path }: Sent): string => `${method} ${path}`;
