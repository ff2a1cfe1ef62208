/** `npm run architecture`: draws docs/architecture.svg from the imports of the sources. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawRooms } from './rooms-picture'

const root = process.cwd()
const file = join('docs', 'architecture.svg')
writeFileSync(join(root, file), drawRooms(root))
console.log(`${file} is drawn`)
