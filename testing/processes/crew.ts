/** Real processes for the tests: started together, told what to do, killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Said, Told } from './process'

export type Member = {
  tell: (told: Told) => void
  /** What it said so far, oldest first. */
  said: Said[]
  /** Resolves when it says this word for the n-th time (the first, unless said otherwise). */
  hears: (word: Said['word'], times?: number) => Promise<Said>
  kill: () => void
  /** Ends it as a service manager does; answers its exit code. */
  end: () => Promise<number | null>
}

/** Starts processes on one database; each says when it is ready. */
export function startCrew(
  databaseUrl: string,
  size: number,
  environment: Record<string, string> = {},
): Member[] {
  return Array.from({ length: size }, () => startMember(databaseUrl, environment))
}

function startMember(databaseUrl: string, environment: Record<string, string>): Member {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'testing/processes/process.ts'],
    {
      env: { ...process.env, ...environment, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  )
  const said: Said[] = []
  child.on('message', (message: Said) => said.push(message))
  return {
    tell: told => child.send(told),
    said,
    hears: (word, times = 1) => hear(child, said, word, times),
    kill: () => child.kill('SIGKILL'),
    end: () =>
      new Promise(resolve => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode)
        child.once('exit', resolve)
        child.kill('SIGTERM')
      }),
  }
}

function hear(child: ChildProcess, said: readonly Said[], word: Said['word'], times: number): Promise<Said> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const heard = said.filter(s => s.word === word)[times - 1]
      if (!heard) return
      child.off('message', look)
      resolve(heard)
    }
    child.on('message', look)
    child.once('exit', code => reject(new Error(`the process ended with ${code} before it said ${word}`)))
    look()
  })
}
