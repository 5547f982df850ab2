import type { Words } from '../text/refusals.js';

export type Checked = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is wrong with a field, as the browser found out; '' where nothing is. */
export function faultOf(
  field: Pick<Checked, 'validity' | 'type' | 'validationMessage'>,
  { t, day }: Words,
): string {
  const { validity, type } = field;
  const bound = (name: 'min' | 'max' | 'minLength' | 'maxLength') =>
    (field as Partial<HTMLInputElement>)[name];
  const number = (name: Parameters<typeof bound>[0]) => Number(bound(name));
  if (validity.valueMissing)
    return t(
      type === 'checkbox'
        ? 'invalid.tick'
        : /^(radio|select)/.test(type)
          ? 'invalid.choose'
          : 'invalid.required',
    );
  if (validity.badInput) return t(type === 'date' ? 'invalid.no-day' : 'invalid.no-number');
  if (validity.typeMismatch)
    return t(type === 'email' ? 'invalid.invalid-format.email' : 'invalid.invalid-format');
  if (validity.rangeOverflow)
    return type === 'date'
      ? t('invalid.day.latest', { day: day(String(bound('max'))) })
      : t('invalid.too-big.number', { most: number('max') });
  if (validity.rangeUnderflow)
    return type === 'date'
      ? t('invalid.day.earliest', { day: day(String(bound('min'))) })
      : t('invalid.too-small.number', { least: number('min') });
  if (validity.tooShort) return t('invalid.too-small.text', { least: number('minLength') });
  if (validity.tooLong) return t('invalid.too-big.text', { most: number('maxLength') });
  if (validity.stepMismatch) return t('invalid.not-multiple-of');
  if (validity.patternMismatch) return t('invalid.invalid-format');
  return field.validationMessage;
}
