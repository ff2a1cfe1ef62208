import type { Config } from 'tailwindcss'

/** One token, both themes: the browser picks the side by `color-scheme`, which `data-theme` on the root may force. */
const pair = (light: string, dark: string) => `light-dark(${light}, ${dark})`

const neutral = {
  canvas: pair('#ffffff', '#0f1013'),
  surface: pair('#ffffff', '#141519'),
  raised: pair('#ffffff', '#1b1d22'),
  sunken: pair('#f7f7f9', '#0b0c0e'),
  hover: pair('#f3f4f6', '#1b1d22'),
  selected: pair('#eef1fe', '#1a2040'),
  line: pair('#e8e9ed', '#24262c'),
  'line-strong': pair('#cfd1d8', '#3a3d46'),
  ink: pair('#16181d', '#ececf0'),
  muted: pair('#545863', '#a6a9b4'),
  faint: pair('#686c78', '#8d919d'),
  scrim: pair('rgb(16 18 27 / 0.32)', 'rgb(0 0 0 / 0.6)'),
}

const accent = {
  accent: pair('#3651d1', '#a3b3ff'),
  'accent-soft': pair('#eef1fe', '#1a2040'),
  'accent-fill': pair('#3b57d9', '#4a63e0'),
  'accent-press': pair('#2f48bd', '#5a72ea'),
  'on-accent': pair('#ffffff', '#ffffff'),
  focus: pair('#5b75ee', '#8197ff'),
}

const state = {
  good: pair('#17734a', '#52c98f'),
  'good-soft': pair('#e7f6ee', '#10281d'),
  warn: pair('#8a5300', '#e5ac4a'),
  'warn-soft': pair('#fdf3de', '#2c210c'),
  bad: pair('#bb2533', '#ff8a90'),
  'bad-soft': pair('#fdedee', '#341619'),
  'bad-fill': pair('#c22a38', '#c9333f'),
  'bad-press': pair('#a81f2c', '#d84550'),
}

/** Drawn data: the first is the accent, the rest keep 3:1 against the page and differ in lightness as well as in hue. */
const chart = {
  'chart-1': pair('#3b57d9', '#7389ff'),
  'chart-2': pair('#93a4f0', '#3c4a9e'),
  'chart-3': pair('#0e8577', '#3bb8a8'),
  'chart-4': pair('#8a8e9b', '#777b88'),
}

export default {
  content: [],
  theme: {
    extend: {
      colors: { ...neutral, ...accent, ...state, ...chart },
      // A fill and a text of the same hue cannot be the same colour in the dark.
      backgroundColor: { accent: accent['accent-fill'], bad: state['bad-fill'] },
      fontFamily: {
        sans: [
          'var(--font-inter)',
          'Inter Variable',
          'Inter Stand-in',
          'ui-sans-serif',
          'system-ui',
          'sans-serif',
        ],
        mono: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'Consolas', 'monospace'],
      },
      fontSize: {
        xs: ['0.75rem', { lineHeight: '1rem' }],
        sm: ['0.8125rem', { lineHeight: '1.25rem' }],
        base: ['0.875rem', { lineHeight: '1.25rem' }],
        lg: ['1rem', { lineHeight: '1.5rem' }],
        xl: ['1.25rem', { lineHeight: '1.75rem' }],
        '2xl': ['1.5rem', { lineHeight: '2rem' }],
      },
      boxShadow: {
        float: `0 0 0 1px ${pair('rgb(16 18 27 / 0.06)', 'rgb(255 255 255 / 0.08)')}, 0 8px 28px ${pair('rgb(16 18 27 / 0.14)', 'rgb(0 0 0 / 0.55)')}`,
        control: `0 1px 1px ${pair('rgb(16 18 27 / 0.05)', 'rgb(0 0 0 / 0.3)')}`,
      },
      transitionDuration: { DEFAULT: '120ms' },
    },
  },
} satisfies Config
