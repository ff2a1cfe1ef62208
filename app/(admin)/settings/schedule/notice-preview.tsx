import { plural } from '@/components/ui/figure/number'
import { Panel } from '@/components/ui/panel'
import type { Letter } from '@/lib/notices/letter'

/** The first letters that would be written now. */
export function NoticePreview({ letters, days }: { letters: (Letter & { email: string })[]; days: number }) {
  return (
    <Panel
      title="Preview"
      description={`The next letters, ${plural(days, 'day')} before the charge unless a package says otherwise.`}
    >
      {letters.length === 0 ? (
        <p className="text-muted">
          Nothing to announce now: no charge is coming for a customer with an e-mail address, or each was
          announced.
        </p>
      ) : (
        <ul className="flex flex-col gap-4">
          {letters.map(letter => (
            <li key={letter.email + letter.subject} className="rounded border border-line p-3">
              <p className="text-muted">To {letter.email}</p>
              <p className="font-semibold">{letter.subject}</p>
              <pre className="mt-2 font-sans whitespace-pre-wrap">{letter.body}</pre>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
