import nextEnv from '@next/env'
import { z } from 'zod'
import { isTimeZone } from '@/lib/calendar-date'
import { log } from '@/lib/log'
import { StartProblem } from './start-problem'

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/London')

/** An unset variable and an empty one mean the same: a shell cannot always unset. */
const blankIsUnset = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value

const postgresUrl = z.preprocess(
  blankIsUnset,
  z
    .string()
    .refine(
      isPostgresUrl,
      'must be a PostgreSQL address such as postgresql://user:password@host:5432/openmrc',
    )
    .optional(),
)

/** Never repeated in a sentence. */
const isSecret = (name: string) => /PASSWORD|SECRET|URL/.test(name)

const shape = z.object({
  DATABASE_URL: postgresUrl,
  DATABASE_URL_OWNER: postgresUrl,
  OPENMRC_DATA: z.preprocess(blankIsUnset, z.string().default('.data')),
  PORT: z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^[0-9]{1,5}$/, 'must be a port number from 1 to 65535')
      .transform(Number)
      .refine(port => port >= 1 && port <= 65_535, 'must be a port number from 1 to 65535')
      .default(3000),
  ),
  OPENMRC_HOST: z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be an address of this machine such as 127.0.0.1')
      .optional(),
  ),
  OPENMRC_SECRET: z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(
        /^\S{32,}$/,
        'must have at least 32 characters without spaces; make one with: openssl rand -hex 32',
      )
      .optional(),
  ),
  OPENMRC_URL: z.preprocess(
    blankIsUnset,
    z
      .string()
      .refine(isSiteUrl, 'must be the address that people use, such as https://billing.example.com')
      .transform(text => new URL(text).origin)
      .optional(),
  ),
  OPENMRC_TRUSTED_PROXIES: z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^([0-9]|10)$/, 'must be a number of proxies from 0 to 10')
      .transform(Number)
      .default(0),
  ),
  OPENMRC_ADMIN_EMAIL: z.preprocess(blankIsUnset, z.email('must be an e-mail address').optional()),
  OPENMRC_ADMIN_PASSWORD: z.preprocess(
    blankIsUnset,
    z
      .string()
      .min(10, 'must have at least 10 characters')
      .max(200, 'must have at most 200 characters')
      .optional(),
  ),
  SMTP_URL: z.preprocess(
    blankIsUnset,
    z
      .string()
      .refine(
        text => /^smtps?:\/\/./.test(text) && URL.canParse(text),
        'must be a mail server such as smtp://user:password@mail.example.com:587',
      )
      .refine(
        text => !URL.canParse(text) || [null, 'off'].includes(new URL(text).searchParams.get('tls')),
        'must say tls=off, or nothing of tls: it is on then',
      )
      .optional(),
  ),
  SMTP_FROM: z.preprocess(blankIsUnset, z.email('must be an e-mail address').optional()),
  BILLING_TIME_ZONE: z.preprocess(blankIsUnset, timeZone.default('UTC')),
})

export type Environment = {
  /** PostgreSQL; without it the embedded database is used. */
  databaseUrl: string | undefined
  /** The role that owns the tables; the app itself never connects as it. */
  ownerUrl: string | undefined
  /** What signs session cookies; without it a file in the data folder does. */
  secret: string | undefined
  /** Where the embedded database lives. */
  dataFolder: string
  port: number
  /** The one address to listen on; undefined for every address of the machine. */
  host: string | undefined
  /** The origin that people use, such as `https://billing.example.com`; undefined if nobody said. */
  url: string | undefined
  /** How many proxies before the app write X-Forwarded-For and X-Forwarded-Proto; with 0 neither counts. */
  trustedProxies: number
  /** The first admin, made where there is none. */
  admin: { email: string; password: string } | undefined
  billingTimeZone: string
  /** Where e-mail is handed over, and who it is from; without it none is sent. */
  mail: Mail | undefined
}

export type Mail = { url: string; from: string }

/** Reads the variables the product knows. Throws a StartProblem that names the first wrong one. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const parsed = shape.safeParse(source)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0] ?? 'The environment')
    const given = isSecret(name) ? '' : `, but is "${source[name] ?? ''}"`
    throw new StartProblem(`${name} ${issue?.message ?? 'is wrong'}${given}.`)
  }
  const { DATABASE_URL: databaseUrl, DATABASE_URL_OWNER: ownerUrl } = parsed.data
  if (ownerUrl !== undefined && databaseUrl === undefined) {
    throw new StartProblem('DATABASE_URL_OWNER is set without DATABASE_URL, the address that the app uses.')
  }
  const { OPENMRC_ADMIN_EMAIL: email, OPENMRC_ADMIN_PASSWORD: password } = parsed.data
  if ((email === undefined) !== (password === undefined)) {
    throw new StartProblem('OPENMRC_ADMIN_EMAIL and OPENMRC_ADMIN_PASSWORD must be set together.')
  }
  const { SMTP_URL: url, SMTP_FROM: from } = parsed.data
  if ((url === undefined) !== (from === undefined)) {
    throw new StartProblem('SMTP_URL and SMTP_FROM must be set together.')
  }
  return {
    databaseUrl,
    ownerUrl,
    secret: parsed.data.OPENMRC_SECRET,
    dataFolder: parsed.data.OPENMRC_DATA,
    port: parsed.data.PORT,
    host: parsed.data.OPENMRC_HOST,
    url: parsed.data.OPENMRC_URL,
    trustedProxies: parsed.data.OPENMRC_TRUSTED_PROXIES,
    admin: email !== undefined && password !== undefined ? { email, password } : undefined,
    billingTimeZone: parsed.data.BILLING_TIME_ZONE,
    mail: url !== undefined && from !== undefined ? { url, from } : undefined,
  }
}

/** An address of this installation as a person opens it: `siteAddress(environment(), '/set-up')`. */
export function siteAddress({ url, port }: Pick<Environment, 'url' | 'port'>, path: string): string {
  return `${url ?? `http://localhost:${port}`}${path}`
}

let known: Environment | undefined

/** The environment of this process with its `.env` files, parsed once. Throws a StartProblem that names a wrong variable. */
export function environment(): Environment {
  if (!known) {
    // Next has read them for the server; the command line must not open another database than the server does.
    if (!process.env.NEXT_RUNTIME && !process.env.VITEST) nextEnv.loadEnvConfig(process.cwd(), false, quiet)
    known = parseEnvironment(process.env)
  }
  return known
}

const quiet = { info: () => {}, error: (...words: unknown[]) => log.error(words.map(String).join(' ')) }

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)
}

/** An address of a whole site: http or https, without a path. */
function isSiteUrl(text: string): boolean {
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text)) return false
  const { pathname, search, hash, username } = new URL(text)
  return pathname === '/' && search === '' && hash === '' && username === ''
}
