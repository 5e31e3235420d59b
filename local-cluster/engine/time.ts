/** 100 ns ticks at 1970-01-01; every instant in the engine is ticks since 0001-01-01, as in Kusto's datetime. */
export const unixEpochTicks = 621_355_968_000_000_000n;
const ticksPerMs = 10_000n;
const ticksPer = {
  d: 864_000_000_000n,
  h: 36_000_000_000n,
  m: 600_000_000n,
  s: 10_000_000n,
  ms: ticksPerMs,
} as const;

/** Ticks of a JavaScript time in milliseconds. */
function ticksOfUnixMs(ms: number): bigint {
  return BigInt(Math.floor(ms)) * ticksPerMs + unixEpochTicks;
}

function fraction(ticks: bigint): string {
  const digits = ticks.toString().padStart(7, '0').replace(/0+$/, '');
  return digits === '' ? '' : `.${digits}`;
}

/** `2016-06-06T15:35:00.1234567Z`; the service leaves out a fraction's trailing zeros, and an empty fraction. */
export function formatDatetime(ticks: bigint): string {
  const rest = ticks % ticksPer.s;
  const ms = Number((ticks - rest - unixEpochTicks) / ticksPerMs);
  return `${new Date(ms).toISOString().slice(0, 19)}${fraction(rest)}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]`; the fraction, when there is one, always has seven digits. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const two = (value: bigint) => value.toString().padStart(2, '0');
  const days = size / ticksPer.d;
  const rest = size % ticksPer.s;
  const clock = [(size / ticksPer.h) % 24n, (size / ticksPer.m) % 60n, (size / ticksPer.s) % 60n].map(two).join(':');
  const tail = rest === 0n ? '' : `.${rest.toString().padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock}${tail}`;
}

const clockForm = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;
const unitForm = /^(-?\d+(?:\.\d+)?)(ms|d|h|m|s)$/;

function parseClock(text: string): bigint | undefined {
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', part = ''] = clockForm.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const size =
    BigInt(days) * ticksPer.d +
    BigInt(hours) * ticksPer.h +
    BigInt(minutes) * ticksPer.m +
    BigInt(seconds) * ticksPer.s +
    BigInt(part.padEnd(7, '0'));
  return sign === '-' ? -size : size;
}

/** Reads `10d`, `1.5h`, `1.02:03:04.5` or a plain number of days; undefined when it is none of them. */
export function parseTimespan(text: string): bigint | undefined {
  if (/^\d+$/.test(text)) return BigInt(text) * ticksPer.d;
  const [, amount, unit] = unitForm.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return parseClock(text);
  return BigInt(Math.round(Number(amount) * Number(ticksPer[unit as keyof typeof ticksPer])));
}

/** Reads an ISO 8601 instant (UTC when it names no zone); undefined when it is not one. */
export function parseDatetime(text: string): bigint | undefined {
  const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,7})\d*)?)?(Z|[+-]\d{2}:\d{2})?$/;
  const [, day, clock = '00:00:00', part = '', zone = 'Z'] = form.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const ms = Date.parse(`${day}T${clock}${zone}`);
  return Number.isNaN(ms) ? undefined : ticksOfUnixMs(ms) + BigInt(part.padEnd(7, '0'));
}

/** The cluster's clock: real time, shifted or pinned by the controls. */
export class Clock {
  #offsetMs = 0;
  #pinnedMs: number | undefined;

  nowTicks(): bigint {
    return ticksOfUnixMs(this.#pinnedMs ?? Date.now() + this.#offsetMs);
  }

  pin(unixMs: number): void {
    this.#pinnedMs = unixMs;
  }

  shift(offsetMs: number): void {
    this.#pinnedMs = undefined;
    this.#offsetMs = offsetMs;
  }
}
