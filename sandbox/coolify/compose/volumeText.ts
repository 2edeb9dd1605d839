/** A volume in its short form, `source:target:mode`. */
export interface VolumeText {
  readonly source: string;
  readonly target: string;
  readonly mode: string | null;
}

const MODES = new Set("ro rw z Z rslave rprivate rshared slave private shared cached delegated consistent".split(" "));
const REFERENCE = /^\$\{[^}]+:-[^}]*\}/;
const WHOLE_DEFAULT = /^\$\{([^}]+?):-([^}]+)\}$/;
const EMPTY_DEFAULT = /^\$\{([^}]+):-\}$/;
const DRIVE = /^[A-Za-z]:/;

/** Splits the short form. Without a colon the target is the source too; a reference with default becomes its default (contract 13.3). */
export function volumeOfText(text: string): VolumeText {
  const whole = text.trim();
  const start = REFERENCE.exec(whole)?.[0].length ?? (DRIVE.test(whole) && count(whole) > 1 ? 2 : 0);
  const colon = whole.indexOf(":", start);
  if (colon < 0) return { source: resolved(whole), target: whole, mode: null };
  const source = resolved(whole.slice(0, colon));
  const rest = whole.slice(colon + 1);
  const last = rest.lastIndexOf(":");
  const mode = last < 0 ? "" : rest.slice(last + 1);
  return MODES.has(mode) ? { source, target: rest.slice(0, last), mode } : { source, target: rest, mode: null };
}

const count = (text: string): number => text.split(":").length - 1;

function resolved(source: string): string {
  const whole = WHOLE_DEFAULT.exec(source);
  if (whole) return whole[2] ?? "";
  const empty = EMPTY_DEFAULT.exec(source);
  return empty ? `\${${empty[1]}}` : source;
}
