'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useContext, useEffect, useId, useMemo } from 'react'
import { type FieldValues, FormProvider } from 'react-hook-form'
import { Button, type ButtonProps } from '../button'
import { classNames } from '../class-names'
import { Notice } from '../notice'
import type { ActionForm } from './action-form'
import { type FormState, FormStateContext, PanelContext, useFormState } from './form-context'
import { useLeaveWarning } from './leave-warning'

/** A form made by `useActionForm`. Enter saves; what was typed survives every refusal. */
export function Form<Input extends FieldValues, Output>({
  form,
  seen,
  children,
  className,
}: {
  form: ActionForm<Input, Output>
  /**
   * What a preview beside the fields says and the server is asked to keep to, such as a count or revisions. It is sent as it
   * was on the screen when the button was pressed, whatever is answered after that.
   */
  seen?: object | null
  children: ReactNode
  className?: string
}) {
  const id = useId()
  const panel = useContext(PanelContext)
  const { isDirty } = form.formState
  useEffect(() => panel?.takeFocus?.(), [panel])
  useEffect(() => {
    panel?.setDirty(isDirty)
    return () => panel?.setDirty(false)
  }, [panel, isDirty])
  useLeaveWarning(isDirty && !form.busy)
  const { busy, intent, submit, names } = form
  const state: FormState = useMemo(() => ({ id, busy, intent, names }), [id, busy, intent, names])
  return (
    <FormProvider {...form}>
      <FormStateContext value={state}>
        <form
          id={id}
          noValidate
          // Sent before the scripts are here, what was typed must not end up in an address and so in logs.
          method="post"
          aria-busy={busy || undefined}
          className={classNames('flex flex-col gap-4', className)}
          onInput={form.getReady}
          onSubmit={event => {
            event.preventDefault()
            event.stopPropagation()
            const { nativeEvent } = event
            const by = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null
            submit(by instanceof HTMLButtonElement && by.value ? by.value : 'save', seen)
          }}
        >
          {form.formError && <Notice tone="bad">{form.formError}</Notice>}
          {children}
        </form>
      </FormStateContext>
    </FormProvider>
  )
}

/** The buttons of a form; inside a panel they stay in sight at its foot. */
export function FormFooter({ children }: { children: ReactNode }) {
  const inPanel = useContext(PanelContext) !== null
  return (
    <div
      className={classNames(
        'flex flex-wrap items-center gap-2',
        inPanel
          ? 'sticky -bottom-5 z-10 -mx-5 mt-auto -mb-5 border-t border-line bg-raised px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]'
          : 'border-t border-line pt-4',
      )}
    >
      {children}
    </div>
  )
}

export function SubmitButton({
  intent = 'save',
  variant = 'primary',
  ...rest
}: ButtonProps & { intent?: string }) {
  const form = useFormState()
  return (
    <Button
      {...rest}
      type="submit"
      value={intent}
      variant={variant}
      busy={form.intent === intent}
      aria-disabled={(form.busy && form.intent !== intent) || undefined}
    />
  )
}

/** Leaves without saving: closes the panel (which asks when something was typed) or goes to `href`, else back. */
export function CancelButton({ href, children = 'Cancel' }: { href?: string; children?: ReactNode }) {
  const panel = useContext(PanelContext)
  const router = useRouter()
  const leave = () => {
    if (panel) panel.close(false)
    else if (href) router.push(href)
    else router.back()
  }
  return (
    <Button variant="plain" onClick={leave}>
      {children}
    </Button>
  )
}

/** The buttons of most forms: save, save and go on with the next one, cancel. */
export function SaveFooter({ save = 'Save', another }: { save?: ReactNode; another?: ReactNode }) {
  return (
    <FormFooter>
      <SubmitButton>{save}</SubmitButton>
      {another && (
        <SubmitButton intent="another" variant="quiet">
          {another}
        </SubmitButton>
      )}
      <CancelButton />
    </FormFooter>
  )
}

export function FormSection({
  title,
  description,
  children,
}: {
  title: string
  description?: ReactNode
  children: ReactNode
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 border-t border-line pt-4 first:border-t-0 first:pt-0">
      <legend className="float-left mb-1 w-full text-base font-semibold">
        {title}
        {description && <span className="block text-xs font-normal text-muted">{description}</span>}
      </legend>
      {children}
    </fieldset>
  )
}

/** Fields that few need, folded away; an error inside opens it. */
export function MoreFields({
  label = 'More',
  open,
  children,
}: {
  label?: string
  open?: boolean
  children: ReactNode
}) {
  return (
    <details open={open} className="group border-t border-line pt-3">
      <summary className="inline-flex h-7 items-center gap-1 rounded-md px-1 font-medium text-muted select-none marker:content-none hover:text-ink">
        <span aria-hidden="true" className="inline-block transition-transform group-open:rotate-90">
          ›
        </span>
        {label}
      </summary>
      <div className="flex flex-col gap-4 pt-3">{children}</div>
    </details>
  )
}

/** Fields at the left and what they lead to at the right, in sight while one types; below each other on a phone. */
export function FormColumns({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
      <aside className="min-w-0 border-line max-lg:border-t max-lg:pt-4 lg:border-l lg:pl-8">
        <div className="lg:sticky lg:top-0">{aside}</div>
      </aside>
    </div>
  )
}
