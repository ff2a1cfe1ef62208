import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link inside the app. Nothing is fetched ahead: every page is made anew for who asks, and a list with its frame would
 * ask the server for thirty pages that nobody opens.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
