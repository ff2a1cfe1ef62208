import { Spinner } from '../spinner'

/** Where something is about to stand over the page, for the moment until its code has come. */
export function OverlayLoading() {
  return (
    <p
      role="status"
      data-over-page
      className="fixed inset-0 z-50 flex items-center justify-center gap-2 bg-scrim text-base font-medium text-ink transition-opacity delay-100 duration-150 starting:opacity-0"
    >
      <span className="flex items-center gap-2 rounded-lg bg-raised px-4 py-3 shadow-float">
        <Spinner /> Opening…
      </span>
    </p>
  )
}
