// A thread is started from this file, outside of what is built: plain Node reads it, and loads the sources behind it by tsx.
import { tsImport } from 'tsx/esm/api'

await tsImport('./pdf-worker.ts', import.meta.url)
