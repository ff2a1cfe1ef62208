'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form'
import { SidePanel } from '@/components/ui/side-panel'
import { TextInput } from '@/components/ui/text-input'
import { apiKeySchema } from '@/lib/api-keys/schema'
import { addApiKey } from './actions'

type Made = { name: string; key: string }

function AddForm({ onMade }: { onMade: (made: Made) => void }) {
  const form = useActionForm({
    schema: apiKeySchema,
    defaultValues: { name: '' },
    action: addApiKey,
    onDone: onMade,
  })
  return (
    <Form form={form}>
      <Field name="name" label="Name" hint="What the key is for, such as the switch in London.">
        <TextInput maxLength={200} />
      </Field>
      <FormFooter>
        <SubmitButton>Make the key</SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}

/** Makes a key; it is shown this once. */
export function AddApiKey() {
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const close = () => setMade(null)
  return (
    <>
      <Button variant="primary" icon={Plus} shortcut="n" onClick={() => setOpen(true)}>
        Make a key
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        title="Make an API key"
        description="It reads which features each customer has. It sees no cost and changes nothing."
      >
        <AddForm
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
        description="It is shown only now. Keep it where your system reads its secrets; nobody can show it again."
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
