import type { NextRequest } from 'next/server'
import { csvText } from '@/lib/csv/text'
import { fileKinds, fileLayouts } from '@/lib/imports/layouts'

/**
 * An empty file of one kind: its header row, and with `example` one row as it may be written. It stays outside of the guard: it holds
 * nobody's data, and asks no database.
 */
export function GET(request: NextRequest): Response {
  const { searchParams } = request.nextUrl
  const kind = fileKinds.find(known => known === searchParams.get('kind'))
  if (!kind) return new Response('There is no such file.\n', { status: 404 })
  const { columns, example } = fileLayouts[kind]
  const rows = searchParams.has('example') ? [columns, example] : [columns]
  return new Response(csvText(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${kind}.csv"`,
    },
  })
}
