import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const PAUSE_MS = 250;

/**
 * The text of a search field whose value lives in the address: what is typed stands, and is passed on after a pause, until the
 * address says something else, as it does when somebody chooses a view.
 */
export function useTyped(address: string, onPause: (text: string) => void) {
  const [typed, setTyped] = useState({ text: address, over: address });
  const passOn = useDebouncedCallback(onPause, PAUSE_MS);
  return {
    text: typed.over === address ? typed.text : address,
    type: (text: string) => {
      setTyped({ text, over: address });
      passOn(text);
    },
  };
}
