import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isCommonPassword, newPasswordFor } from './new-password'

const ada = { email: 'ada.keys@example.com', name: 'Ada Keys-Lovelace', provider: 'Zephyr Telecom' }
const isTaken = (password: string) => newPasswordFor(ada).safeParse(password).success

test('the list has at least the 10,000 most used passwords', () => {
  const list = readFileSync('lib/sign-in/common-passwords.txt', 'utf8').trim().split('\n')
  expect(list.length).toBeGreaterThanOrEqual(10_000)
  expect(list.slice(0, 3)).toEqual(['123456', 'password', '12345678'])
  expect(list.every(isCommonPassword)).toBe(true)
})

test.each([
  'password123',
  'qwertyuiop',
  '1234567890',
  'openmrc2026',
  'Password1!',
  'PASSWORD!!1',
  '!!michael99',
  'passwordpassword',
  '1q2w3e4r5t',
  'aaaaaaaaaaaa',
  'too short',
  // e-mail, name, provider
  'ada.keys@example.com',
  'my ada.keys 77 words',
  'AdaKeys 77 words',
  'big lovelace machine',
  'the zephyr blows hard',
  'Zephyr-Telecom 2026',
  'x'.repeat(201),
])('%s is refused', password => {
  expect(isTaken(password)).toBe(false)
})

test.each([
  'correct horse battery',
  'a password for tests',
  'a password of my own',
  'four other words here',
  'love is blind, 1983475629847',
  'Прощай, немытая Россия',
  'kV8#q2!zR0w',
])('%s is taken', password => {
  expect(isTaken(password)).toBe(true)
})
