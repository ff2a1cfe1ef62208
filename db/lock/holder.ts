import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Who holds a lock. A process id alone is not enough: it is used again, and means nothing in another container. */
export type Holder = {
  pid: number
  /** When the process began, in the system's own words: tells a reused id. Empty where the system does not say. */
  startedAt: string
  /** Changes with every boot. */
  boot: string
  /** Where the id counts: a container has ids of its own. */
  namespace: string
  host: string
  /** What it runs, for the sentence. */
  program: string
}

/** `unknown` where the holder is on another machine or in another container, whose processes cannot be seen. */
export type Life = 'alive' | 'dead' | 'unknown'

/** This process. */
export function thisHolder(): Holder {
  return {
    pid: process.pid,
    startedAt: startOf(process.pid) ?? '',
    boot: bootId(),
    namespace: namespaceId(),
    host: hostname(),
    program: process.argv.slice(1).join(' ').slice(0, 200),
  }
}

/** Whether the process that wrote itself down is still there. */
export function lifeOf(holder: Holder, here: Holder = thisHolder()): Life {
  if (holder.boot !== here.boot) return holder.host === here.host ? 'dead' : 'unknown'
  if (holder.namespace !== here.namespace) return 'unknown'
  const startedAt = startOf(holder.pid)
  if (startedAt === null) return 'dead'
  return holder.startedAt === '' || startedAt === '' || startedAt === holder.startedAt ? 'alive' : 'dead'
}

/** When a running process began; empty where only its being there is known, null where there is none. */
function startOf(pid: number): string | null {
  if (process.platform === 'linux') return startFromProc(pid)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null
  }
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

function startFromProc(pid: number): string | null {
  const status = readText(`/proc/${pid}/stat`)
  if (status === null) return null
  // The program's name, in brackets, may hold spaces and brackets itself; the fields after it do not.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
  const isZombie = fields[0] === 'Z' || fields[0] === 'X'
  return isZombie ? null : (fields[19] ?? '')
}

function bootId(): string {
  if (process.platform === 'linux') return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  // A process id of before the last boot is told by its start time.
  return hostname()
}

function namespaceId(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
