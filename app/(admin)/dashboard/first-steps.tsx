import { Circle, CircleCheck } from 'lucide-react'
import { LinkButton } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import type { Steps } from '@/lib/dashboard/read/dashboard'

const steps = [
  {
    key: 'hasPackage',
    title: 'Add a package',
    text: 'A product that you sell: its price, its cost and its billing days.',
    href: '/packages',
    link: 'Packages',
  },
  {
    key: 'hasCustomer',
    title: 'Add a customer',
    text: 'The payer and the currency. Numbers can be added later, or from a file.',
    href: '/customers',
    link: 'Customers',
  },
  {
    key: 'hasAssignment',
    title: 'Give the package to the customer',
    text: 'From the customer’s page or from a number: how many, from when, until when.',
    href: '/assignments',
    link: 'Assignments',
  },
  {
    key: 'hasRun',
    title: 'Simulate billing',
    text: 'See every charge and why it is there. Nothing is charged before you post.',
    href: '/billing-runs',
    link: 'Runs',
  },
] as const

/** The way from an empty installation to a first run; done steps are ticked, the next one has the button. */
export function FirstSteps({ steps: done }: { steps: Steps }) {
  const next = steps.find(step => !done[step.key])
  return (
    <Panel title="First steps" description="From an empty installation to the first charges.">
      <ol className="-my-3">
        {steps.map(step => {
          const isDone = done[step.key]
          const Mark = isDone ? CircleCheck : Circle
          return (
            <li key={step.key} className="flex items-center gap-3 border-b border-line py-3 last:border-0">
              <Mark
                size={18}
                aria-hidden="true"
                className={isDone ? 'shrink-0 text-good' : 'shrink-0 text-faint'}
              />
              <div className="min-w-0 flex-1">
                <p className={isDone ? 'text-muted' : 'font-medium'}>
                  {step.title}
                  {isDone && <span className="sr-only"> (done)</span>}
                </p>
                <p className="text-muted">{step.text}</p>
              </div>
              {!isDone && (
                <LinkButton href={step.href} variant={step === next ? 'primary' : 'quiet'}>
                  {step.link}
                </LinkButton>
              )}
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
