import { startApp } from './app-server'

/** What Playwright starts and waits for: the app with an admin in it, gone with its data when it is told to stop. */
const app = startApp({ port: Number(process.env.PORT), withAdmin: true })

async function stop(): Promise<void> {
  await (await app).stop()
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
app.catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
