'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

const schema = z.object({ name: z.string().min(1), price: z.string().regex(/^\d+(\.\d+)?$/) })

/** The least that a page with a checked form can be: what the app's own forms are weighed against. */
export function EmptyForm() {
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '', price: '' } })
  return (
    <form onSubmit={form.handleSubmit(() => {})}>
      <label>
        Name <input {...form.register('name')} />
      </label>
      <label>
        Price <input {...form.register('price')} />
      </label>
      <button type="submit">Save</button>
    </form>
  )
}
