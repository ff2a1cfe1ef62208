import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddress, networkOf } from './client-address'

describe('the address of a client', () => {
  it.each([
    [
      'without a trusted proxy it is that of the socket, whatever was claimed',
      '10.0.0.9',
      '1.2.3.4',
      0,
      '10.0.0.9',
    ],
    ['behind one proxy it is what that proxy wrote', '127.0.0.1', '6.6.6.6, 1.2.3.4', 1, '1.2.3.4'],
    ['behind two it is what the outer one wrote', '127.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2', 2, '1.2.3.4'],
    ['a proxy that wrote nothing leaves the socket', '127.0.0.1', undefined, 1, '127.0.0.1'],
    ['fewer entries than proxies: the first one', '127.0.0.1', '1.2.3.4', 2, '1.2.3.4'],
    ['what is no address leaves the socket', '127.0.0.1', 'evil\u001b[31m', 1, '127.0.0.1'],
    ['a port is left out', '127.0.0.1', '1.2.3.4:5678', 1, '1.2.3.4'],
    ['also of IPv6', '127.0.0.1', '[2001:DB8::1]:443', 1, '2001:db8::1'],
    ['IPv4 inside IPv6 is IPv4', '::ffff:10.0.0.9', undefined, 0, '10.0.0.9'],
    ['a socket that is gone has none', undefined, '1.2.3.4', 0, 'unknown'],
  ])('%s', (_rule, socket, forwarded, proxies, address) => {
    expect(clientAddress(socket, forwarded, proxies)).toBe(address)
  })

  it('is never moved by what the client sends before the entry of the proxy', () => {
    fc.assert(
      fc.property(fc.array(fc.ipV4()), fc.ipV4(), (claims, real) => {
        expect(clientAddress('127.0.0.1', [...claims, real].join(', '), 1)).toBe(real)
      }),
    )
  })
})

describe('the network that tries are counted by', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3::4', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it('is the same for every address of a /64, and another for another /64', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map(n => n.toString(16))
    const half = fc.array(group, { minLength: 4, maxLength: 4 }).map(groups => groups.join(':'))
    fc.assert(
      fc.property(half, half, half, half, (network, one, two, other) => {
        expect(networkOf(`${network}:${one}`)).toBe(networkOf(`${network}:${two}`))
        if (network !== other) expect(networkOf(`${network}:${one}`)).not.toBe(networkOf(`${other}:${one}`))
      }),
    )
  })
})
