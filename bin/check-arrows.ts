import { violationsIn } from './arrow-rules'
import { readSources } from './source-imports'

const sources = readSources(process.cwd())
const violations = violationsIn(sources)
for (const { file, line, rule } of violations) console.error(`${file}:${line}  ${rule}`)
if (violations.length > 0) process.exit(1)
console.log(`${sources.size} files keep the arrows of the house`)
