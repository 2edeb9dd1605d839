import type { Method } from "../../providers/coolify/kind.ts";
import { Transport } from "../../providers/coolify/transport.ts";

/** A request of a run: the how manieth of its method and path, uuids of what is not there before left out. */
export interface Cut {
  method: Method;
  /** Where it goes, `*` for what the run itself makes. */
  path: string;
}

const isIt = ({ method, path }: Cut, ofMethod: string, ofPath: string) =>
  method === ofMethod && new RegExp(`^${path.replaceAll("*", "[^/]+")}$`).test(ofPath.split("?")[0] ?? "");

/** The process dies when Coolify has done the request: nothing is sent any more, and whatever was under way fails. @returns what ends it */
export function dieAt(cut: Cut): () => void {
  const { send } = Transport.prototype;
  let dead = false;
  Transport.prototype.send = async function (this: Transport, ...given) {
    if (dead) throw new Error("dead");
    const answer = await send.apply(this, given);
    dead ||= isIt(cut, given[0], given[1]);
    if (dead) throw new Error("dead");
    return answer;
  };
  return () => {
    Transport.prototype.send = send;
  };
}
