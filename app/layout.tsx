import './fonts.css'
import './globals.css'
import { CSPProvider } from '@base-ui/react/csp-provider'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Toaster } from '@/components/ui/overlay/toaster'

/**
 * The letters of most pages, fetched with the page itself. Where they are late the page keeps what it was drawn with, and
 * the next page has them: nothing moves under the reader's eyes.
 */
const inter = localFont({
  src: './fonts/inter-latin.woff2',
  weight: '400 600',
  display: 'optional',
  variable: '--font-inter',
  // A stand-in of its own would come before the other scripts of the same font.
  adjustFontFallback: false,
})

export const metadata: Metadata = { title: { default: 'OpenMRC', template: '%s · OpenMRC' } }
export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('theme')?.value
  return (
    <html
      lang="en"
      className={inter.variable}
      data-theme={theme === 'dark' || theme === 'light' ? theme : undefined}
    >
      <body>
        {/* The policy of the page lets no style element in; what these would say is in globals.css. */}
        <CSPProvider disableStyleElements>
          {children}
          <Toaster />
        </CSPProvider>
      </body>
    </html>
  )
}
