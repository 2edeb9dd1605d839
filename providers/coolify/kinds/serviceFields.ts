import { z } from "zod";
import { Domains } from "./applicationReach.ts";
import { text } from "./applicationText.ts";
import { settledCompose } from "./serviceComposeRules.ts";

/** In the form in which Coolify keeps it: comments, anchors and quoting are gone, so that they are no difference. */
const ComposeText = z.string().transform((written, context) => {
  const { compose, faults } = settledCompose(written);
  for (const message of faults) context.addIssue({ code: "custom", message });
  return faults.length > 0 ? z.NEVER : compose;
});

const shop = (tag: string) => `services:
  web:
    image: nginx:${tag}
    environment:
      GREETING: \${GREETING}
    volumes:
      - data:/data
  worker:
    image: busybox:1.37
  redis:
    image: redis:8-alpine
  postgres:
    image: postgres:17-alpine
    environment:
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD}
    volumes:
      - ledger:/var/lib/postgresql/data
`;
export const COMPOSE_EXAMPLE = shop("1.27");

/** Where the containers come from. Another type is another service: it is replaced. */
export const ServiceSource = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("compose"),
    text: ComposeText.describe(
      "The compose text, YAML. Let each variable refer to its own name and give their values as variables of the service; name every volume. The `content` of a file in the long form of a volume is kept up to date. A container that is renamed or taken out stays in Coolify as a stale part. Read back only with sensitive rights.",
    ).meta({ examples: [COMPOSE_EXAMPLE, shop("1.28")] }),
  }),
  z.strictObject({
    type: z.literal("oneClick"),
    name: text()
      .regex(/^[A-Za-z0-9-]+$/, "must be the name of a one-click service such as uptime-kuma")
      .describe("Name of a one-click service, such as `uptime-kuma`. Another one is another service.")
      .meta({ examples: ["uptime-kuma", "umami"] }),
  }),
]);
export type ServiceSource = z.output<typeof ServiceSource>;

/** Who names the same address waits for the other; Coolify compares without a last slash (contract 10, 21.3). */
export const domainTurn = (url: string): string => `domain:${url.replace(/\/$/, "")}`;

/** The addresses of a container, which its service or its part may give. */
export const urlsOf = (service: string, container: string) => ({
  [`urls ${service} ${container}`]: `give the addresses (urls) of the container "${container}"`,
});

/** Addresses by container. */
export const Urls = z
  .record(z.string().trim().min(1, "must be the name of a container"), Domains)
  .refine(
    (urls) => new Set(Object.values(urls).flat()).size === Object.values(urls).flat().length,
    "must not contain the same address twice",
  )
  .default({});
