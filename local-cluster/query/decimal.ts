const pattern = /^([+-])?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Text without exponent, leading or trailing zeros and without negative zero; undefined when the text is no decimal. */
export function canonicalDecimal(text: string): string | undefined {
  const found = pattern.exec(text.trim());
  const [, sign, whole = '', fraction = '', exponent = '0'] = found ?? [];
  if (found === null || whole + fraction === '') return undefined;
  const shift = Number(exponent);
  const point = whole.length + shift;
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, -point), '0');
  const at = Math.max(0, point);
  const left = digits
    .padEnd(at, '0')
    .slice(0, at)
    .replace(/^0+(?=\d)/, '');
  const right = digits.slice(at).replace(/0+$/, '');
  const size = `${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`;
  return sign === '-' && size !== '0' ? `-${size}` : size;
}
