'use server'
import { searchText } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { search } from '@/lib/search/read'

/** What the search of the top line finds, within what is the actor's. */
export const searchEverywhere = action(searchText, ({ db, actor, input }) => search(db, actor, input))
