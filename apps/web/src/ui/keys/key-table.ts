/** Every key of the product. What works and what the help says are both read from here. */
export const KEYS = {
  search: { keys: ['mod+k'], meaning: 'Search clients, entries, pages and actions', where: 'Everywhere' },
  find: { keys: ['/'], meaning: 'Search within this list, or everywhere', where: 'Everywhere' },
  help: { keys: ['?'], meaning: 'These keys', where: 'Everywhere' },
  goBoard: { keys: ['g b'], meaning: 'Go to the board', where: 'Everywhere' },
  goClients: { keys: ['g c'], meaning: 'Go to the clients', where: 'Everywhere' },
  goDeadlines: { keys: ['g d'], meaning: 'Go to the deadlines', where: 'Everywhere' },
  goEntries: { keys: ['g e'], meaning: 'Go to the entries', where: 'Everywhere' },
  goImports: { keys: ['g i'], meaning: 'Go to the imports', where: 'Everywhere' },
  goAlerts: { keys: ['g a'], meaning: 'Go to the alerts', where: 'Everywhere' },
  goProposals: { keys: ['g p'], meaning: 'Go to the proposed dates', where: 'Everywhere' },
  goKnowledge: { keys: ['g k'], meaning: 'Go to the articles', where: 'Everywhere' },
  goFirm: { keys: ['g f'], meaning: 'Go to our own firm', where: 'Everywhere' },
  goSettings: { keys: ['g s'], meaning: 'Go to the settings', where: 'Everywhere' },
  next: { keys: ['j'], meaning: 'Next line', where: 'This list' },
  previous: { keys: ['k'], meaning: 'Previous line', where: 'This list' },
  open: { keys: ['enter'], meaning: 'Open the line', where: 'This list' },
  pick: { keys: ['x'], meaning: 'Pick or unpick the line', where: 'This list' },
  act: { keys: ['a'], meaning: 'Assign an owner, or acknowledge', where: 'This list' },
} as const satisfies Record<string, { keys: readonly string[]; meaning: string; where: 'Everywhere' | 'This list' }>;

export type KeyName = keyof typeof KEYS;

const CAPS: Readonly<Record<string, string>> = { mod: '⌘/Ctrl', enter: 'Enter' };

/** A key as it stands on a keyboard: `g b` is `G then B`, `mod+k` is `⌘/Ctrl K`. */
export function capsOf(name: KeyName): string {
  return KEYS[name].keys
    .map((key) =>
      key
        .split(/[+ ]/u)
        .map((part) => CAPS[part] ?? part.toUpperCase())
        .join(' '),
    )
    .join(' or ');
}
