/** What share of the recorded scenarios of a tier must pass: all of them, since all of them do. */
export const requiredShare: Readonly<Record<string, number>> = { core: 1, wide: 1 };
