import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium on this machine: of CHROMIUM_PATH, installed by the system, or fetched by Playwright. */
function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...programs.flatMap(program => folders.map(folder => join(folder, program))),
    ...places,
    chromium.executablePath(),
  ]
  return candidates.find(path => path !== undefined && isProgram(path))
}

/** As findChromium; where there is none it is installed: by apt as root on Debian, else by Playwright. */
export function needChromium(): string {
  const found = findChromium()
  if (found) return found
  console.log('Installing Chromium for the browser tests.')
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) installDebianPackage()
  else
    execFileSync(process.execPath, [join('node_modules', 'playwright', 'cli.js'), 'install', 'chromium'], {
      stdio: 'inherit',
    })
  const installed = findChromium()
  if (!installed) throw new Error('Chromium was installed but is not found. Name it in CHROMIUM_PATH.')
  return installed
}

function installDebianPackage(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: 'inherit', env } as const
  spawnSync('apt-get', ['update', '-qq'], options)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
