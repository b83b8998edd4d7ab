import { PasswordInput, Progress } from '@mantine/core';
import { passwordStrength } from './password-strength.ts';

interface NewPasswordProps {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
}

/** A new password with a hint that grows as one types. */
export function NewPassword({ label = 'Password', value, onChange, error }: NewPasswordProps) {
  const { score, hint } = passwordStrength(value);
  return (
    <div>
      <PasswordInput
        label={label}
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={value === '' ? 'At least 12 characters. Several words in a row are good.' : hint}
        error={error}
        aria-invalid={error !== null}
      />
      <Progress
        mt={6}
        size={4}
        value={score * 25}
        color={score < 2 ? 'var(--amber)' : 'var(--accent)'}
        aria-label="Strength of the password"
      />
    </div>
  );
}
