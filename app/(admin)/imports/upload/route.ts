import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { eventStream, oneEvent } from '@/app/(admin)/streams/event-stream'
import { requireAdmin } from '@/lib/access/actor'
import { todayIn } from '@/lib/calendar-date'
import { environment } from '@/lib/environment/environment'
import { noteRefusedExport } from '@/lib/http/note-export'
import { openApp } from '@/lib/http/read'
import { type FileKind, fileKinds } from '@/lib/imports/layouts'
import { withSpooled } from '@/lib/imports/spool'
import { maxUploadBytes, tooLargeSentence, type UploadEvent } from '@/lib/imports/upload'
import { importFile } from '@/lib/imports/write/import'
import { log } from '@/lib/log'
import { NotAllowed, Refusal } from '@/lib/refusal/refusal'
import { isSameOrigin } from '@/lib/request/origin'
import { getSettings } from '@/lib/settings/read'
import { actorOf } from '@/lib/sign-in/read/actor'

/** The door for files: the body is the file, the answer tells line by line how far it is and what is wrong. */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isSameOrigin(request.headers))
    return refused(403, 'This request did not come from OpenMRC itself and was refused.')
  const { db, environmentTimeZone } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return refused(401, 'You are signed out. Sign in again, then choose the file once more.')
  const asked = askedOf(request.nextUrl.searchParams)
  const { body } = request
  if (asked === null || body === null) return refused(400, 'Choose a file and what it holds.')
  if (Number(request.headers.get('content-length') ?? 0) > maxUploadBytes)
    return refused(413, tooLargeSentence)
  const { timeZone, currency } = await getSettings(db, environmentTimeZone)
  const today = todayIn(timeZone, new Date())
  const isEmbedded = environment().databaseUrl === undefined
  return eventStream<UploadEvent>(async tell => {
    try {
      requireAdmin(actor)
      const report = await withSpooled(chunks(body), asked.name, source =>
        importFile(db, actor, {
          ...asked,
          source,
          today,
          timeZone,
          currency,
          isEmbedded,
          // Where pages share this process they get their turn after every batch: small ones keep the turns short.
          batchSize: isEmbedded ? 1_000 : 5_000,
          onStart: () => void tell({ type: 'start' }),
          onHeader: cells => void tell({ type: 'header', cells }),
          onProgress: progress => void tell({ type: 'progress', progress }),
          onBadRows: rows => {
            const told = tell({ type: 'bad', rows })
            // A slow reader may slow a check down, so that what it has not read does not pile up; never a transaction.
            if (asked.mode === 'check') return told
          },
        }),
      )
      await tell({ type: 'done', report })
    } catch (error) {
      if (error instanceof NotAllowed) noteRefusedExport(request, db, actor)
      await tell({ type: 'refused', sentence: sentenceOf(error) })
    }
  })
}

function askedOf(params: URLSearchParams): { kind: FileKind; mode: 'check' | 'save'; name: string } | null {
  const kind = fileKinds.find(known => known === params.get('kind'))
  const name = (params.get('name') ?? '').replace(/\p{Cc}/gu, '').slice(0, 200)
  if (!kind || name === '') return null
  return { kind, mode: params.get('mode') === 'save' ? 'save' : 'check', name }
}

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const id = randomUUID().slice(0, 8)
  log.error('an import failed', { id, error })
  return `Something went wrong and nothing was saved. Try again; if it stays, ask your admin about error ${id}.`
}

function refused(status: number, sentence: string): Response {
  return oneEvent<UploadEvent>(status, { type: 'refused', sentence })
}
