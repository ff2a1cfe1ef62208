// An installation of a provider tells nobody outside about itself.
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

/** @type {import('next').NextConfig} */
export default {
  // Tests and a second checkout build beside the running app, never over it.
  distDir: process.env.OPENMRC_BUILD_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // Both hold native or WebAssembly files that a bundler must not move.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', '@node-rs/argon2'],
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
}
