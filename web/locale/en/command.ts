export const command = {
  keys: 'Keys',
  keyThen: 'then',
  onThisPage: 'On this page',
  everywhere: 'Everywhere',
  goTo: 'Go to',
  showKeys: 'Show the keys of this page',
  openPalette: 'Search and do anything',
} as const
