import { describe, expect, it } from '@jest/globals';
import { messageIdOf } from './message-id.ts';

describe('messageIdOf', () => {
  it('takes the host of the sender, with or without a name', () => {
    expect(messageIdOf('1', 'Capeline <deadlines@broker.example>')).toBe('<1@broker.example>');
    expect(messageIdOf('1', 'deadlines@broker.example')).toBe('<1@broker.example>');
    expect(messageIdOf('1', 'Capeline <capeline@localhost>')).toBe('<1@localhost>');
  });
});
