/** What share of the recorded scenarios of a tier must pass. */
export const requiredShare: Readonly<Record<string, number>> = { core: 0, wide: 0 };

/** Scenarios that must pass whatever the shares say. */
export const mustPass: readonly string[] = [
  "A1.1",
  "A2.1",
  "A4.1",
  "A4.3",
  "A5.2",
  "A5.3",
  "A6.2",
  "A6.3",
  "B1.1",
  "B1.2",
  "B2.1",
  "B2.2",
  "B2.3",
  "B2.4",
  "B2.5",
  "B3.1",
  "B3.2",
  "B3.3",
  "B3.4",
];
