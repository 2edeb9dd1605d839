import type { Plain } from "../../config/located.ts";
import { yamlText } from "../../config/write.ts";
import type { Answers, Tier } from "./answers.ts";

/** One file to be written. */
export interface NewFile {
  /** From the root of the configuration. */
  file: string;
  text: string;
  /** Name of the stack that it belongs to. */
  stack: string;
}

const scalar = (value: string) => yamlText(value).trimEnd();
const comment = (text: string) => text.replaceAll(/[\r\n]/g, " ");

/** Colours always in quotes: # begins a comment. */
const brand = ({ primary = "", secondary = "", logo = "" }: Answers) =>
  `# Design tokens; applications read them as BRAND_PRIMARY, BRAND_SECONDARY, BRAND_LOGO. Colours need quotes.
brand:
  primary: ${JSON.stringify(primary)}
  secondary: ${JSON.stringify(secondary)}
  logo: ${scalar(logo)}
`;

const source = ({ image, tag = "", repository = "" }: Answers) =>
  image
    ? `# A Docker image and the tag that is deployed.\nsource:\n  image: ${scalar(image)}\n  tag: ${scalar(tag)}\n`
    : `# Where the application comes from.\nsource:\n  repository: ${scalar(repository)}\n`;

const schema = (name: string) => `# yaml-language-server: $schema=../schemas/${name}.schema.json\n`;

/** The file of a new tier, with the words that explain it. `databases`: what a white-label needs of its own. */
export const FILES: Record<Tier, (answers: Answers, databases?: Plain) => NewFile> = {
  instance: (answers) => {
    const { code = "", name = "", description = "" } = answers;
    const text = `${schema("instance")}# ${comment(name)}: one project in Coolify with development, staging and production.
extends: ../pf-core.config.yaml
code: ${scalar(code)}
name: ${scalar(name)}
description: ${scalar(description)}

${brand(answers)}
${source(answers)}`;
    return { file: `instances/${code}.instance.yaml`, text, stack: code };
  },
  product: (answers) => {
    const { instance = "", code = "", name = "", environments = "" } = answers;
    const stages = environments
      .split(",")
      .map((stage) => stage.trim())
      .filter(Boolean);
    const named = stages.map((stage) => (stage.startsWith(`${code}-`) ? stage : `${code}-${stage}`));
    const text = `${schema("product")}# ${comment(name)}, a product of ${comment(instance)}: environments of its own inside its project.
extends: ../instances/${instance}.instance.yaml
code: ${scalar(code)}
name: ${scalar(name)}

${source(answers)}
environments:
${named.map((stage) => `  ${scalar(stage)}: {}\n`).join("")}`;
    return { file: `products/${instance}-${code}.product.yaml`, text, stack: instance };
  },
  "white-label": (answers, databases) => {
    const { product = "", client = "", domain = "", adminDomain = "", description = "" } = answers;
    const code = `${client.toLowerCase()}-${product.split("-").slice(1).join("-")}`;
    const text = `${schema("white-label")}# ${comment(product)} for ${comment(client)}: a project of its own, of which nothing can be reached from another.
extends: ../products/${product}.product.yaml
client: ${scalar(client)}
description: ${scalar(description)}
domain: ${scalar(domain)}
admin_domain: ${scalar(adminDomain)}

${brand(answers)}${databases === undefined ? "" : `\n# Databases of its own: those of the instance cannot be reached from here.\n${yamlText({ databases })}`}`;
    return { file: `white-labels/${code}.white-label.yaml`, text, stack: code };
  },
};
