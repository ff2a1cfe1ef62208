/** The box of every dialog: in the middle of the window, at the foot on a phone. */
export const dialogClasses =
  'max-h-[calc(100dvh-2rem)] flex-col overflow-hidden rounded-xl open:flex ' +
  'inset-x-3 top-auto bottom-3 max-sm:w-auto max-sm:starting:open:translate-y-4 ' +
  'sm:inset-0 sm:m-auto sm:h-fit sm:max-w-[calc(100vw-2rem)] sm:starting:open:scale-[0.98]'
