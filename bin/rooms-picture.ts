import { levelsOf, roomGraphOf, withoutImplied } from './room-graph'
import { type Layout, type Line, layOut, type Place } from './room-layout'
import { readSources } from './source-imports'

const rowHeight = 62
const boxHeight = 28
const margin = 28
const headHeight = 84
const letterWidth = 7.4

/** Light boxes on a light card: it is readable on a dark page as well. The first pattern that fits a room colours it. */
const kinds = [
  { name: 'pages', of: /^app\/\(admin\)/, fill: '#dbeafe', line: '#3b6fb6' },
  { name: 'sign-in and the API', of: /^app\//, fill: '#e0e7ff', line: '#6366b4' },
  { name: 'components', of: /^components/, fill: '#ede4f7', line: '#8a63b0' },
  { name: 'command line', of: /^bin/, fill: '#d9f0ee', line: '#35857c' },
  { name: 'engine and its loader', of: /^lib\/(billing|planning)$/, fill: '#fdeec2', line: '#b4861a' },
  { name: 'lib: other rooms', of: /^lib\/[\w-]+$/, fill: '#e8f2de', line: '#648a3c' },
  { name: 'lib: single files', of: /^lib\//, fill: '#f1f1ee', line: '#83837b' },
  { name: 'database', of: /^db/, fill: '#fbe1d3', line: '#b8643a' },
] as const

/** `lib/packages` as `packages`; `app/api/v1` as `api/v1`; the colour says the rest. */
const labelOf = (room: string) => room.replace(/^(app\/\(\w+\)|app|lib)\//, '')
const widthOf = (room: string) => Math.round(labelOf(room).length * letterWidth) + 20

/** The picture of the rooms of the project under `root` as SVG: the same sources give the same text. */
export function drawRooms(root: string): string {
  const graph = roomGraphOf(readSources(root))
  return svgOf(layOut(withoutImplied(graph), levelsOf(graph), widthOf))
}

function svgOf({ layers, lines, width }: Layout): string {
  const height = headHeight + layers.length * rowHeight + margin
  const whole = Math.max(Math.round(width) + 2 * margin, 900)
  const topOf = ({ layer }: Place) => headHeight + (layers.length - 1 - layer) * rowHeight
  const boxes = layers.flat().filter(place => place.room !== null)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${height}" width="${whole}" height="${height}" role="img" aria-labelledby="title" font-family="ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif">
<title id="title">The rooms of OpenMRC in the order of their imports</title>
<rect x="0.5" y="0.5" width="${whole - 1}" height="${height - 1}" rx="12" fill="#fcfcfa" stroke="#d6d6d0"/>
<text x="${margin}" y="34" font-size="16" font-weight="600" fill="#222">A line goes down from a room to a room that it imports. Imports that other lines imply are left out.</text>
${legend()}
${lines.map(line => pathOf(line, topOf)).join('\n')}
${boxes.map(place => boxOf(place, topOf(place))).join('\n')}
</svg>
`
}

function legend(): string {
  let x = margin
  return kinds
    .map(({ name, fill, line }) => {
      const at = x
      x += 24 + name.length * 6.6 + 14
      return `<rect x="${at}" y="50" width="14" height="14" rx="3" fill="${fill}" stroke="${line}"/><text x="${at + 20}" y="61" font-size="12" fill="#333">${name}</text>`
    })
    .join('\n')
}

const rounded = (value: number) => String(Math.round(value * 10) / 10)

/** Down through the layers in smooth bends; past the boxes of a layer it is straight. */
function pathOf({ from, to, through }: Line, topOf: (place: Place) => number): string {
  const points = through.map(place => ({ x: rounded(place.x + margin), top: topOf(place) }))
  const steps = points.slice(1).map(({ x, top }, i) => {
    const above = points[i]
    const start = (above?.top ?? 0) + boxHeight
    const middle = (start + top) / 2
    const pass = i < points.length - 2 ? ` V${top + boxHeight}` : ''
    return `C${above?.x} ${middle} ${x} ${middle} ${x} ${top}${pass}`
  })
  const kind = kinds.find(({ of }) => of.test(from))
  return `<path d="M${points[0]?.x} ${(points[0]?.top ?? 0) + boxHeight} ${steps.join(' ')}" fill="none" stroke="${kind?.line}" stroke-opacity="0.6" stroke-width="1.2"><title>${from} imports ${to}</title></path>`
}

function boxOf({ room, width, x }: Place, top: number): string {
  const kind = kinds.find(({ of }) => of.test(room ?? ''))
  const left = rounded(x + margin - width / 2)
  return `<g><title>${room}</title><rect x="${left}" y="${top}" width="${width}" height="${boxHeight}" rx="5" fill="${kind?.fill}" stroke="${kind?.line}"/><text x="${rounded(x + margin)}" y="${top + 19}" font-size="13" text-anchor="middle" fill="#1c1c1a">${labelOf(room ?? '')}</text></g>`
}
