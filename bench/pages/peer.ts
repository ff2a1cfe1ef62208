/** The limit that the app's pages stand beside: an empty page with one checked form, on the same Next, React, zod and react-hook-form. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { nextProgram } from '@/bin/build'

const folder = join('bench', 'pages', 'empty-form')
const port = 3197

export type Peer = { url: string; stop: () => void }

/** Builds and serves it. `stop` removes the build. */
export async function startPeer(): Promise<Peer> {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const built = spawnSync(process.execPath, [nextProgram, 'build', folder], { stdio: 'ignore', env })
  if (built.status !== 0) throw new Error('the empty form could not be built')
  const args = [nextProgram, 'start', folder, '-p', String(port)]
  const server: ChildProcess = spawn(process.execPath, args, { stdio: 'ignore', env })
  const url = `http://localhost:${port}/`
  for (let tries = 0; tries < 120; tries++) {
    if (await fetch(url).then(Boolean, () => false)) break
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  const stop = () => {
    server.kill()
    rmSync(join(folder, '.next'), { recursive: true, force: true })
  }
  return { url, stop }
}
