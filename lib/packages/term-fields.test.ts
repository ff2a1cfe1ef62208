import { getTableColumns } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { packageVersions } from '@/db/schema/packages'
import { fileLayouts } from '@/lib/imports/layouts'
import { defaultTerms, termNames } from '../billing/terms'
import { emptyPackage, fieldsOf } from './form-values'
import { packageSchema } from './schema'
import { termFieldNames, termFields } from './term-fields'

test('every term has one field, one column of the table and one of the file', () => {
  const described = termFieldNames.map(name => termFields[name])
  expect(described.map(({ term }) => term).sort()).toEqual([...termNames].sort())
  const columns = Object.entries(getTableColumns(packageVersions))
  const others =
    /^(id|packageId|number|effectiveOn|appliesTo|changeNumber|cancelled.*|typedOn|created.*|revision)$/
  expect(
    columns
      .map(([name]) => name)
      .filter(name => !others.test(name))
      .sort(),
  ).toEqual([...termNames].sort())
  for (const { column } of described) expect(fileLayouts.packages.columns).toContain(column)
  expect(new Set(fileLayouts.packages.columns).size).toBe(fileLayouts.packages.columns.length)
  expect(fileLayouts.packages.example).toHaveLength(fileLayouts.packages.columns.length)
})

test('an empty form, and a package with everything at its default, read as the default terms', () => {
  const named = { ...emptyPackage('USD'), name: 'Empty' }
  expect(packageSchema.parse(named).terms).toEqual(defaultTerms)
  const about = { code: 'a', name: 'A', description: '', currency: 'USD', connexcsPackage: null }
  expect(packageSchema.parse(fieldsOf({ ...about, terms: defaultTerms })).terms).toEqual(defaultTerms)
})
