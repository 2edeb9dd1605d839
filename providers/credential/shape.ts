import { z } from "zod";
import type { ResourceShape } from "../coolify/shape.ts";

/** Fewer could be guessed at once; more than the shortest field for a password takes are of no use. */
const [SHORTEST, LONGEST] = [8, 128];

export const credentialShape = {
  type: "Credential",
  input: z.strictObject({
    name: z.string().min(1).describe("What it is called in the YAML: `session-key`."),
    length: z
      .number()
      .int()
      .min(SHORTEST)
      .max(LONGEST)
      .default(32)
      .describe("Number of letters and digits. Counts when it is made: another length alone leaves it as it is."),
    version: z.number().int().min(1).default(1).describe("Another number makes another value: that is how it is changed."),
  }),
  output: z.object({ value: z.string().meta({ secret: true }).describe("Letters and digits. Encrypted in state.") }),
} satisfies ResourceShape;
