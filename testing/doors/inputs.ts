/** What is sent to the doors about the things of a world. */
import type { World } from './world'

export const customer = (world: World, changes = {}) => ({
  id: world.customerId,
  revision: 1,
  accountCode: world.word.toUpperCase(),
  name: `Customer ${world.word} changed`,
  currency: 'USD',
  email: '',
  debitLimit: '',
  accountManagerId: world.people.ownerId,
  ...changes,
})

export const did = (world: World) => ({
  id: world.didId,
  revision: 1,
  number: world.number,
  customerId: world.customerId,
  carrier: 'Changed',
  isEnabled: true,
})

export const range = (world: World) => ({
  first: `8${world.number}`,
  last: `8${world.number}`,
  customerId: '',
})

export const packageFields = (world: World) => ({ name: `New ${world.word}`, retail: '1', currency: 'USD' })
export const packageAct = (world: World) => ({ id: world.packageId, revision: 1 })
export const onePackage = (world: World) => ({ packages: [packageAct(world)] })
export const priceChange = (world: World) => ({
  ...onePackage(world),
  percent: '5',
  retail: true,
  cost: true,
  rounding: 'exact',
  effectiveOn: world.today,
  appliesTo: 'all',
})
export const copies = (world: World) => ({ ...onePackage(world), currency: 'EUR', rate: '0.9' })
export const onIt = (world: World, changes = {}) => ({ id: world.assignmentId, revision: 1, ...changes })
export const assigned = (world: World) => ({
  packageId: world.packageId,
  customerId: world.customerId,
  startOn: world.today,
})

export const many = (world: World) => ({
  ...{ do: 'end', selection: { kind: 'customer', ids: [world.customerId] } },
  ...{ packageId: '', endOn: world.today },
})
