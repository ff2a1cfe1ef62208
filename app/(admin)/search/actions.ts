'use server'
import { action } from '@/lib/action'
import { searchText } from '@/lib/plain-text'
import { search } from '@/lib/search/queries'

/** What the search of the top line finds, within what is the actor's. */
export const searchEverywhere = action(searchText, ({ db, actor, input }) => search(db, actor, input))
