import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const scale = (name: string) =>
  Array.from({ length: 10 }, (_, index) => `var(--${name}-${index})`) as unknown as MantineColorsTuple

/** Mantine computes hover and contrast from these two, so they are values and not variables; they repeat tokens.css. */
const ledger: MantineColorsTuple = [
  '#EEF7F4',
  '#E4F1ED',
  '#B4D8CE',
  '#86C3B4',
  '#58C6AF',
  '#3DB39A',
  '#1F8A76',
  '#0E6B5C',
  '#0A5649',
  '#063C33',
]

/** The look of every library component; the values come from tokens.css. */
export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.3333', sm: '1.5385', md: '1.4286', lg: '1.5', xl: '1.4' },
  headings: {
    fontFamily: 'var(--sans)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  colors: { ledger, gray: scale('stone'), dark: scale('dark') },
  primaryColor: 'ledger',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  shadows: { xs: 'none', sm: 'none', md: 'var(--float)', lg: 'var(--float)', xl: 'var(--float)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusClassName: 'focusable',
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      vars: () => ({ root: { '--button-height': '32px', '--button-padding-x': '12px', '--button-fz': '13px' } }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    TextInput: { defaultProps: { size: 'sm' } },
    Input: { vars: () => ({ wrapper: { '--input-height': '32px', '--input-fz': '13px' } }) },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right', allowDeselect: false } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 160 }, position: 'bottom-end' } },
    Modal: { defaultProps: { shadow: 'md', radius: 'lg', centered: true, transitionProps: { duration: 160 } } },
    Drawer: { defaultProps: { shadow: 'md', position: 'right', transitionProps: { duration: 240 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, withinPortal: true } },
    Tabs: { defaultProps: { keepMounted: false } },
    Switch: { defaultProps: { withThumbIndicator: false } },
  },
})

const variables = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-error': 'var(--failed)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-ledger-filled': 'var(--accent)',
  '--mantine-color-ledger-filled-hover': 'var(--accent-hover)',
  '--mantine-color-gray-light-color': 'var(--ink-2)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables })
