/** A real mail server in this process, for tests: what it received, and how it should answer the next letters. */
import { SMTPServer } from 'smtp-server'

export type Mailbox = {
  url: string
  letters: { to: string; text: string }[]
  /** What the server does with the letters to come. */
  mood: { answer: 'take' | 'later' | 'never' | 'cut' }
  close: () => Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const letters: Mailbox['letters'] = []
  const mood: Mailbox['mood'] = { answer: 'take' }
  const refusal = (code: number) => Object.assign(new Error('not now'), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, answer) => {
      if (mood.answer === 'later') return answer(refusal(450))
      if (mood.answer === 'never') return answer(refusal(550))
      answer()
    },
    onData: (stream, session, answer) => {
      let text = ''
      stream.on('data', (piece: Buffer) => {
        text += piece
      })
      stream.on('end', () => {
        // A long line is folded on the way: a link is looked for in one piece.
        letters.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: text.replaceAll('=\r\n', '') })
        // The letter is there; its answer is lost on the way.
        if (mood.answer === 'cut') for (const connection of server.connections) connection.close()
        else answer()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    mood,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
