import { writeFileSync } from "node:fs";
import { kindsText } from "./kindsText.ts";

// npm run docs: from anywhere below the project, which npm makes the working directory.
writeFileSync("docs/kinds.md", kindsText());
