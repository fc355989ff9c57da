/** The scores that may be given: 0 is the riskiest. */
export const scores = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
