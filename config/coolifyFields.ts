import { text } from "./field.ts";

/** What may be another at Coolify than this fleet would have it. Patterns follow what Coolify accepts (contract 4.6). */

export const CoolifyName = text(
  {
    title: "a name of 1 to 255 characters without < and line breaks",
    description: "Name in Coolify, where that is another than the one in this fleet. Names may repeat there.",
  },
  /^[^<\p{C}\s]([^<\p{C}]{0,253}[^<\p{C}\s])?$/u,
);

export const DestinationName = text(
  {
    title: "the name or uuid of a destination in Coolify, such as coolify",
    description:
      "Docker network of the server that it joins, one that is there already, by its name or uuid in Coolify. Default: the project's own. Not for white-labels.",
  },
  /^[^<\p{C}]{1,255}$/u,
);
