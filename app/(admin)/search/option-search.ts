import type { Option } from '@/components/ui/fields/combobox'
import type { ActionResult } from '@/lib/http/action-result'

/** The options of a search action for a combobox, which shows that a search failed where this throws. */
export async function optionsOf<Found extends Option>(
  answer: Promise<ActionResult<Found[]>>,
): Promise<Found[]> {
  const result = await answer
  if (!result.ok) throw new Error(result.formError ?? 'The search was refused.')
  return result.data
}
