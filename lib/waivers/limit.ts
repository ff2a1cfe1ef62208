/** So many charges are taken off at once, at most. Alone in its file: a page that needs the number needs no schemas. */
export const mostChosen = 10_000
