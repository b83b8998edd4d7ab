import { describe, expect, it } from '@jest/globals';
import { readPress } from './key-press.ts';
import { capsOf, KEYS, type KeyName } from './key-table.ts';

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('the table of keys', () => {
  it('gives no key to two meanings', () => {
    const keys = Object.values(KEYS).flatMap((one) => [...one.keys]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('lets no key be the first stroke of another', () => {
    const single = Object.values(KEYS).flatMap((one) => one.keys.filter((key) => !key.includes(' ')));
    const first = Object.values(KEYS).flatMap((one) =>
      one.keys.filter((key) => key.includes(' ')).map((key) => key[0]),
    );
    expect(single.filter((key) => first.includes(key))).toEqual([]);
  });

  it('is reached in every line by the strokes that it names', () => {
    for (const [name, { keys }] of Object.entries(KEYS))
      for (const key of keys) {
        let half: string | null = null;
        let found: KeyName | null = null;
        for (const stroke of key.split(' ')) {
          const mod = stroke.startsWith('mod+');
          ({ half, name: found } = readPress(press(stroke.replace('mod+', ''), { ctrlKey: mod }), half));
        }
        expect([key, found]).toEqual([key, name]);
      }
  });

  it('leaves every combination with Alt alone, and takes the Mac’s key for Control', () => {
    expect(readPress(press('k', { altKey: true }), null).name).toBeNull();
    expect(readPress(press('k', { metaKey: true }), null).name).toBe('search');
  });

  it('forgets a first stroke that another key follows', () => {
    expect(readPress(press('x'), 'g')).toEqual({ name: null, half: null });
  });

  it('is written as keyboards show it', () => {
    expect([capsOf('goBoard'), capsOf('search')]).toEqual(['G B', '⌘/Ctrl K']);
  });
});
