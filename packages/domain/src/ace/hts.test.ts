import { describe, expect, it } from '@jest/globals';
import { IEEPA_HTS_RULE, isIeepaHts, normaliseHts, sumIeepaDutyCents } from './hts.ts';

describe('isIeepaHts', () => {
  it.each(['9903.01.28', '99030128', '9903.01.2800', '9903012800', '9903.02.20', '99030219', '9903 01 24'])(
    'takes %s as a heading of the IEEPA families',
    (hts) => {
      expect(isIeepaHts(hts)).toBe(true);
    },
  );

  it.each(['9903.03.01', '99038803', '9903.81.87', '9903.96.01', '9902.01.01', '3923900080', '0199030128', ''])(
    'takes %s as no IEEPA heading',
    (hts) => {
      expect(isIeepaHts(hts)).toBe(false);
    },
  );

  it('says that the list of headings is not verified, so that nothing may be excluded by it', () => {
    expect(IEEPA_HTS_RULE.verified).toBe(false);
    for (const prefix of IEEPA_HTS_RULE.prefixes) expect(isIeepaHts(`${prefix}25`)).toBe(true);
  });
});

describe('sumIeepaDutyCents', () => {
  it('adds the duty of IEEPA rows and nothing else', () => {
    const rows = [
      { hts: '99030124', dutyCents: 529_517 },
      { hts: '99030125', dutyCents: 264_758 },
      { hts: '99038803', dutyCents: 907_872 },
      { hts: '3131587302', dutyCents: 59_371 },
    ];
    expect(sumIeepaDutyCents(rows)).toBe(794_275);
    expect(sumIeepaDutyCents([])).toBe(0);
  });
});

describe('normaliseHts', () => {
  it('takes out dots, spaces and hyphens and leaves everything else', () => {
    expect(normaliseHts('9903.01.28')).toBe('99030128');
    expect(normaliseHts('9.90E+07')).toBe('990E+07');
  });
});
