import { existsSync, writeFileSync } from 'node:fs'

// An installation of a provider tells nobody outside about itself.
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

const buildFolder = process.env.OPENMRC_BUILD_DIR || '.next'

/** Next writes the types of its build folder into the tsconfig: any folder but the usual one gets a file of its own. */
function tsconfigFor(folder) {
  if (folder === '.next') return 'tsconfig.json'
  const file = `tsconfig${folder.replace(/[^\w.-]/g, '-')}.json`
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ extends: './tsconfig.json' }))
  return file
}

/** @type {import('next').NextConfig} */
export default {
  // Tests build beside the running app, never over it.
  distDir: buildFolder,
  // Types are checked by `npm run verify`; a start on a small machine need not wait for it.
  typescript: { ignoreBuildErrors: true, tsconfigPath: tsconfigFor(buildFolder) },
  poweredByHeader: false,
  // The development server would print what forms send, passwords included.
  logging: { serverFunctions: false },
  reactStrictMode: true,
  // The page of imports was /import up to 0.1.0.
  redirects: async () => [{ source: '/import', destination: '/imports', permanent: true }],
  // There are no pictures to make smaller: nobody outside can have the server do it.
  images: { unoptimized: true },
  // They hold native or WebAssembly files that a bundler must not move, or load their own files by name.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pg',
    'pg-boss',
    '@node-rs/argon2',
    'pdfkit',
    'nodemailer',
  ],
  // No form is nearly as long; files have a door of their own. proxy.ts answers a longer body before it is read.
  experimental: { serverActions: { bodySizeLimit: '1mb' }, proxyClientMaxBodySize: '1mb' },
}
