import type { NextRequest } from 'next/server'
import { environment } from '@/lib/environment/environment'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { stream } from '@/lib/http/stream'
import { type FileKind, fileKinds } from '@/lib/imports/layouts'
import { withSpooled } from '@/lib/imports/spool'
import { maxUploadBytes, tooLargeSentence, type UploadEvent } from '@/lib/imports/upload'
import { importFile } from '@/lib/imports/write/import'

/** The door for files: the body is the file, the answer tells line by line how far it is and what is wrong. */
export function POST(request: NextRequest): Promise<Response> {
  const isEmbedded = environment().databaseUrl === undefined
  return stream<UploadEvent, Sent>(request, {
    adminsOnly: true,
    refused: refusal => ({ type: 'refused', sentence: refusal.message }),
    read: () => sentIn(request),
    work: async ({ db, actor, today, timeZone, settings, input: { body, ...file } }, tell) => {
      const report = await withSpooled(chunks(body), file.name, source =>
        importFile(
          { db, actor },
          {
            ...{ ...file, source, today, timeZone, currency: settings.currency, isEmbedded },
            // Where pages share this process they get their turn after every batch: small ones keep the turns short.
            batchSize: isEmbedded ? 1_000 : 5_000,
            onStart: () => void tell({ type: 'start' }),
            onHeader: cells => void tell({ type: 'header', cells }),
            onProgress: progress => void tell({ type: 'progress', progress }),
            onBadRows: rows => {
              const told = tell({ type: 'bad', rows })
              // A slow reader may slow a check down, so that what it has not read does not pile up; never a transaction.
              if (file.mode === 'check') return told
            },
          },
        ),
      )
      await tell({ type: 'done', report })
    },
  })
}

type Sent = { kind: FileKind; mode: 'check' | 'save'; name: string; body: ReadableStream<Uint8Array> }

function sentIn({ nextUrl: { searchParams }, headers, body }: NextRequest): Sent {
  const kind = fileKinds.find(known => known === searchParams.get('kind'))
  const name = (searchParams.get('name') ?? '').replace(/\p{Cc}/gu, '').slice(0, 200)
  if (!kind || name === '' || body === null) throw new HttpRefusal(400, 'Choose a file and its kind.')
  if (Number(headers.get('content-length') ?? 0) > maxUploadBytes)
    throw new HttpRefusal(413, tooLargeSentence)
  return { kind, mode: searchParams.get('mode') === 'save' ? 'save' : 'check', name, body }
}

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
}
