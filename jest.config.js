import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

// Hundreds of processes are started, always of the same few programs: each but the first finds its code compiled.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'kusto-rebuild-compiled');

/** One project per level, so that each can be run and required alone; see docs/architecture.md. */
const level = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/__tests__/${name}/**/*.test.ts`],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
});

export default {
  projects: ['rules', 'unit', 'contract', 'scenario'].map(level),
  testTimeout: 600_000,
  // A third of the time a test waits for what is nobody's work.
  maxWorkers: 2 * availableParallelism(),
  testSequencer: './scripts/longest-first.js',
  reporters: ['default', './scripts/jest-summary.js'],
};
