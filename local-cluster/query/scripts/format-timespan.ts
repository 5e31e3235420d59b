const day = 864_000_000_000n;

const clock: Readonly<Record<string, readonly [unit: bigint, limit: bigint]>> = {
  H: [36_000_000_000n, 24n],
  h: [36_000_000_000n, 24n],
  m: [600_000_000n, 60n],
  s: [10_000_000n, 60n],
};

function fraction(ticks: bigint, piece: string): string {
  const digits = String(ticks % 10_000_000n)
    .padStart(7, '0')
    .slice(0, piece.length);
  return piece.startsWith('F') ? digits.replace(/0+$/, '') : digits;
}

function formatPiece(ticks: bigint, piece: string): string {
  if (/^d+$/.test(piece)) return String(ticks / day).padStart(piece.length, '0');
  if (/^(?:f+|F+)$/.test(piece)) return fraction(ticks, piece);
  const [unit, limit] = clock[piece.charAt(0)] ?? [];
  if (unit === undefined || limit === undefined) return piece;
  return String((ticks / unit) % limit).padStart(piece.length, '0');
}

/** Whether a format is made of known specifiers and delimiters. */
export const isTimespanFormat = (format: string): boolean =>
  /^(?:d{1,8}|f{1,7}|F{1,7}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|[ /\-:,._[\]])*$/.test(format);

/** Source: https://learn.microsoft.com/kusto/query/format-timespan-function */
export function formatTimespanAs(ticks: string, format: string): string {
  const value = BigInt(ticks);
  const size = value < 0n ? -value : value;
  const pieces = format.match(/([a-zA-Z])\1*|[^a-zA-Z]+/g) ?? [];
  return `${value < 0n ? '-' : ''}${pieces.map((piece) => formatPiece(size, piece)).join('')}`;
}
