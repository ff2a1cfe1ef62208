/** The box of every dialog: in the middle of the window, at the foot on a phone. */
export const dialogPopupClasses =
  'fixed z-50 flex max-h-[calc(100dvh-2rem)] flex-col overflow-hidden rounded-xl bg-raised shadow-float outline-none transition duration-150 ' +
  'inset-x-3 bottom-3 sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:-translate-x-1/2 sm:-translate-y-1/2 ' +
  'data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 max-sm:data-[starting-style]:translate-y-4 sm:data-[starting-style]:scale-[0.98]'

export const backdropClasses =
  'fixed inset-0 z-50 bg-scrim transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0'
