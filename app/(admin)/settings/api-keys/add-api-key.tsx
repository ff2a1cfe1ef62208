'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { TextInput } from '@/components/ui/fields/text-input'
import { Dialog } from '@/components/ui/overlay/dialog'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import type { MadeKey } from './api-key-form'

const ApiKeyForm = lazyPanelForm(() => import('./api-key-form').then(file => file.ApiKeyForm))

/** Makes a key; it is shown this once. */
export function AddApiKey() {
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<MadeKey | null>(null)
  const close = () => setMade(null)
  return (
    <>
      <Button
        variant="primary"
        icon={Plus}
        shortcut="n"
        onClick={() => setOpen(true)}
        {...ApiKeyForm.preloadProps}
      >
        Make a key
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        title="Make an API key"
        description="It can read the features of every customer and the state of runs. It never sees costs."
      >
        <ApiKeyForm
          onMade={next => {
            setOpen(false)
            setMade(next)
          }}
        />
      </SidePanel>
      <Dialog
        open={made !== null}
        onOpenChange={next => !next && close()}
        title={`Key for ${made?.name ?? ''}`}
        description="It is shown only now and cannot be shown again. Store it with the secrets of your system."
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
      >
        <div className="flex items-center gap-2">
          <TextInput
            aria-label="Key"
            mono
            readOnly
            value={made?.key ?? ''}
            onFocus={event => event.currentTarget.select()}
          />
          <CopyButton text={made?.key ?? ''} label="Copy key" />
        </div>
      </Dialog>
    </>
  )
}
