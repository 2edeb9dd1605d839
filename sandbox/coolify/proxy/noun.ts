import type { Noun } from "../noun.ts";
import { controlSite, siteFaults } from "./faults.ts";

/** What domains answer; not a noun of Coolify but of the world around it. */
export const proxyNoun: Noun = {
  name: "proxy",
  tables: [siteFaults],
  seed: (world, document) => {
    for (const site of document.sites ?? []) controlSite(world, { ...site });
  },
  controls: { site: controlSite },
};
