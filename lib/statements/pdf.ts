import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { toDay } from '../calendar-date'
import { dayText } from '../date-text'
import { formatMinor } from '../money'
import type { Statement, StatementLine } from './read'

const fontFolder = join('node_modules', '@expo-google-fonts', 'inter')
const margin = 48
const ink = '#18181b'
const muted = '#52525b'
const hairline = '#d4d4d8'
/** A figure has the same width in every row. */
const figures: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum', 'lnum']

type Fonts = { regular: Buffer; bold: Buffer }
let fonts: Promise<Fonts> | undefined

async function readFonts(): Promise<Fonts> {
  const read = (file: string) => readFile(join(process.cwd(), fontFolder, file))
  return {
    regular: await read(join('400Regular', 'Inter_400Regular.ttf')),
    bold: await read(join('600SemiBold', 'Inter_600SemiBold.ttf')),
  }
}

type Sheet = { doc: PDFKit.PDFDocument; currency: string; y: number }

const right = (doc: PDFKit.PDFDocument) => doc.page.width - margin
const bottom = (doc: PDFKit.PDFDocument) => doc.page.height - margin - 20
const width = { posted: 62, date: 62, amount: 84, balance: 84 }
const textX = margin + width.posted + width.date
const date = (text: string) => dayText(toDay(text))

/** The statement on A4, as many pages as it needs, each numbered. */
export async function statementPdf(statement: Statement, providerName: string): Promise<Buffer> {
  fonts ??= readFonts()
  const { regular, bold } = await fonts
  const { customer, from, to } = statement
  const title = `Statement of ${customer.name}, ${date(from)} to ${date(to)}`
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: title, Author: providerName },
  })
  const pieces: Buffer[] = []
  doc.on('data', (piece: Buffer) => pieces.push(piece))
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))
  doc.registerFont('regular', regular).registerFont('bold', bold)
  const sheet: Sheet = { doc, currency: customer.currency, y: margin }
  writeHead(sheet, statement, providerName)
  writeTable(sheet, statement)
  writeToInvoice(sheet, statement)
  numberPages(doc, title)
  doc.end()
  await ended
  return Buffer.concat(pieces)
}

function writeHead(sheet: Sheet, { customer, from, to }: Statement, providerName: string): void {
  const { doc } = sheet
  doc.font('regular').fontSize(9).fillColor(muted).text(providerName, margin, sheet.y)
  doc
    .font('bold')
    .fontSize(18)
    .fillColor(ink)
    .text('Statement', margin, doc.y + 4)
  doc.font('regular').fontSize(10)
  doc.text(`${date(from)} to ${date(to)}`).moveDown(0.8)
  doc.font('bold').text(customer.name)
  doc.font('regular').fillColor(muted).text(`${customer.accountCode} · ${customer.currency}`)
  sheet.y = doc.y + 18
}

function writeColumns(sheet: Sheet, hasBalance: boolean): void {
  const { doc } = sheet
  doc.font('bold').fontSize(8).fillColor(muted)
  doc.text('Posted', margin, sheet.y, { width: width.posted })
  doc.text('Date', margin + width.posted, sheet.y, { width: width.date })
  doc.text('Description', textX, sheet.y)
  writeAmount(sheet, `Amount ${sheet.currency}`, hasBalance ? width.balance : 0)
  if (hasBalance) writeAmount(sheet, `Balance ${sheet.currency}`, 0)
  sheet.y += 14
  rule(sheet)
}

function rule(sheet: Sheet): void {
  const { doc } = sheet
  doc.moveTo(margin, sheet.y).lineTo(right(doc), sheet.y).lineWidth(0.5).strokeColor(hairline).stroke()
  sheet.y += 6
}

function writeAmount(sheet: Sheet, text: string, fromRight: number): void {
  const { doc } = sheet
  const x = right(doc) - fromRight - width.amount
  doc.text(text, x, sheet.y, { width: width.amount, align: 'right', features: figures, lineBreak: false })
}

/** A row that is never parted: where it does not fit, it begins the next page under the same heads. */
function writeRow(sheet: Sheet, line: StatementLine, hasBalance: boolean): void {
  const { doc, currency } = sheet
  const space = right(doc) - textX - width.amount - (hasBalance ? width.balance : 0) - 12
  doc.font('regular').fontSize(9)
  const first = doc.heightOfString(line.what, { width: space })
  doc.fontSize(7.5)
  const second = line.detail === '' ? 0 : doc.heightOfString(line.detail, { width: space })
  if (sheet.y + first + second > bottom(doc)) {
    doc.addPage()
    sheet.y = margin
    writeColumns(sheet, hasBalance)
  }
  doc.fontSize(9).fillColor(ink)
  doc.text(date(line.postedOn), margin, sheet.y, { width: width.posted, lineBreak: false })
  doc.text(date(line.on), margin + width.posted, sheet.y, { width: width.date, lineBreak: false })
  writeAmount(sheet, formatMinor(line.amountMinor, currency), hasBalance ? width.balance : 0)
  if (line.balanceMinor !== null) writeAmount(sheet, formatMinor(line.balanceMinor, currency), 0)
  doc.text(line.what, textX, sheet.y, { width: space })
  if (second > 0) doc.fontSize(7.5).fillColor(muted).text(line.detail, textX, doc.y, { width: space })
  sheet.y += first + second + 6
}

function writeBalance(sheet: Sheet, on: string, what: string, minor: bigint): void {
  const { doc } = sheet
  doc.font('bold').fontSize(9).fillColor(ink)
  doc.text(date(on), margin, sheet.y, { width: width.posted, lineBreak: false })
  doc.text(what, textX, sheet.y, { lineBreak: false })
  writeAmount(sheet, formatMinor(minor, sheet.currency), 0)
  sheet.y += 18
}

function writeTable(sheet: Sheet, statement: Statement): void {
  writeColumns(sheet, true)
  writeBalance(sheet, statement.from, 'Opening balance', statement.openingMinor)
  for (const line of statement.lines) writeRow(sheet, line, true)
  if (sheet.y + 30 > bottom(sheet.doc)) {
    sheet.doc.addPage()
    sheet.y = margin
  }
  rule(sheet)
  writeBalance(sheet, statement.to, 'Closing balance', statement.closingMinor)
}

function writeToInvoice(sheet: Sheet, statement: Statement): void {
  if (statement.toInvoice.length === 0) return
  const { doc, currency } = sheet
  if (sheet.y + 90 > bottom(doc)) {
    doc.addPage()
    sheet.y = margin
  }
  sheet.y += 16
  doc.font('bold').fontSize(11).fillColor(ink).text('To be invoiced', margin, sheet.y)
  doc.font('regular').fontSize(9).fillColor(muted).text('These charges do not move the balance.')
  sheet.y = doc.y + 8
  writeColumns(sheet, false)
  for (const line of statement.toInvoice) writeRow(sheet, line, false)
  rule(sheet)
  doc.font('bold').fontSize(9).fillColor(ink).text('Total', textX, sheet.y, { lineBreak: false })
  writeAmount(sheet, formatMinor(statement.toInvoiceMinor, currency), 0)
}

function numberPages(doc: PDFKit.PDFDocument, title: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page)
    // Below the margin text would begin a new page.
    doc.page.margins.bottom = 0
    const y = doc.page.height - 36
    doc.font('regular').fontSize(7.5).fillColor(muted)
    doc.text(title, margin, y, { width: right(doc) - margin - 80, lineBreak: false, ellipsis: true })
    doc.text(`Page ${page + 1} of ${count}`, right(doc) - 80, y, {
      width: 80,
      align: 'right',
      lineBreak: false,
    })
  }
}
