import { Modal } from '@mantine/core';
import { useState } from 'react';
import { capsOf, KEYS, type KeyName } from './key-table.ts';
import { workingKeys } from './use-keys.ts';

const PLACES = ['This list', 'Everywhere'] as const;

/** Exactly the keys that work on the page as it stood when somebody asked. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const [working] = useState(workingKeys);
  const names = (Object.keys(KEYS) as KeyName[]).filter((name) => working.has(name));
  return (
    <Modal opened onClose={onClose} title="Keys" centered size="md">
      {PLACES.map((place) => {
        const here = names.filter((name) => KEYS[name].where === place);
        if (here.length === 0) return null;
        return (
          <section key={place} className="keys-help" aria-label={place}>
            <h3>{place}</h3>
            <dl>
              {here.map((name) => (
                <div key={name}>
                  <dt>{KEYS[name].meaning}</dt>
                  <dd>
                    <kbd>{capsOf(name)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
      <p className="small faint">Fields, menus and dialogs keep their own keys; Esc closes them.</p>
    </Modal>
  );
}
