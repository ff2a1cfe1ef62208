/** What became of a line between two runs. */
export const diffWords = { new: 'New', gone: 'Gone', changed: 'Changed' } as const
