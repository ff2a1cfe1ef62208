import nodemailer from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { mailServer } from './mail-server'

test.each([
  ['smtp://u:p%40ss@mail.example.com:587', 'smtp://u:p%40ss@mail.example.com:587?requireTLS=true'],
  ['smtp://mail.example.com?requireTLS=false', 'smtp://mail.example.com?requireTLS=true'],
  ['smtps://mail.example.com', 'smtps://mail.example.com?requireTLS=true'],
  ['smtp://10.0.0.7:25?tls=off', 'smtp://10.0.0.7:25?ignoreTLS=true'],
  ['smtp://10.0.0.7:25?requireTLS=true&tls=off', 'smtp://10.0.0.7:25?ignoreTLS=true'],
  ['smtp://127.0.0.1:25', 'smtp://127.0.0.1:25'],
  ['smtp://localhost', 'smtp://localhost'],
  ['smtp://[::1]:25', 'smtp://[::1]:25'],
])('%s is %s', (given, expected) => {
  expect(mailServer(given)).toBe(expected)
})

test('nothing is sent to a server without TLS that has to have it', async () => {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'] })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const verify = (url: string) => nodemailer.createTransport(url).verify()
  await expect(verify(mailServer(`smtp://127.0.0.1:${port}`))).resolves.toBe(true)
  const demanded = new URL(mailServer('smtp://mail.example.com')).search
  await expect(verify(`smtp://127.0.0.1:${port}${demanded}`)).rejects.toThrow(/STARTTLS/i)
  await new Promise<void>(resolve => server.close(() => resolve()))
})
