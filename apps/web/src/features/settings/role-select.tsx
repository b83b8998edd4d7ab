import type { Role } from '@capeline/contracts';
import { Select } from '@mantine/core';
import { useCan } from '../../api/session.ts';
import { ROLE_MEANINGS, ROLES } from '../../ui/roles.ts';

interface RoleSelectProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

const NAMES: Record<Role, string> = {
  owner: 'Owner',
  manager: 'Manager',
  specialist: 'Specialist',
  auditor: 'Auditor',
};

/** The roles, each with what it is for; those that this person may not give are there and say why not. */
export function RoleSelect({ label, isLabelHidden = false, value, onChange }: RoleSelectProps) {
  const mayMakeOwners = useCan('owners:write');
  const data = ROLES.map((role) => ({
    value: role,
    label: NAMES[role],
    disabled: role === 'owner' && !mayMakeOwners,
  }));
  return (
    <Select
      {...(isLabelHidden ? { 'aria-label': label, w: 140, size: 'xs' } : { label, description: ROLE_MEANINGS[value] })}
      comboboxProps={{ width: 320, position: 'bottom-end' }}
      data={data}
      value={value}
      allowDeselect={false}
      maxDropdownHeight={340}
      onChange={(chosen) => {
        const role = ROLES.find((one) => one === chosen);
        if (role !== undefined && role !== value) onChange(role);
      }}
      renderOption={({ option }) => (
        <span>
          <b>{option.label}</b>
          <span className="small dim block">
            {option.disabled ? 'Only an owner makes owners.' : ROLE_MEANINGS[option.value as Role]}
          </span>
        </span>
      )}
    />
  );
}
