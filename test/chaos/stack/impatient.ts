import { Transport } from "../../../providers/coolify/transport.ts";
import { IMPATIENCE } from "./faults.ts";

/** Every request of this process is given up after a moment, as if its own limit were so short. @returns what ends it */
export function beImpatient(): () => void {
  const { send } = Transport.prototype;
  Transport.prototype.send = function (this: Transport, method, path, body, signal) {
    const limit = AbortSignal.timeout(IMPATIENCE);
    return send.call(this, method, path, body, signal ? AbortSignal.any([signal, limit]) : limit);
  };
  return () => {
    Transport.prototype.send = send;
  };
}
