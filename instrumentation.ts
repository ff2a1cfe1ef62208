/** Called by Next once, before the first request: the database is open and migrated before anybody is answered. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startProduct } = await import('./lib/start/product')
    await startProduct()
  }
}
