/** Keeps a choice about looks for the pages to come: a cookie, so that the server draws it right from the first byte. */
export function rememberChoice(name: string, value: string, seconds = 31_536_000): void {
  const cookie = `${name}=${value}; path=/; max-age=${seconds}; samesite=lax`
  Reflect.set(document, 'cookie', cookie)
}
