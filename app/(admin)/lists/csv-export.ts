import { type ListState, readList } from '@/components/ui/table/list-url'
import { csvDownload } from '@/lib/csv/download'
import { download, type RouteAsked } from '@/lib/http/route'

/** A list as a file, written while it is read, with the search and filters of the page in its address. */
export function exportList(
  request: Request,
  name: string,
  pieces: (asked: RouteAsked & { list: ListState }) => AsyncGenerator<string>,
): Promise<Response> {
  return download(request, asked => {
    const list = readList(Object.fromEntries(asked.query))
    const what = `${name}.csv`
    return { what, file: csvDownload(what, pieces({ ...asked, list })) }
  })
}
