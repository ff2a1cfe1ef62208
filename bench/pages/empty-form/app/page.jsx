import { EmptyForm } from './empty-form'

export const dynamic = 'force-dynamic'

export default function Page() {
  return (
    <main>
      <h1>Add a thing</h1>
      <EmptyForm />
    </main>
  )
}
