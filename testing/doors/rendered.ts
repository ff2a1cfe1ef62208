/** Draws what a page draws on the server: every async component inside of it, and what they return. */
import { isValidElement } from 'react'

type Component = (props: unknown) => Promise<unknown>

/** Components of the browser are no async functions: what they draw is not looked at. */
function isServerComponent(type: unknown): type is Component {
  return typeof type === 'function' && type.constructor.name === 'AsyncFunction'
}

/** Calls every async component in a drawn page, at any depth. Rejects if one of them fails. */
export async function renderAll(node: unknown): Promise<void> {
  if (Array.isArray(node)) {
    for (const one of node) await renderAll(one)
    return
  }
  if (!isValidElement(node)) return
  const { type, props } = node
  if (isServerComponent(type)) await renderAll(await type(props))
  if (typeof props === 'object' && props !== null)
    for (const value of Object.values(props)) await renderAll(value)
}
