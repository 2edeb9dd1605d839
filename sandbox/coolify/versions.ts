const VERSION = /^(\d+)\.(\d+)\.(\d+)/;

/** Whether a Coolify of this version has what came with a later one. A text that is no version counts as the newest (contract 19). */
export function reaches(version: string, since: string | undefined): boolean {
  const [own, wanted] = [partsOf(version), partsOf(since ?? "")];
  if (!own || !wanted) return true;
  const at = own.findIndex((part, index) => part !== wanted[index]);
  return at < 0 || (own[at] ?? 0) > (wanted[at] ?? 0);
}

const partsOf = (version: string): number[] | undefined => VERSION.exec(version)?.slice(1).map(Number);
