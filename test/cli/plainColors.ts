import pc from "picocolors";

/** Colours that leave the text as it is. */
export const plainColors = pc.createColors(false);
