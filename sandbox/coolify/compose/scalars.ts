import { YamlFloat, type YamlValue } from "./values.ts";

const WORDS: Record<string, YamlValue> = { "": null, "~": null, null: null, true: true, false: false };
const OCTAL = /^([+-])?0o([0-7_]+)$/;
const INTEGER = /^-?[0-9][0-9_]*$/;
const HEX = /^0x[0-9a-f_]+$/i;
const NUMERIC = /^[+-]?(\d[\d_]*(\.[\d_]*)?|\.\d+)([eE][+-]?\d+)?$/;
const SPECIAL: Record<string, number> = {
  ".inf": Number.POSITIVE_INFINITY,
  "-.inf": Number.NEGATIVE_INFINITY,
  ".nan": Number.NaN,
};
const LARGEST = 2n ** 63n - 1n;

/** A date, or a date with a time: Coolify's parser makes it a number of seconds. */
export const TIMESTAMP = /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?$/;

/** What an unquoted scalar means: YAML 1.2 with Symfony's ways (`012` and too large numbers are texts, dates are numbers). */
export function plainScalar(text: string): YamlValue {
  const word = text.toLowerCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word] as YamlValue;
  if (Object.hasOwn(SPECIAL, word)) return new YamlFloat(SPECIAL[word] as number);
  const octal = OCTAL.exec(text);
  if (octal) return Number.parseInt((octal[2] ?? "").replaceAll("_", ""), 8) * (octal[1] === "-" ? -1 : 1);
  if (INTEGER.test(text)) return integer(text.replaceAll("_", ""));
  if (HEX.test(text)) return Number.parseInt(text.slice(2).replaceAll("_", ""), 16);
  if (NUMERIC.test(text)) return new YamlFloat(Number(text.replaceAll("_", "")));
  if (TIMESTAMP.test(text)) return seconds(text);
  return text;
}

function integer(digits: string): YamlValue {
  const value = BigInt(digits);
  if (String(value) !== digits || value > LARGEST || value < -LARGEST) return digits;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function seconds(text: string): YamlValue {
  const [, year = "", month = "", day = "", rest = ""] = /^(\d{4})-(\d\d?)-(\d\d?)(.*)$/.exec(text) ?? [];
  const time = rest
    .trim()
    .replace(/^[Tt]/, "")
    .replace(/[ \t]+/, "");
  const zoned = time === "" ? "00:00:00Z" : /(Z|[-+]\d)/.test(time) ? time.replace(/([-+])(\d\d?)$/, "$1$2:00") : `${time}Z`;
  const at = Date.parse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${zoned.padStart(9, "0")}`);
  return Number.isNaN(at) ? text : Math.floor(at / 1000);
}
