import type { Noun } from "../noun.ts";
import { hostControls } from "./controls.ts";
import { containers, hosts, storedImages } from "./tables.ts";

/** The servers as machines: containers, images, whether they answer. */
export const hostsNoun: Noun = {
  name: "hosts",
  tables: [containers, storedImages, hosts],
  controls: hostControls,
  reports: { containers: (world) => world.of(containers).all() },
};
