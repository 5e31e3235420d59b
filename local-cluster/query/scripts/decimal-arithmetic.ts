import { canonicalDecimal } from '../decimal.ts';

interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

/** Digits a decimal holds. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/decimal */
const precision = 34;

function scaledOf(text: string): Scaled {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

const isNegative = (value: bigint): boolean => value < 0n;
const size = (value: bigint): bigint => (isNegative(value) ? -value : value);

/** Drops the digits beyond the precision, rounding half away from zero. */
function rounded({ digits, scale }: Scaled): Scaled {
  const excess = Math.max(0, Math.min(scale, String(size(digits)).length - precision));
  if (excess === 0) return { digits, scale };
  const unit = 10n ** BigInt(excess);
  const half = (size(digits) + unit / 2n) / unit;
  return { digits: isNegative(digits) ? -half : half, scale: scale - excess };
}

function textOf(value: Scaled): string | undefined {
  const { digits, scale } = rounded(value);
  const padded = String(size(digits)).padStart(scale + 1, '0');
  const at = padded.length - scale;
  return canonicalDecimal(`${isNegative(digits) ? '-' : ''}${padded.slice(0, at)}.${padded.slice(at)}`);
}

type Rule = (left: Scaled, right: Scaled) => Scaled | undefined;

const aligned =
  (apply: (left: bigint, right: bigint) => bigint): Rule =>
  (left, right) => {
    const scale = Math.max(left.scale, right.scale);
    const [first, second] = [left, right].map((value) => value.digits * 10n ** BigInt(scale - value.scale));
    return { digits: apply(first ?? 0n, second ?? 0n), scale };
  };

/** Like every modulo of Kusto never negative. */
const remainder = (left: bigint, right: bigint): bigint => ((left % right) + size(right)) % size(right);

const quotient: Rule = (left, right) => {
  const shift = BigInt(precision + String(size(right.digits)).length);
  return {
    digits: (left.digits * 10n ** (shift + BigInt(right.scale))) / right.digits,
    scale: Number(shift) + left.scale,
  };
};

const rules: Readonly<Record<string, Rule>> = {
  '+': aligned((left, right) => left + right),
  '-': aligned((left, right) => left - right),
  '*': (left, right) => ({ digits: left.digits * right.digits, scale: left.scale + right.scale }),
  '/': (left, right) => (right.digits === 0n ? undefined : quotient(left, right)),
  '%': (left, right) => (right.digits === 0n ? undefined : aligned(remainder)(left, right)),
};

/** Decimal arithmetic on canonical texts, rounded to 34 digits; division by zero has no value. */
export function calculateDecimal(symbol: string, left: string, right: string): string | undefined {
  const result = rules[symbol]?.(scaledOf(left), scaledOf(right));
  return result === undefined ? undefined : textOf(result);
}
