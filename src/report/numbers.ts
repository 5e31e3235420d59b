const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** 3000000 → `3,000,000`. */
export function showCount(count: bigint | number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Empty for a number that was not obtained. */
export function showKnownCount(count: bigint | number | undefined): string {
  return count === undefined ? '' : showCount(count);
}

/** Powers of 1000, one decimal from kB on. */
export function showBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power] ?? ''}`;
}

/** `4.2 s`, `3 min 20 s`, `5 h 3 min`, `9 d 4 h`. */
export function showDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

export function totalOf(counts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const count of counts) total += count;
  return total;
}
