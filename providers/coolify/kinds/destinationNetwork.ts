/** Begins the mark inside the name of a network. */
const MARK = ".pf-core.";

/** Networks may not contain the slash of a stamp (contract 14): `_.` stands for it, and `__` for `_`. */
const coded = (stamp: string) => stamp.replaceAll("_", "__").replace("/", "_.");
const decoded = (text: string) => text.replace(/__|_\./g, (sign) => (sign === "__" ? "_" : "/"));

/** `apps` with the stamp `air/net` is the network `apps.pf-core.air_.net`. */
export const networkOf = (network: string, stamp: string): string => `${network}${MARK}${coded(stamp)}`;

/** A network's name taken apart. Without a mark all of it is people's. */
export function networkParts(name: unknown): { network: string; stamp: string | undefined } {
  const text = String(name);
  const at = text.indexOf(MARK);
  return at < 0 ? { network: text, stamp: undefined } : { network: text.slice(0, at), stamp: decoded(text.slice(at + MARK.length)) };
}
