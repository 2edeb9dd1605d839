import { parseAllDocuments, stringify } from "yaml";

/**
 * A value as YAML, for people to read and for other programs. Long texts stay in one piece, several lines stay lines, and a text that
 * YAML would take for a number or a truth value is put in quotes.
 */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0, version: "1.2", aliasDuplicateObjects: false });
}

/** Several documents in one text. */
export function yamlTexts(values: readonly unknown[]): string {
  return values.map((value) => `---\n${yamlText(value)}`).join("");
}

/** What a text says, document by document. @throws Error with the first mistake */
export function yamlValues(text: string): unknown[] {
  return parseAllDocuments(text, { version: "1.2" }).map((document) => {
    const [mistake] = document.errors;
    if (mistake) throw mistake;
    return document.toJS();
  });
}
