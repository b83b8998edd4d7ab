import { AppError } from '@capeline/contracts';
import type { CheckRefusalCode } from '@capeline/domain';
import { invalid } from '../clients/reader.ts';

/** Why a check was not recorded, as the API says it: with the field at fault. */
export function checkRefusal(code: CheckRefusalCode, message: string): AppError {
  switch (code) {
    case 'check.computed':
      return new AppError('check.computed', message);
    case 'check.expired_is_computed':
      return new AppError('check.transition_refused', message);
    case 'check.note_required':
      return new AppError('check.evidence_required', message, [{ pointer: '/evidenceNote', message }]);
    case 'check.verified_on_required':
      return new AppError('check.evidence_required', message, [{ pointer: '/verifiedOn', message }]);
    case 'check.verified_on_in_future':
      return invalid('/verifiedOn', message);
    case 'check.expires_before_verified':
      return invalid('/expiresOn', message);
  }
}
