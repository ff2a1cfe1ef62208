'use server'
import { z } from 'zod'
import { action } from '@/lib/action'
import { search } from '@/lib/search/queries'

/** What the search of the top line finds, within what is the actor's. */
export const searchEverywhere = action(z.string(), ({ db, actor, input }) => search(db, actor, input))
