const ticksPerSecond = 10_000_000n;
const unitTicks: ReadonlyMap<string, bigint> = new Map([
  ['d', 86_400n * ticksPerSecond],
  ['h', 3_600n * ticksPerSecond],
  ['m', 60n * ticksPerSecond],
  ['s', ticksPerSecond],
  ['ms', 10_000n],
  ['tick', 1n],
]);
const unitWords: ReadonlyMap<string, string> = new Map([
  ['day', 'd'],
  ['days', 'd'],
  ['hour', 'h'],
  ['hours', 'h'],
  ['min', 'm'],
  ['minute', 'm'],
  ['minutes', 'm'],
  ['sec', 's'],
  ['second', 's'],
  ['seconds', 's'],
  ['ticks', 'tick'],
]);
const clock = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;
const amount = /^(-)?(\d+)(?:\.(\d{1,9}))?\s*([a-z]+)$/i;
const largest = 2n ** 63n - 1n;

/**
 * A timespan in ticks of 100 ns, from `[-][d.]hh:mm[:ss[.fffffff]]`, or an amount with its unit as in `30d`, `1.5h`, `100ms`, with or without
 * `time(…)` or `timespan(…)` around it. Undefined for what is neither, or does not fit. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/timespan
 */
export function parseTimespan(text: string): bigint | undefined {
  const inner = /^(?:time|timespan)\((.*)\)$/i.exec(text.trim())?.[1] ?? text.trim();
  const ticks = ticksOfClock(inner) ?? ticksOfAmount(inner);
  return ticks === undefined || ticks > largest || ticks < -largest - 1n ? undefined : ticks;
}

function ticksOfClock(text: string): bigint | undefined {
  const match = clock.exec(text);
  if (match === null) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * ticksPerSecond + BigInt(fraction.padEnd(7, '0'));
  return sign === undefined ? ticks : -ticks;
}

function ticksOfAmount(text: string): bigint | undefined {
  const match = amount.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '0', fraction = '', written = ''] = match;
  const unit = unitTicks.get(unitWords.get(written.toLowerCase()) ?? written.toLowerCase());
  if (unit === undefined) return undefined;
  const scaled = BigInt(whole + fraction) * unit;
  const ticks = scaled / 10n ** BigInt(fraction.length);
  return sign === undefined ? ticks : -ticks;
}

/** `[-][d.]hh:mm:ss[.fffffff]`, the one spelling of a timespan. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  const seconds = size / ticksPerSecond;
  const days = seconds / 86_400n;
  const clockText = [(seconds / 3_600n) % 24n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':');
  const fraction = size % ticksPerSecond;
  const rest = fraction === 0n ? '' : `.${String(fraction).padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clockText}${rest}`;
}
