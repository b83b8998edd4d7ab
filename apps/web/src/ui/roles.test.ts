import { Permission, Role, rolesThatMay } from '@capeline/contracts';
import { describe, expect, it } from '@jest/globals';
import { ROLES, WHO_MAY, whoMay } from './roles.ts';

describe('what the screens say about roles', () => {
  it('is what the policy table says', () => {
    expect([...ROLES]).toEqual(Role.options);
    for (const [permission, roles] of Object.entries(WHO_MAY))
      expect({ permission, roles }).toEqual({ permission, roles: rolesThatMay(Permission.parse(permission)) });
  });

  it('names who could help', () => {
    expect(whoMay('members:write')).toBe('Ask an owner or a manager.');
  });
});
