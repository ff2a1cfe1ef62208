'use client'
import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../icon'
import { Link } from '../link'
import { Spinner } from '../spinner'
import { type Message, showToastsWith, toast } from './toast'

type Extras = Pick<Message, 'href' | 'link' | 'undo' | 'tone'>

const manager = Toast.createToastManager<Extras>()

function add({ title, description, ...data }: Message): void {
  manager.add({
    title,
    description,
    data,
    timeout: data.undo ? 10_000 : 5_000,
    priority: data.tone === 'bad' ? 'high' : 'low',
  })
}

function Undo({ undo, done }: { undo: NonNullable<Message['undo']>; done: () => void }) {
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    const result = await undo().catch(() => ({ ok: false as const, formError: undefined }))
    done()
    toast(
      result.ok
        ? { title: 'Undone' }
        : { title: 'That could not be undone', description: result.formError, tone: 'bad' },
    )
  }
  return (
    <button
      type="button"
      disabled={busy}
      onClick={run}
      className="inline-flex h-6 items-center gap-1 rounded px-1.5 font-medium text-accent hover:bg-hover"
    >
      {busy && <Spinner />}
      Undo
    </button>
  )
}

function Toasts() {
  const { toasts, close } = Toast.useToastManager<Extras>()
  return toasts.map(item => (
    <Toast.Root
      key={item.id}
      toast={item}
      className="floating flex w-full items-start gap-2.5 px-3 py-2.5 data-[ending-style]:translate-y-2 data-[starting-style]:translate-y-2"
    >
      <Icon
        icon={item.data?.tone === 'bad' ? CircleAlert : CircleCheck}
        className={item.data?.tone === 'bad' ? 'mt-0.5 text-bad' : 'mt-0.5 text-good'}
      />
      <div className="min-w-0 flex-1">
        <Toast.Title className="font-medium break-words" />
        <Toast.Description className="text-xs break-words text-muted" />
      </div>
      {item.data?.href && (
        <Link
          href={item.data.href}
          onClick={() => close(item.id)}
          className="inline-flex h-6 items-center rounded px-1.5 font-medium text-accent hover:bg-hover"
        >
          {item.data.link ?? 'View'}
        </Link>
      )}
      {item.data?.undo && <Undo undo={item.data.undo} done={() => close(item.id)} />}
      <Toast.Close
        aria-label="Dismiss"
        className="-mr-1 inline-flex size-6 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink"
      >
        <X size={14} aria-hidden="true" />
      </Toast.Close>
    </Toast.Root>
  ))
}

/** The toasts themselves. Whatever was said before they were here is shown now. */
export function ToastViewport() {
  useEffect(() => showToastsWith(add), [])
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-20 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col-reverse gap-2 md:bottom-4 print:hidden">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
