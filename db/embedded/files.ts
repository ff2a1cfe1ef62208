import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type NodeFsInit = NodeFS['init']
type EmscriptenStream = { nfd?: number; path?: string; node: { mode: number } }
type StreamOperations = { fsync?: (stream: EmscriptenStream) => number }
type NodeFileSystem = {
  stream_ops: StreamOperations
  realPath: (node: EmscriptenStream['node']) => string
  isDir: (mode: number) => boolean
}

/** Start parameters of a PGlite that waits for the disk at every commit; it turns fsync off by itself. */
export const durableStart = [
  ...PGlite.defaultStartParams.filter(parameter => parameter !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'shared_buffers=8MB'].flatMap(setting => ['-c', setting]),
]

/**
 * PGlite's files on disk, with the fsync that its own file system lacks: without it a power cut loses acknowledged
 * commits or the whole database. The hook is not an official one, so the release of PGlite is pinned and a test counts
 * that commits reach it.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFsInit>): ReturnType<NodeFsInit> {
    const { emscriptenOpts } = await super.init(pglite, options)
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [...(emscriptenOpts.preRun ?? []), module => giveFsync(module)],
      },
    }
  }
}

function giveFsync(module: unknown): void {
  const files = nodeFileSystemOf(module)
  files.stream_ops.fsync = stream => {
    if (files.isDir(stream.node.mode)) syncFolderEntry(files.realPath(stream.node))
    else if (stream.nfd !== undefined) fsyncSync(stream.nfd)
    return 0
  }
}

function nodeFileSystemOf(module: unknown): NodeFileSystem {
  if (hasNodeFiles(module)) {
    const { NODEFS, FS } = module
    return {
      stream_ops: NODEFS.stream_ops,
      realPath: node => NODEFS.realPath(node),
      isDir: mode => FS.isDir(mode),
    }
  }
  throw new Error('this release of PGlite has another file system: its commits would not reach the disk')
}

function hasNodeFiles(
  module: unknown,
): module is { NODEFS: Omit<NodeFileSystem, 'isDir'>; FS: Pick<NodeFileSystem, 'isDir'> } {
  if (typeof module !== 'object' || module === null || !('NODEFS' in module) || !('FS' in module))
    return false
  const { NODEFS, FS } = module
  return (
    isRecord(NODEFS) &&
    isRecord(NODEFS.stream_ops) &&
    typeof NODEFS.realPath === 'function' &&
    isRecord(FS) &&
    typeof FS.isDir === 'function'
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Brings a folder with everything in it to the disk, deepest first. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else if (entry.isFile()) syncPath(path)
  }
  syncFolderEntry(folder)
}

/** Brings the names in a folder to the disk: a file that was made or renamed. */
export function syncFolderEntry(folder: string): void {
  // Windows has no such call, and keeps names by itself.
  if (process.platform !== 'win32') syncPath(folder)
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
