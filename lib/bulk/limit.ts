/** So many targets are changed at once, at most. */
export const mostAtOnce = 10_000
