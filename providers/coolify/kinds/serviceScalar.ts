/** A scalar that stands without quotes: a number, true, false or null, in the one way in which we write it. */
export class Plain {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type ComposeMap = Map<string, ComposeValue>;
export type ComposeValue = Plain | string | ComposeValue[] | ComposeMap;

const WORDS: ReadonlyMap<string, string> = new Map([
  ["", "null"],
  ["~", "null"],
  ...["null", "true", "false"].map((word) => [word, word] as const),
]);
const SPECIAL = new Set([".inf", "-.inf", ".nan"]);
const OCTAL = /^([+-]?)0o([0-7]+)$/;
const HEX = /^0x[0-9a-f][0-9a-f_]*$/i;
const INTEGER = /^[+-]?[0-9][0-9_]*$/;
const FLOAT = /^[+-]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)([eE][+-]?\d+)?$/;
const LARGEST = 2n ** 63n - 1n;

const within = (value: bigint): Plain | undefined => (value <= LARGEST && value >= -LARGEST ? new Plain(String(value)) : undefined);

/** `1.50` and `1.5` are one, `1.0` stays a fraction. */
function fraction(digits: string): Plain {
  const value = Number(digits);
  return new Plain(Number.isInteger(value) && !String(value).includes("e") ? `${value}.0` : String(value));
}

/**
 * What a scalar without quotes means to Coolify: YAML 1.2, but `012` and numbers of 20 digits are texts (contract 13.3). A date would be
 * a number of seconds there; it stays the text that people meant, since we write it in quotes.
 */
export function plainScalar(text: string): Plain | string {
  const word = WORDS.get(text.toLowerCase());
  if (word !== undefined) return new Plain(word);
  if (SPECIAL.has(text.toLowerCase())) return new Plain(text.toLowerCase());
  const digits = text.replaceAll("_", "");
  const octal = OCTAL.exec(digits);
  if (octal) return within(BigInt(`0o${octal[2]}`) * (octal[1] === "-" ? -1n : 1n)) ?? text;
  if (HEX.test(text)) return within(BigInt(digits)) ?? text;
  if (INTEGER.test(text)) {
    const whole = digits.replace(/^\+/, "");
    return String(BigInt(whole)) === whole ? (within(BigInt(whole)) ?? whole) : whole;
  }
  return FLOAT.test(text) ? fraction(digits) : text;
}

/** Texts that look like numbers or words and get quotes when Coolify writes them. */
const QUOTED = /^([-?|<>=!%@`].*|[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|\d[\d_]*|0x[0-9a-f_]+|~|null|true|false|)$/is;

/** Whether Coolify writes a text without the quotes that it needs, so that it is a number from then on: `0o7`, `1_0.5`, `.inf`. */
export const isLostText = (text: string): boolean => plainScalar(text) !== text && !QUOTED.test(text);

/** Texts that need no quotes in any dialect of YAML. */
const BARE = /^[A-Za-z/][A-Za-z0-9_./@+-]*$/;
/** Booleans of older dialects among them. */
const AMBIGUOUS = /^(y|n|yes|no|on|off|true|false|null)$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\x00-\x1f\x7f-\x9f\u00a0\u2028\u2029\ufeff]/;
/** What JSON leaves as it is. */
const UNESCAPED = /[\x7f-\x9f\u00a0\u2028\u2029\ufeff]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A text as it stands in YAML. JSON's escapes are YAML's. */
export function textToYaml(text: string): string {
  if (BARE.test(text) && !AMBIGUOUS.test(text)) return text;
  return CONTROL.test(text) ? JSON.stringify(text).replace(UNESCAPED, escaped) : `'${text.replaceAll("'", "''")}'`;
}
