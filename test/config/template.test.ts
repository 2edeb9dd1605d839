import { describe, expect, test } from "@jest/globals";
import { fill } from "../../config/template.ts";

const references = new Map<string, string | undefined>([
  ["instance.code", "air"],
  ["instance.brand.primary", "#0f62fe"],
  ["instance.brand.logo", undefined],
  ["tricky", "{{instance.code}}$&"],
]);

describe("filling templates", () => {
  test.each([
    ["no template", "no template"],
    ["{{instance.code}}", "air"],
    ["{{ instance.code }}-app {{instance.brand.primary}}", "air-app #0f62fe"],
    ["\\{{team.NAME}}", "{{team.NAME}}"],
    ["\\{{instance.code}} is {{instance.code}}", "{{instance.code}} is air"],
    ["{single} }} $1", "{single} }} $1"],
    // What is filled in is not looked at again.
    ["{{tricky}}", "{{instance.code}}$&"],
  ])("%j becomes %j", (template, text) => expect(fill(template, references)).toEqual({ text, mistakes: [] }));

  test.each([
    ["{{instance.cod}}", "{{instance.cod}} refers to nothing", "{{instance.code}}"],
    ["{{foo}}", "{{foo}} refers to nothing; known here: instance.code, instance.brand.primary, instance.brand.logo, tricky", undefined],
    ["{{instance.brand.logo}}", "{{instance.brand.logo}} has no value; set it, or leave the reference out", undefined],
    ["{{instance.code", "{{ without its }}; close it, or write \\{{ if the braces belong to the text", undefined],
  ])("%j is a mistake", (template, reason, suggestion) => {
    const { mistakes } = fill(template, references);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatchObject({ reason });
    expect(mistakes[0]?.suggestion).toBe(suggestion);
  });

  test("every mistake of a text is told", () => {
    expect(fill("{{a}} {{b}}", references).mistakes).toHaveLength(2);
  });
});
