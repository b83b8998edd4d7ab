import { Modal } from '@mantine/core';

const KEYS: readonly [string, string][] = [
  ['⌘K or Ctrl K', 'Search clients, entries, pages'],
  ['j / k', 'Next / previous client'],
  ['Enter', 'Open the client'],
  ['x', 'Pick or unpick the client'],
  ['Esc', 'Close'],
  ['?', 'This help'],
];

/** The keys of the client table. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys" centered size="sm">
      <dl className="facts">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
